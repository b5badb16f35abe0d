"""What is concluded: beads, findings and the audit of one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from align.page import Furniture, Leak, Original, Page, Provenance, Sentence, Span

LEGS = ("leak", "source", "mt")
SEVERITIES = ("info", "minor", "major", "critical")


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that go together: ordinals on both sides; an empty side is a null bead.

    `posterior` is the probability of the bead given both texts, `similarity` the cosine of the two
    sides' vectors (0 for a null bead).
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    posterior: float
    similarity: float

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.left or not self.right


@dataclass(frozen=True, slots=True)
class Finding:
    """One suspicion, with its evidence. Spans count characters of the named sentences' texts.

    `score` is between 0 and 1: how sure the check is; `severity` what it would mean if right;
    `precision` the share of such findings that are right where it was measured, `reviewed` the share that
    reviewers found right (`checks.precision`).
    """

    check: str
    leg: str
    severity: str
    sentences: tuple[str, ...]
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
    expected: str
    found: str
    score: float
    message: str
    precision: float | None = None
    reviewed: float | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One comparison: the two sides' units, their beads, and each unit's null posterior.

    `scores`: for each bead, what every check said of it, also where it raised nothing.
    `unmatched`: for each bead, by side, the words that seem to have no counterpart on the other side, by the lexicon.
    `related`: 0 to 1, how much the two texts look like translations of each other at all.
    """

    name: str
    left: tuple[Sentence, ...]
    right: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    left_dropped: tuple[float, ...]
    right_inserted: tuple[float, ...]
    related: float = 1.0
    scores: tuple[dict[str, float], ...] = ()
    unmatched: tuple[tuple[tuple[Span, ...], ...], ...] = ()

    def seen_from(self, *, page_is_left: bool) -> Iterator[Seen]:
        """Each bead as the page sees it: its own units, the other text's, and how likely each own one has no partner."""
        for bead in self.beads:
            sides = (bead.left, self.left, self.left_dropped), (bead.right, self.right, self.right_inserted)
            (own, units, nulls), (others, other_units, _) = sides if page_is_left else sides[::-1]
            missing = tuple(nulls[k] if k < len(nulls) else None for k in own)
            yield Seen(bead, tuple(units[k] for k in own), tuple(other_units[k] for k in others), missing)


class Seen(NamedTuple):
    """A bead of a leg from one side; `missing`: for each own unit, the probability that it has no partner."""

    bead: Bead
    own: tuple[Sentence, ...]
    others: tuple[Sentence, ...]
    missing: tuple[float | None, ...]


def worst_of(findings: Iterable[Finding]) -> str | None:
    """Highest severity among findings, None of none."""
    return max((f.severity for f in findings), key=SEVERITIES.index, default=None)


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything found out about one page. `provenance` is None where nothing on the page tells where it came from."""

    page: Page
    leaks: tuple[Leak, ...]
    furniture: tuple[Furniture, ...]
    provenance: Provenance | None
    sentences: tuple[Sentence, ...]
    legs: tuple[Leg, ...]
    findings: tuple[Finding, ...]
    signature: str
    title_english: str | None = None
    stats: dict[str, float] = field(default_factory=dict)
    slug_english: str | None = None  # the headline once more, from the slug without accents
    original: Original | None = None  # how it was found; its text is that of the leg `source`
    original_english: dict[str, str] = field(default_factory=dict)  # rough English of the original's units, by id

    def about(self, finding: Finding) -> str:
        """What a finding is about: page (against what leaked), translation (the page against its original), given_english,
        or our_english, which says nothing of the page."""
        if finding.leg == "mt":
            return "our_english" if self.page.english is None else "given_english"
        return "translation" if finding.leg == "source" else "page"

    @property
    def page_findings(self) -> tuple[Finding, ...]:
        """The findings about the page: all but those about the English made here, the gravest first."""
        return tuple(f for f in self.findings if self.about(f) != "our_english")

    def leg(self, name: str) -> Leg | None:
        """The comparison of that name, where it was made."""
        return next((leg for leg in self.legs if leg.name == name), None)

    def sides(self, finding: Finding) -> tuple[str, str]:
        """The texts that the finding's left and right spans count characters of."""
        leg = self.leg(finding.leg)
        if leg is None:
            return "", ""
        left, right = (" ".join(u.text for u in units if u.id in finding.sentences) for units in (leg.left, leg.right))
        return left, right

    def languages(self, leg: str) -> str:
        """The languages that a leg compares, such as id-en; empty where the leg was not made."""
        found = self.leg(leg)
        if found is None or not (found.left and found.right):
            return ""
        return f"{found.left[0].lang}-{found.right[0].lang}"

    def worst(self) -> str | None:
        """Highest severity among all findings."""
        return worst_of(self.findings)
