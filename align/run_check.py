"""What `align check` does: fidelity checks over two columns."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from align.checks import run_checks
from align.checks.base import Pair
from align.config import Settings
from align.errors import InputError
from align.finding import SEVERITIES, Finding
from align.page import Span

MAX_FIELD = 64_000_000


def _open(path: str) -> TextIO:
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr]
        return sys.stdin
    try:
        return Path(path).open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise InputError(f"{path}: expected a readable TSV file: {error.strerror}") from error


def read_pairs(path: str, source_lang: str, target_lang: str) -> Iterator[tuple[int, Pair]]:
    """(row, pair); rows count from 1 below the header. Raises InputError with line and reason."""
    csv.field_size_limit(MAX_FIELD)
    with _open(path) as handle:
        try:
            reader = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(reader, [])
            missing = {"source", "target"} - set(header)
            if missing:
                raise InputError(
                    f"{path}: expected columns source and target in the first line, found {', '.join(header) or 'nothing'}"
                )
            for number, cells in enumerate(reader, start=1):
                if not cells:
                    continue
                if len(cells) != len(header):
                    raise InputError(
                        f"{path} line {number + 1}: expected {len(header)} columns, found {len(cells)}; "
                        "tabs and line breaks inside a cell must be replaced"
                    )
                row = dict(zip(header, cells, strict=True))
                langs = row.get("source_lang") or source_lang, row.get("target_lang") or target_lang
                yield number, Pair(row["source"], row["target"], *langs)
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: expected UTF-8, found a bad byte at offset {error.start}") from error
        except csv.Error as error:
            raise InputError(f"{path}: expected tab-separated columns: {error}") from error


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def finding_object(finding: Finding) -> dict[str, object]:
    """One finding as `align check --json` prints it."""
    return {
        "check": finding.check, "severity": finding.severity, "score": finding.score,
        "expected": finding.expected, "found": finding.found, "left_spans": _spans(finding.left_spans),
        "right_spans": _spans(finding.right_spans), "message": finding.message,
    }  # fmt: skip


def run_check(path: str, source_lang: str, target_lang: str, settings: Settings, *, as_json: bool) -> int:
    """Check every pair and print what was found."""
    worst = -1
    for number, pair in read_pairs(path, source_lang, target_lang):
        scores, findings = run_checks(pair, settings.checks, "mt", ())
        worst = max([worst, *(SEVERITIES.index(f.severity) for f in findings)])
        if as_json:
            print(
                json.dumps(
                    {"row": number, "findings": [finding_object(f) for f in findings], "scores": scores},
                    ensure_ascii=False,
                )
            )
        else:
            for finding in findings:
                print(f"{number}\t{finding.severity}\t{finding.check}\t{finding.score:.2f}\t{finding.message}")
    return 1 if settings.fail_on != "never" and worst >= SEVERITIES.index(settings.fail_on) else 0
