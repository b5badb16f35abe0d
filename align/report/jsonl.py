"""The whole audit as one JSON object a line, and back."""

from __future__ import annotations

import csv
import json
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.finding import Audit
from align.page import Failure, Span


def plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, spans as [start, end]."""
    return _plainer(type(value))(value)  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _plainer(kind: Any) -> Callable[[Any], Any]:
    """How a value of a type becomes plain; types are few, values many."""
    if issubclass(kind, Span):
        return lambda value: [value.start, value.end]
    if is_dataclass(kind):
        names = tuple(f.name for f in fields(kind))
        return lambda value: {name: plain(getattr(value, name)) for name in names}
    if issubclass(kind, Mapping):
        return lambda value: {str(k): plain(v) for k, v in value.items()}
    if issubclass(kind, (list, tuple)):
        return lambda value: [plain(v) for v in value]
    if issubclass(kind, float):
        return lambda value: round(value, 6)
    return lambda value: value


def audit_line(audit: Audit) -> str:
    """One line, without its end; loses nothing of the audit."""
    if _LATEST[0] is not audit:  # the journal and the outputs ask for the same line one after the other
        _LATEST[:] = audit, json.dumps(plain(audit), ensure_ascii=False, separators=(",", ":"))
    return str(_LATEST[1])


_LATEST: list[object] = [None, ""]


def restored(kind: Any, value: Any) -> Any:
    """What `plain` was given, by the type it had; unknown keys are left out, absent ones take their defaults."""
    return _restorer(kind)(value)


@lru_cache(maxsize=256)
def _restorer(kind: Any) -> Callable[[Any], Any]:
    """How a value of a type is restored; types are few, values many."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = _restorer(next(k for k in typing.get_args(kind) if k is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if kind is Span:
        return _span
    if is_dataclass(kind):
        return _object_of(kind)
    if kind in (int, float, str):
        return _scalar(kind)
    if origin is tuple:
        inner = _restorer(typing.get_args(kind)[0])
        return lambda value: tuple([inner(v) for v in value])
    return lambda value: value


def _span(value: Any) -> Span:
    start, end = value
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError(f"int was due, not {value!r:.40}")
    return Span(start, end)


def _object_of(kind: Any) -> Callable[[Any], Any]:
    made: dict[str, Callable[[Any], Any]] = {}  # filled at first use: a type may hold itself

    def of(value: Any) -> Any:
        if not made:
            made.update({name: _restorer(hint) for name, hint in typing.get_type_hints(kind).items()})
        return kind(**{name: restore(value[name]) for name, restore in made.items() if name in value})

    return of


def _scalar(kind: Any) -> Callable[[Any], Any]:
    wanted = (int, float) if kind is float else kind

    def of(value: Any) -> Any:
        if not isinstance(value, wanted):
            raise TypeError(f"{kind.__name__} was due, not {value!r:.40}")
        return value

    return of


def read_audit(line: str | bytes, where: str, *, known: bool = False) -> Audit:
    """The audit of one line of `audit.jsonl`; `known`: it is what `audit_line` made, which need not be made again.

    Raises InputError.
    """
    try:
        audit: Audit = restored(Audit, json.loads(line))
    except (ValueError, TypeError, KeyError, IndexError, StopIteration, RecursionError) as error:
        raise InputError(f"{where}: expected an audit as `align audit` writes it, found {error}; run the audit again") from error
    if known:
        _LATEST[:] = audit, line
    return audit


def read_audits(folder: Path) -> Iterator[Audit]:
    """The audits of a run, in order. Raises InputError where `folder` holds none."""
    path = folder / "audit.jsonl"
    try:
        with path.open("rb") as handle:
            for number, line in enumerate(handle, start=1):
                yield read_audit(line, f"{path} line {number}")
    except OSError as error:
        raise InputError(f"{path}: expected the audits of a run of `align audit --out {folder}`: {error.strerror}") from error


def read_failures(folder: Path) -> Iterator[Failure]:
    """The failures of a run, in order."""
    path = folder / "failures.csv"
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                yield Failure(row["page"], row["reason"])


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a finished run: `signature`, `settings`, counts. Raises InputError where `folder` holds none."""
    path = folder / "manifest.json"
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: expected the manifest of a finished run of align audit: {error}") from error
    if not isinstance(found, dict) or not {"signature", "settings"} <= found.keys():
        raise InputError(f"{path}: expected signature and settings, found none; audit again")
    return found
