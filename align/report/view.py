"""What a page shows, made ready for the templates: cells cut into marked pieces, findings with their decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from align.catalogue import category_of_check
from align.decisions.decision import MARK_VERDICTS, Decided, Decision, verdicts
from align.decisions.keys import finding_key
from align.finding import SEVERITIES, Audit, Finding
from align.page import Sentence, Span
from align.report.by_hand import said_of
from align.report.rows import COLUMNS, Row, compared_leg, compared_with

OURS = "ours:"
WEIGHTS = {"critical": 1.0, "major": 0.6, "minor": 0.25, "info": 0.1}  # of a severity, where findings are ordered
UNMEASURED = 0.5  # precision of a finding whose check was not measured
QUEUE = 20  # findings to review first
Marked = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell's text and why it is marked: names of checks, `lone` (a word without a counterpart),
    `omitted`, `added` or `error` (by hand). A name behind `OURS` is of a finding about our own English."""

    text: str
    names: tuple[str, ...]

    @property
    def checks(self) -> str:
        """The checks that marked it, as findings about the page."""
        return " ".join(n for n in self.names if n not in ("lone", *MARK_VERDICTS) and not n.startswith(OURS))

    @property
    def hand(self) -> str:
        """What reviewers said of it by hand."""
        return ", ".join(n for n in self.names if n in MARK_VERDICTS)

    @property
    def doubts(self) -> str:
        """The checks that doubt it as our own English."""
        return " ".join(n.removeprefix(OURS) for n in self.names if n.startswith(OURS))


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is shown."""

    finding: Finding
    key: str
    decisions: Sequence[Decision]
    about: str = "page"

    @property
    def category(self) -> str:
        """The check's category of MQM."""
        return category_of_check(self.finding.check)

    @property
    def ours(self) -> bool:
        """Whether it is about the English made here."""
        return self.about == "our_english"

    @property
    def trust(self) -> str:
        """high, mid or low: severity times the share of such findings that are right."""
        return "high" if (value := trust(self.finding)) >= 0.4 else "mid" if value >= 0.15 else "low"

    @property
    def decided(self) -> bool:
        """Whether somebody gave a verdict; a note alone is none."""
        return bool(verdicts(self.decisions))

    @property
    def dispute(self) -> bool:
        """Whether reviewers differ."""
        return len(verdicts(self.decisions)) > 1


def trust(finding: Finding) -> float:
    """What decides a finding's place and colour: its severity's weight times how often such findings are right."""
    right = finding.reviewed if finding.reviewed is not None else finding.precision
    return WEIGHTS[finding.severity] * (UNMEASURED if right is None else right)


def finding_marks(audit: Audit) -> dict[str, list[Marked]]:
    """Unit id -> the spans of its text that findings mark, with the check's name."""
    found: dict[str, list[Marked]] = defaultdict(list)
    units = {leg.name: {u.id: u for u in (*leg.left, *leg.right)} for leg in audit.legs}
    sides = {leg.name: ({u.id for u in leg.left}, {u.id for u in leg.right}) for leg in audit.legs}
    for finding in audit.findings:
        if finding.leg not in units:
            continue
        name = OURS + finding.check if audit.about(finding) == "our_english" else finding.check
        for ids, spans in zip(sides[finding.leg], (finding.left_spans, finding.right_spans), strict=True):
            at = 0
            for unit in (units[finding.leg][i] for i in finding.sentences if i in ids):
                end = at + len(unit.text)
                for span in spans:
                    if span.start < end and span.end > at:
                        inside = Span(max(0, span.start - at), min(len(unit.text), span.end - at))
                        if inside != Span(0, len(unit.text)):  # marking all of a text says nothing
                            found[unit.id].append((inside, name))
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
    view, by_hand = [], said_of(audit, rows, decided.links)
    for row in rows:
        marks = row.marks(decided)
        mine = _by_hand(marks)
        cells = {c: _cell(getattr(row, c), row.columns.get(c, ()), marked, mine.get(c, ())) for c in COLUMNS}
        keyed = [(f, finding_key(audit, f)) for f in row.findings]
        shown = [Shown(f, key, decided.get(key, ()), audit.about(f)) for f, key in keyed]
        shown.sort(key=lambda s: (s.ours, -trust(s.finding)))
        worst = [SEVERITIES.index(s.finding.severity) for s in shown if not s.ours]
        view.append({
            "row": row, "key": row.key, "cells": cells, "findings": shown, "decisions": decided.get(row.key, ()), "marks": marks,
            "links": by_hand.get(row.key, []),
            "corrections": [d for c in COLUMNS for d in decided.corrections.get((c, row.said(c)), ())],
            "worst": SEVERITIES[max(worst)] if worst else "", "ours": bool(shown) and not worst,
        })  # fmt: skip
    return view


def summary(audit: Audit, rows: Sequence[Row], number: int) -> dict[str, Any]:
    """What the index shows of a page."""
    own = audit.page_findings
    severities = Counter(f.severity for f in own)
    provenance, source = audit.provenance, compared_leg(audit)
    headline = provenance.headline if provenance else None
    return {
        "number": number, "id": audit.page.id, "publisher": provenance.publisher or provenance.host if provenance else None,
        "created": provenance.created if provenance else None,
        "title": headline.text if headline else None, "sure": headline.confidence if headline else None,
        "title_english": audit.title_english, "sentences": len(audit.sentences), "leaks": len(audit.leaks), "rows": len(rows),
        "severities": {s: severities.get(s, 0) for s in reversed(SEVERITIES)}, "findings": len(own),
        "ours": len(audit.findings) - len(own), "made_here": audit.page.english is None, "compared": compared_with(audit),
        "queue": _queue(audit, rows, number),
        "named": provenance is not None, "original": audit.leg("source") is not None,
        "dropped": sum(p >= 0.5 for p in source.left_dropped) if source else None,
        "drops": [min(9, int(10 * p)) for p in source.left_dropped] if source else [],
        "checks": Counter(f"{f.check}\t{f.severity}" for f in own),
        "checks_ours": Counter(f"{f.check}\t{f.severity}" for f in audit.findings if audit.about(f) == "our_english"),
        "badness": sum(map(trust, own)),
    }  # fmt: skip


def _queue(audit: Audit, rows: Sequence[Row], number: int) -> list[dict[str, Any]]:
    """The findings about the page to review first."""
    own = {id(f): (trust(f), row, f) for row in reversed(rows) for f in row.findings if audit.about(f) != "our_english"}
    first = sorted(own.values(), key=lambda found: (-found[0], found[1].order))[:QUEUE]
    return [
        {"number": number, "page": audit.page.id, "order": row.order, "finding": f, "trust": value, "shown": Shown(f, "", ())}
        for value, row, f in first
    ]
