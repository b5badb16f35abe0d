"""What reviewers decide, as data: a subject, a verdict and what goes with it, and all that stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from align.catalogue import CATEGORIES
from align.errors import InputError
from align.finding import SEVERITIES

FINDING_VERDICTS = ("accepted", "dismissed", "false positive", "won't fix")
ROW_VERDICTS = ("fine", "missed")  # of a row without findings: nothing is wrong, or something was missed
MARK_VERDICTS = ("omitted", "added", "error")
CORRECTED, LINKED = "corrected", "linked"
VERDICTS = {
    "finding": FINDING_VERDICTS,
    "row": ROW_VERDICTS,
    "mark": MARK_VERDICTS,
    "correction": (CORRECTED,),
    "link": (LINKED,),
}
LONGEST_NOTE = 4_000
LONGEST_CORRECTION = 20_000
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided on: a finding, a row, a span marked by hand, the text of a row's column that is corrected, or texts that
    are put together by hand (`decisions.links`).

    `leg` of a finding is its languages (id-en); `row` of a mark or a correction is the key of its row, `place` the column,
    `start` and `end` of a mark count characters of its text, `of_text` is the key of that text with its translation: a mark
    outlives its row. `page` and `segment` say where it was last seen.
    """

    key: str
    kind: str
    check: str = ""
    leg: str = ""
    page: str = ""
    segment: str = ""
    row: str = ""
    place: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    of_text: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer last said of a subject; an empty verdict with a note is a note alone.

    `category` (of MQM, `Accuracy/Omission`) and `severity` are empty where the reviewer left the finding's own;
    `correction` is the text that ought to stand there.
    """

    subject: Subject
    verdict: str
    note: str
    reviewer: str
    made: str
    category: str = ""
    severity: str = ""
    correction: str = ""

    @property
    def says(self) -> bool:
        """Whether anything is left of it: one that was taken back says nothing."""
        return bool(self.verdict or self.note or self.category or self.severity)


@dataclass(frozen=True, slots=True)
class Change:
    """What a reviewer says beside a verdict; None keeps what was said before. Raises InputError for what cannot be kept."""

    note: str | None = None
    category: str | None = None
    severity: str | None = None
    correction: str | None = None

    def __post_init__(self) -> None:
        for name, text, most in (("note", self.note, LONGEST_NOTE), ("correction", self.correction, LONGEST_CORRECTION)):
            if text is not None and len(text) > most:
                raise InputError(f"{name}: expected at most {most} characters, found {len(text)}; nothing was kept of it")
        if self.severity and self.severity not in SEVERITIES:
            raise InputError(f"severity: expected {', '.join(SEVERITIES)}, found {self.severity[:40]!r}")
        if self.category and self.category not in CATEGORIES:
            raise InputError(f"category: expected one of MQM ({', '.join(CATEGORIES)}), found {self.category[:60]!r}")

    def over(self, old: Decision | None) -> tuple[str, ...]:
        """Note, category, severity and correction, where they are None those of `old`."""
        before = (old.note, old.category, old.severity, old.correction) if old else ("",) * 4
        said = self.note, self.category, self.severity, self.correction
        return tuple(had if now is None else now for now, had in zip(said, before, strict=True))


class Decided(dict[str, list[Decision]]):
    """What stands, by key: one decision a reviewer, the longest-standing reviewer first."""

    @cached_property
    def marks(self) -> dict[str, list[Decision]]:
        """Key of a text (`Row.text_key`) -> the spans that reviewers marked in it."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in (d for decisions in self.values() for d in decisions):
            if decision.subject.kind == "mark" and decision.verdict:
                found[decision.subject.of_text or decision.subject.row].append(decision)
        return found

    @cached_property
    def links(self) -> list[Decision]:
        """What reviewers put together or apart."""
        return [d for decisions in self.values() for d in decisions if d.subject.kind == "link" and d.verdict]

    @cached_property
    def corrections(self) -> dict[tuple[str, str], list[Decision]]:
        """(column, text) -> what reviewers would have it say, in whatever row it stands."""
        found: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        for decision in (d for decisions in self.values() for d in decisions):
            if decision.subject.kind == "correction" and decision.verdict:
                found[decision.subject.place, decision.subject.text].append(decision)
        return found

    def by(self, reviewer: str) -> Decided:
        """What one reviewer said."""
        mine = {key: [d for d in decisions if d.reviewer == reviewer] for key, decisions in self.items()}
        return Decided({key: decisions for key, decisions in mine.items() if decisions})

    def corrected(self, place: str, text: str) -> str | None:
        """What the latest reviewer would have the text in a column say; None where nobody said."""
        found = self.corrections.get((place, text), ())
        return max(found, key=lambda d: d.made).correction if found else None


def checked_name(name: str) -> str:
    """A reviewer's name. Raises InputError for one that tables could not hold."""
    name = name.strip()
    if not name or "," in name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(f"reviewer {name[:90]!r}: expected a name of 1 to {LONGEST_NAME} characters without commas")
    return name


def verdicts(decisions: Sequence[Decision]) -> list[str]:
    """The verdicts that reviewers gave, each once; several are a dispute, none is undecided."""
    return list(dict.fromkeys(d.verdict for d in decisions if d.verdict))
