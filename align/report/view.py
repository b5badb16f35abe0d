"""What a page shows, made ready for the templates: cells cut into marked pieces, findings with their decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from align.decisions.keys import finding_key
from align.decisions.store import Decided, Decision, verdicts
from align.finding import SEVERITIES, Audit, Finding
from align.page import Sentence, Span
from align.report.rows import Row, compared_leg

COLUMNS = ("vietnamese", "indonesian", "english")
Marked = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell's text and why it is marked: names of checks, `lone` (a word without a counterpart),
    `omitted` or `added` (by hand)."""

    text: str
    names: tuple[str, ...]

    @property
    def checks(self) -> str:
        """The checks that marked it."""
        return " ".join(n for n in self.names if n not in ("lone", "omitted", "added"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is shown."""

    finding: Finding
    key: str
    decisions: Sequence[Decision]

    @property
    def decided(self) -> bool:
        """Whether somebody gave a verdict; a note alone is none."""
        return bool(verdicts(self.decisions))

    @property
    def dispute(self) -> bool:
        """Whether reviewers differ."""
        return len(verdicts(self.decisions)) > 1


def finding_marks(audit: Audit) -> dict[str, list[Marked]]:
    """Unit id -> the spans of its text that findings mark, with the check's name."""
    found: dict[str, list[Marked]] = defaultdict(list)
    units = {leg.name: {u.id: u for u in (*leg.left, *leg.right)} for leg in audit.legs}
    sides = {leg.name: ({u.id for u in leg.left}, {u.id for u in leg.right}) for leg in audit.legs}
    for finding in audit.findings:
        if finding.leg not in units:
            continue
        for ids, spans in zip(sides[finding.leg], (finding.left_spans, finding.right_spans), strict=True):
            at = 0
            for unit in (units[finding.leg][i] for i in finding.sentences if i in ids):
                end = at + len(unit.text)
                for span in spans:
                    if span.start < end and span.end > at:
                        inside = Span(max(0, span.start - at), min(len(unit.text), span.end - at))
                        if inside != Span(0, len(unit.text)):  # marking all of a text says nothing
                            found[unit.id].append((inside, finding.check))
                at = end + 1
    return found


def lone_words(audit: Audit) -> dict[str, list[Marked]]:
    """Unit id -> its words without a counterpart on the other side, by the lexicon: where two versions differ."""
    found: dict[str, list[Marked]] = defaultdict(list)
    for leg in audit.legs:
        for bead, unmatched in zip(leg.beads, leg.unmatched, strict=False):
            sides = [leg.left[i] for i in bead.left], [leg.right[j] for j in bead.right]
            for side, spans in zip(sides, unmatched, strict=True):
                _spread(side, spans, found)
    return found


def _spread(units: Sequence[Sentence], spans: Sequence[Span], found: dict[str, list[Marked]]) -> None:
    """Spans of the joined texts as spans of each unit's."""
    at = 0
    for unit in units:
        end = at + len(unit.text)
        found[unit.id] += [(s.shifted(-at), "lone") for s in spans if at <= s.start and s.end <= end]
        at = end + 1


def pieces(text: str, spans: Sequence[Marked]) -> list[Piece]:
    """`text` cut at the ends of the spans; overlapping spans share their pieces."""
    size = len(text)
    cuts = sorted({0, size} | {min(p, size) for s, _ in spans for p in (s.start, s.end)})
    out = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        names = [name for span, name in spans if span.start <= start and span.end >= end]
        out.append(Piece(text[start:end], tuple(dict.fromkeys(names))))
    return out


def _cell(text: str, units: Sequence[Sentence], marked: Mapping[str, list[Marked]], by_hand: Sequence[Marked]) -> list[Piece]:
    """A column's text with its units' marks. A leaked line may say more than its unit."""
    joined = " ".join(u.text for u in units)
    at = text.find(joined) if units else -1
    spans = list(by_hand)
    for unit in units if at >= 0 else ():
        spans += [(span.shifted(at), name) for span, name in marked.get(unit.id, ())]
        at += len(unit.text) + 1
    return pieces(text, spans) if text else []


def _by_hand(marks: Sequence[Decision]) -> dict[str, list[Marked]]:
    found: dict[str, list[Marked]] = defaultdict(list)
    for decision in marks:
        subject = decision.subject
        found[subject.place].append((Span(subject.start, subject.end), decision.verdict))
    return found


def page_view(audit: Audit, rows: Sequence[Row], decided: Decided) -> list[dict[str, Any]]:
    """One entry a row: the row, its key, cells, findings, decisions, and spans marked by hand."""
    marked = finding_marks(audit)
    for identity, spans in lone_words(audit).items():
        marked[identity] = [*marked.get(identity, ()), *spans]
    view = []
    for row in rows:
        marks = decided.marks.get(row.key, [])
        mine = _by_hand(marks)
        cells = {c: _cell(getattr(row, c), row.columns.get(c, ()), marked, mine.get(c, ())) for c in COLUMNS}
        keyed = [(f, finding_key(audit, f)) for f in row.findings]
        shown = [Shown(f, key, decided.get(key, ())) for f, key in keyed]
        view.append(
            {"row": row, "key": row.key, "cells": cells, "findings": shown, "decisions": decided.get(row.key, ()), "marks": marks}
        )
    return view


def summary(audit: Audit, rows: Sequence[Row], number: int) -> dict[str, Any]:
    """What the index shows of a page."""
    severities = Counter(f.severity for f in audit.findings)
    provenance, source = audit.provenance, compared_leg(audit)
    headline = provenance.headline if provenance else None
    return {
        "number": number, "id": audit.page.id, "publisher": provenance.publisher or provenance.host if provenance else None,
        "created": provenance.created if provenance else None,
        "title": headline.text if headline else None, "sure": headline.confidence if headline else None,
        "title_english": audit.title_english, "sentences": len(audit.sentences), "leaks": len(audit.leaks), "rows": len(rows),
        "severities": {s: severities.get(s, 0) for s in reversed(SEVERITIES)}, "findings": len(audit.findings),
        "ours": sum(audit.about(f) == "our_english" for f in audit.findings),
        "named": provenance is not None, "original": audit.leg("source") is not None,
        "dropped": sum(p >= 0.5 for p in source.left_dropped) if source else None,
        "drops": [min(9, int(10 * p)) for p in source.left_dropped] if source else [],
        "checks": Counter(f"{f.check}\t{f.severity}" for f in audit.findings),
        "badness": sum(10.0 ** SEVERITIES.index(f.severity) * _weight(audit, f.leg) for f in audit.findings),
    }  # fmt: skip


def _weight(audit: Audit, leg: str) -> float:
    """Errors of the English made here speak of the translator, not of the page: they rank far lower."""
    return 0.01 if leg == "mt" and audit.page.english is None else 1.0
