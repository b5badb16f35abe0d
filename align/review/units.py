"""A leg as translation units: its beads, with what was found in them and what reviewers say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from align.catalogue import category_of_check
from align.decisions.cells import summed
from align.decisions.decision import Decided, Decision
from align.decisions.keys import finding_key
from align.decisions.stats import RIGHT
from align.finding import Audit, Bead, Finding, Leg
from align.page import Span
from align.report.rows import Row

WRONG = RIGHT | {"missed"}  # what says that a translation has an error: a finding that is right, or one by hand
_HAND = {"omitted": "Accuracy/Omission", "added": "Accuracy/Addition"}  # category of a mark whose reviewer named none
HAND_SEVERITY = "major"
SIDES = {"mt": ("indonesian", "english"), "source": ("vietnamese", "indonesian")}  # of a leg's two sides


def mark_error(mark: Decision) -> tuple[str, str]:
    """Category (of MQM) and severity of an error marked by hand."""
    return mark.category or _HAND.get(mark.verdict, "Other/Other"), mark.severity or HAND_SEVERITY


@dataclass(frozen=True, slots=True)
class Error:
    """An error in a unit in MQM's terms. `spans` of the source and of the target; `finding` and `decision` tell who saw it: a
    check alone, a check and a reviewer who found it right or wrong, or a reviewer by hand."""

    category: str
    severity: str
    spans: tuple[tuple[Span, ...], tuple[Span, ...]]
    message: str
    finding: Finding | None = None
    decision: Decision | None = None

    @property
    def stands(self) -> bool:
        """Whether a reviewer says that it is one."""
        return self.decision is not None and (self.finding is None or self.decision.verdict in RIGHT)


@dataclass(frozen=True, slots=True)
class Unit:
    """One translation unit; a side that was dropped or inserted is None.

    `state`: open (nobody decided), right (a person found nothing wrong with it) or wrong; `machine`: the target was made here;
    `ratings`: (finding, its decisions) of the unit; `marks`: errors by hand; `raters`: who reviewed it whole; `corrected`: what
    the target ought to be, and by whom.
    """

    id: str
    source: str | None
    target: str | None
    probability: float
    state: str = "open"
    machine: bool = False
    ratings: tuple[tuple[Finding, tuple[Decision, ...]], ...] = ()
    marks: tuple[Error, ...] = ()
    raters: tuple[str, ...] = ()
    corrected: tuple[str, str] | None = None
    segments: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """A line for each finding, with its verdict, and for each error by hand."""
        by_hand = (f"{e.severity} {e.category}: {e.message} (by {e.decision.reviewer})" for e in self.marks if e.decision)
        return (*map(_note, self.ratings), *by_hand)

    @property
    def errors(self) -> Iterator[Error]:
        """What checks found, then what every reviewer says of it, then what reviewers marked."""
        for finding, decisions in self.ratings:
            spans = finding.left_spans, finding.right_spans
            category = category_of_check(finding.check)
            yield Error(category, finding.severity, spans, finding.message, finding)
            for d in decisions:
                yield Error(d.category or category, d.severity or finding.severity, spans, finding.message, finding, d)
        yield from self.marks


def _row_ids(leg: Leg, bead: Bead) -> list[str]:
    """Ids of a bead's units, the page's own first: those name rows."""
    left, right = [leg.left[i].id for i in bead.left], [leg.right[j].id for j in bead.right]
    return left + right if leg.name == "mt" else right + left


def units(audit: Audit, rows: Iterable[Row], leg: Leg, decided: Decided) -> Iterator[Unit]:
    """The beads of a leg, in its order."""
    findings: dict[str, list[tuple[Finding, tuple[Decision, ...]]]] = defaultdict(list)
    by_segment: dict[str, Row] = {}
    for row in rows:
        by_segment[row.segment] = row
        for f in row.findings:
            if f.leg == leg.name:
                findings[row.segment].append((f, tuple(decided.get(finding_key(audit, f), ()))))
    machine = leg.name == "mt" and audit.page.english is None
    for bead in leg.beads:
        ids = _row_ids(leg, bead)
        mine = tuple(pair for identity in ids for pair in findings.get(identity, ()))
        held = [by_segment[identity] for identity in ids if identity in by_segment]
        texts = " ".join(leg.left[i].text for i in bead.left), " ".join(leg.right[j].text for j in bead.right)
        marks = tuple(_marks(held, leg.name, texts, decided))
        read = [(decided.get(row.key, ()), [ds for _, ds in findings.get(row.segment, ())]) for row in held]
        yield Unit(
            ids[0], texts[0] if bead.left else None, texts[1] if bead.right else None, bead.posterior,
            "wrong" if marks else _state(read), machine, mine, marks, _raters(read),
            _corrected(held, leg.name, decided), tuple(ids),
        )  # fmt: skip


def _note(rated: tuple[Finding, tuple[Decision, ...]]) -> str:
    finding, decisions = rated
    verdict = summed(decisions)["verdict"]
    return f"{finding.severity} {finding.check}: {finding.message}" + (f" ({verdict})" if verdict else "")


Read = Sequence[tuple[Sequence[Decision], Sequence[Sequence[Decision]]]]  # of a unit's rows: on the row, on its findings


def _state(read: Read) -> str:
    """right where persons decided every row, or all its findings, and found no error in any."""
    said = {d.verdict for of_row, of_findings in read for ds in (of_row, *of_findings) for d in ds}
    if said & WRONG:
        return "wrong"
    return "right" if read and all(_is_read(of_row, of_findings) for of_row, of_findings in read) else "open"


def _is_read(of_row: Sequence[Decision], of_findings: Sequence[Sequence[Decision]], reviewer: str | None = None) -> bool:
    """Whether somebody (or that reviewer) decided a row, or all its findings."""

    def any_of(decisions: Sequence[Decision]) -> bool:
        return any(d.verdict and reviewer in (None, d.reviewer) for d in decisions)

    return all(map(any_of, of_findings)) and (bool(of_findings) or any_of(of_row))


def _raters(read: Read) -> tuple[str, ...]:
    """Who decided every row of a unit, or all its findings."""
    names = {d.reviewer for of_row, of_findings in read for ds in (of_row, *of_findings) for d in ds}
    return tuple(sorted(name for name in names if read and all(_is_read(*row, name) for row in read)))


def _marks(rows: Sequence[Row], leg: str, texts: tuple[str, str], decided: Decided) -> Iterator[Error]:
    """Errors that reviewers marked in the rows of a unit, with their spans in its two texts."""
    for row in rows:
        for decision in row.marks(decided):
            subject = decision.subject
            if subject.place not in SIDES.get(leg, ()):
                continue
            side = SIDES[leg].index(subject.place)
            at = texts[side].find(getattr(row, subject.place))
            mine = () if at < 0 else (Span(at + subject.start, at + subject.end),)
            spans = ((), mine) if side else (mine, ())
            message = decision.note or f"{decision.verdict}: {subject.text}"
            yield Error(*mark_error(decision), spans, message, decision=decision)


def _corrected(rows: Sequence[Row], leg: str, decided: Decided) -> tuple[str, str] | None:
    """What the target ought to be, of all the unit's rows, and by whom; None where nobody corrected it."""
    column = SIDES.get(leg, ("", ""))[1]
    found = [(row, decided.corrections.get((column, row.said(column)), [])) for row in rows]
    said = [d for _, decisions in found for d in decisions]
    if not said:
        return None
    latest = [max(ds, key=lambda d: d.made).correction if ds else getattr(row, column) for row, ds in found]
    text = " ".join(t for t in latest if t and t != "″")
    return text, max(said, key=lambda d: d.made).reviewer
