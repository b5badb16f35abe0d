"""Marot's table of ten columns (github.com/google-research/google-research, marot), and that of WMT's MQM campaigns: one error
a line, its words in `<v>…</v>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from align.catalogue import CATEGORIES
from align.errors import InputError
from align.page import Span

COLUMNS = ("system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata")
WMT_COLUMNS = ("system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity")
NO_ERROR = "no-error"
_GROUPS = {"Linguistic conventions": "Fluency", "Locale conventions": "Locale convention"}  # as WMT calls them
_ALSO = {  # names of WMT's campaigns that MQM's core calls otherwise
    "Accuracy/Source language fragment": "Accuracy/Untranslated", "Accuracy/Source language fragments": "Accuracy/Untranslated",
    "Fluency/Inconsistency": "Terminology/Inconsistent use of terminology", "Style/Awkward": "Style/Unidiomatic style",
    "Style/Unnatural or awkward": "Style/Unidiomatic style", "Style/Bad sentence structure": "Style/Unidiomatic style",
    "Fluency/Text-Breaking": "Linguistic conventions/Textual conventions",
    "Terminology/Inappropriate for context": "Terminology/Wrong term",
    "Locale convention/Number format": "Locale conventions/Number format",
}  # fmt: skip
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


def category_of(mqm: str) -> str:
    """A category of MQM (`Accuracy/Omission`) under the name that WMT's tools know."""
    group, _, name = mqm.partition("/")
    return "Other" if group == "Other" else f"{_GROUPS.get(group, group)}/{name}"


def mqm_of(category: str) -> str:
    """The category of MQM that WMT's name means; `Other/Other` where there is none."""
    back = {value.casefold(): key for key, value in _GROUPS.items()}
    if category.strip() in _ALSO:
        return _ALSO[category.strip()]
    group, _, name = category.partition("/")
    group = back.get(group.strip().casefold(), group.strip())
    wanted = f"{group}/{name.strip()}".casefold()
    return next((c for c in CATEGORIES if c.casefold() == wanted), "Other/Other")


def severity_of(name: str) -> str:
    """Our severity by WMT's name; empty where there is none."""
    return {value.casefold(): key for key, value in _SEVERITIES.items()}.get(name.strip().casefold(), "")


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
    return _write(handle, ratings, system, COLUMNS, with_metadata=True)


def write_wmt(handle: IO[str], ratings: Iterable[Rating], system: str) -> int:
    """The table of WMT's MQM campaigns (github.com/google/wmt-mqm-human-evaluation): nine columns, no metadata."""
    return _write(handle, ratings, system, WMT_COLUMNS, with_metadata=False)


def _write(handle: IO[str], ratings: Iterable[Rating], system: str, columns: Sequence[str], *, with_metadata: bool) -> int:
    handle.write("\t".join(columns) + "\n")
    count = 0
    for rating in ratings:
        count += 1
        cells = [
            *map(_flat, (system, rating.document, str(rating.number), str(rating.overall), rating.rater)),
            *(marked(text, spans) for text, spans in zip(rating.texts, rating.spans, strict=True)),
            rating.category, _SEVERITIES.get(rating.severity, rating.severity),
        ]  # fmt: skip
        if with_metadata:
            words = [s.of(text) for text, spans in zip(rating.texts, rating.spans, strict=True) for s in spans]
            metadata = {**rating.metadata, **({"marked_text": " … ".join(words)} if words else {})}
            cells.append(json.dumps(metadata, ensure_ascii=False))
        handle.write("\t".join(cells) + "\n")
    return count


def unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """A cell without its `<v>` and `</v>`, and the spans that they held. Raises ValueError for one that is not closed."""
    parts, spans, at, open_at = re.split("(</?v>)", text), [], 0, -1
    out = []
    for part in parts:
        if part == "<v>":
            if open_at >= 0:
                raise ValueError("<v> without </v>")
            open_at = at
        elif part == "</v>":
            if 0 <= open_at < at:
                spans.append(Span(open_at, at))
            open_at = -1
        else:
            out.append(part)
            at += len(part)
    if open_at >= 0:
        raise ValueError("<v> without </v>")
    return "".join(out), tuple(spans)


def read_marot(lines: Sequence[str]) -> Iterator[tuple[int, Rating, str]]:
    """(line, rating, what is wrong with it) of a table of Marot's or WMT's; a line that cannot be read has an empty rating.

    Raises InputError where a column is missing.
    """
    head = lines[0].split("\t") if lines else []
    names = ["docSegId" if n == "doc_id" else "globalSegId" if n == "seg_id" else n for n in head]
    missing = [name for name in COLUMNS[:-1] if name not in names]
    if missing:
        raise InputError(f"expected the columns of Marot ({', '.join(COLUMNS)}), found none called {', '.join(missing)}")
    for number, text in enumerate(lines[1:], start=2):
        cells = text.split("\t")
        try:
            if len(cells) != len(names):
                raise ValueError(f"expected {len(names)} columns, found {len(cells)}")
            yield number, _rating(dict(zip(names, cells, strict=True))), ""
        except (ValueError, RecursionError) as error:
            yield number, Rating("", 0, 0, "", ("", ""), "", ""), str(error)


def _rating(cells: Mapping[str, str]) -> Rating:
    """Raises ValueError."""
    (source, left), (target, right) = unmarked(cells["source"]), unmarked(cells["target"])
    try:
        metadata = json.loads(cells.get("metadata") or "{}")
    except ValueError as error:
        raise ValueError(f"metadata: expected JSON: {error}") from error
    if not isinstance(metadata, dict):
        raise ValueError("metadata: expected a JSON object")
    none = cells["category"].strip().casefold() in ("no-error", "no error") or cells["severity"].strip().casefold() == "no-error"
    category = NO_ERROR if none else mqm_of(cells["category"])
    severity = NO_ERROR if none else severity_of(cells["severity"])
    if not severity:
        raise ValueError(f"severity: expected {', '.join(_SEVERITIES.values())} or {NO_ERROR}, found {cells['severity'][:40]!r}")
    if not (cells["docSegId"].isdigit() and cells["globalSegId"].isdigit()):
        raise ValueError(f"number of a segment: expected digits, found {cells['docSegId'][:20]!r}")
    number, overall = int(cells["docSegId"]), int(cells["globalSegId"])
    return Rating(cells["doc"], number, overall, cells["rater"], (source, target), category, severity, (left, right), metadata)
