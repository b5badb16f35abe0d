"""Newspapers and portals: who publishes under which host and name, as `publishers.yaml` holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from align.errors import ConfigError
from align.language.script import slugify


def publisher_named(label: str, publishers: tuple[Publisher, ...]) -> str | None:
    """Host of the publisher with that name, without regard to accents and the word for newspaper."""
    return _by_name(publishers).get(slugify(label).removeprefix("bao-"))


@lru_cache(maxsize=8)
def _by_name(publishers: tuple[Publisher, ...]) -> dict[str, str]:
    """Name as a slug -> host; the first publisher of a name counts."""
    found: dict[str, str] = {}
    for publisher in publishers:
        for name in (*publisher.names, *publisher.translated):
            found.setdefault(slugify(name).removeprefix("bao-"), publisher.host)
    return found


def prefix_host(name: str, publishers: tuple[Publisher, ...]) -> str | None:
    wanted = slugify(name)
    for publisher in publishers:
        if any(slugify(p) == wanted for p in publisher.prefixes):
            return publisher.host
    return None


@dataclass(frozen=True, slots=True, eq=False)  # by identity: tuples of them are keys of caches
class Publisher:
    """One row of `publishers.yaml`."""

    host: str
    names: tuple[str, ...]
    translated: tuple[str, ...]
    prefixes: tuple[str, ...]
    tail: re.Pattern[str]
    time: str
    confidence: str
    portal: re.Pattern[str] | None = None


def load_publishers(extra: Path | None = None) -> tuple[Publisher, ...]:
    """The shipped publishers, those of `extra` before them."""
    shipped = _parse((files("align.traces") / "publishers.yaml").read_text("utf-8"), "publishers.yaml") + _provincial()
    if extra is None:
        return shipped
    try:
        text = extra.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{extra}: expected a readable publishers file: {error}") from error
    return _parse(text, str(extra)) + shipped


@lru_cache(maxsize=1)
def _provincial() -> tuple[Publisher, ...]:
    """The newspapers that `provincial.yaml` describes by one pattern."""
    table = yaml.safe_load((files("align.traces") / "provincial.yaml").read_text("utf-8"))
    return tuple(
        Publisher(
            host.format(slugify(place).replace("-", "")), tuple(name.format(place) for name in table["name"]), (), (),
            re.compile(table["id"], re.IGNORECASE), "none", "C",
        )
        for place in table["provinces"]
        for host in table["hosts"]
    )  # fmt: skip


@lru_cache(maxsize=8)
def _parse(text: str, where: str) -> tuple[Publisher, ...]:
    try:
        rows = yaml.safe_load(text)
        return tuple(
            Publisher(
                row["host"].lower(), tuple(row.get("name", ())), tuple(row.get("translated", ())),
                tuple(row.get("prefix", ())), re.compile(row["id"], re.IGNORECASE),
                row.get("time", "none"), row.get("confidence", "C"),
                re.compile(row["portal"], re.IGNORECASE) if "portal" in row else None,
            )
            for row in rows
        )  # fmt: skip
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, re.error) as error:
        raise ConfigError(
            f"{where}: expected a list of publishers with host and id: {error!r}; see align/traces/publishers.yaml"
        ) from error


def publisher_of(host: str, publishers: Iterable[Publisher]) -> Publisher | None:
    """The publisher whose host is `host` or a parent of it; the longest match wins."""
    fitting = [p for p in publishers if host == p.host or host.endswith("." + p.host)]
    return max(fitting, key=lambda p: len(p.host)) if fitting else None
