"""How far reviewers mark the same words with the same errors: Krippendorff's alpha (2011), nominal, a word a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import krippendorff

from align.catalogue import category_of_check
from align.decisions.decision import Decided, Decision
from align.decisions.keys import finding_key
from align.decisions.stats import RIGHT
from align.finding import Audit
from align.report.rows import COLUMNS, Row
from align.report.view import page_view
from align.review.units import mark_error

LEAST = 20  # words that two reviewers read, below which no alpha is told
_NONE = ""


@dataclass(frozen=True, slots=True)
class Alpha:
    """`alpha` is None where there are too few words, or one label alone."""

    reviewers: tuple[str, ...]
    words: int
    alpha: float | None


def span_alpha(pages: Iterable[tuple[Audit, list[Row]]], decided: Decided) -> Alpha | None:
    """Alpha over the words of rows that two or more reviewers decided on; None where there are no two reviewers."""
    names = sorted({d.reviewer for decisions in decided.values() for d in decisions})
    if len(names) < 2:
        return None
    labels = [label for audit, rows in pages for label in _labels(audit, rows, decided, names)]
    kinds = {kind: number for number, kind in enumerate(sorted({k for label in labels for k in label if k is not None}))}
    if len(labels) < LEAST or len(kinds) < 2:
        return Alpha(tuple(names), len(labels), None)
    data = [[float("nan") if label[k] is None else kinds[label[k] or _NONE] for label in labels] for k in range(len(names))]
    return Alpha(tuple(names), len(labels), float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")))


def _labels(audit: Audit, rows: list[Row], decided: Decided, names: list[str]) -> Iterator[list[str | None]]:
    """For each word of the rows that two reviewers read, what each of them says it is: a category of MQM, nothing wrong (an
    empty one), or None where he did not read the row."""
    for item in page_view(audit, rows, decided):
        row: Row = item["row"]
        keys = [row.key, *(finding_key(audit, f) for f in row.findings)]
        said = [d for key in keys for d in decided.get(key, ()) if d.verdict]
        marks = row.marks(decided)
        readers = {d.reviewer for d in (*said, *marks)}
        if len(readers) < 2:
            continue
        right = {(d.reviewer, d.subject.check): d.category or category_of_check(d.subject.check)
                 for d in said if d.subject.kind == "finding" and d.verdict in RIGHT}  # fmt: skip
        for column in COLUMNS:
            if getattr(row, column):
                yield from _words(item, column, readers, right, marks, names)


def _words(
    item: dict[str, Any], column: str, readers: set[str], right: dict[tuple[str, str], str], marks: Sequence[Decision],
    names: list[str],
) -> Iterator[list[str | None]]:  # fmt: skip
    """A label a reviewer for each word of a cell. A finding that marks no words is about all of the row."""
    pieces, at = [], 0
    for piece in item["cells"][column]:
        pieces.append((at, at + len(piece.text), piece.checks.split()))
        at += len(piece.text)
    somewhere = {check for cell in item["cells"].values() for piece in cell for check in piece.checks.split()}
    for word in re.finditer(r"\S+", getattr(item["row"], column)):
        start, end = word.span()
        checks = {check for first, last, found in pieces if first < end and start < last for check in found}
        found = {name: category for (name, check), category in right.items() if check in checks or check not in somewhere}
        found |= {d.reviewer: mark_error(d)[0] for d in marks
                  if d.subject.place == column and d.subject.start < end and start < d.subject.end}  # fmt: skip
        yield [found.get(n, _NONE) if n in readers else None for n in names]
