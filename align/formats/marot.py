"""Marot's table of ten columns (github.com/google-research/google-research, marot): one error a line, its words in `<v>…</v>`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from align.page import Span

COLUMNS = ("system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata")
NO_ERROR = "no-error"
_GROUPS = {"Linguistic conventions": "Fluency", "Locale conventions": "Locale convention"}  # as WMT calls them
_SEVERITIES = {"critical": "Critical", "major": "Major", "minor": "Minor", "info": "Neutral"}


@dataclass(frozen=True, slots=True)
class Rating:
    """One error that a rater saw in a segment, or, with the category NO_ERROR, that there is none.

    `spans`: of the source's text and of the target's. `number` counts the document's segments from 1, `overall` the run's.
    """

    document: str
    number: int
    overall: int
    rater: str
    texts: tuple[str, str]
    category: str
    severity: str
    spans: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    metadata: Mapping[str, Any] = field(default_factory=dict)


def category_of(mqm: tuple[str, str]) -> str:
    """A category of MQM under the name that WMT's tools know."""
    return f"{_GROUPS.get(mqm[0], mqm[0])}/{mqm[1]}"


def marked(text: str, spans: Sequence[Span]) -> str:
    """The text on one line without tabs, the words of the spans in `<v>` and `</v>`; of overlapping spans the first."""
    out, at = [], 0
    for span in sorted(spans):
        if span.start >= at and span.end > span.start:
            out += [_flat(text[at : span.start]), "<v>", _flat(span.of(text)), "</v>"]
            at = span.end
    return "".join([*out, _flat(text[at:])])


def _flat(text: str) -> str:
    """Without what would end a cell or be taken for a mark."""
    return text.replace("\t", " ").replace("\r", " ").replace("\n", " ").replace("<v>", "< v>").replace("</v>", "</ v>")


def write_marot(handle: IO[str], ratings: Iterable[Rating], system: str) -> int:
    """Write the header and a line a rating; how many they were."""
    handle.write("\t".join(COLUMNS) + "\n")
    count = 0
    for rating in ratings:
        count += 1
        words = [s.of(text) for text, spans in zip(rating.texts, rating.spans, strict=True) for s in spans]
        metadata = {**rating.metadata, **({"marked_text": " … ".join(words)} if words else {})}
        cells = (
            system, rating.document, str(rating.number), str(rating.overall), rating.rater,
            *(marked(text, spans) for text, spans in zip(rating.texts, rating.spans, strict=True)),
            rating.category, _SEVERITIES.get(rating.severity, rating.severity), json.dumps(metadata, ensure_ascii=False),
        )  # fmt: skip
        handle.write("\t".join(_flat(cell) if k < 5 else cell for k, cell in enumerate(cells)) + "\n")
    return count
