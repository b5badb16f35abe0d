"""Two texts that should say the same, and what a check says of them: plain data."""

from __future__ import annotations

from dataclasses import dataclass

from align.finding import Finding
from align.models.estimation.judgement import Judgement
from align.page import Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, their languages, and what the quality estimator said of them where it was asked."""

    left: str
    right: str
    left_lang: str
    right_lang: str
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """`score` 0..1 and the evidence: spans count characters of the pair's texts."""

    score: float
    severity: str = "info"
    left_spans: tuple[Span, ...] = ()
    right_spans: tuple[Span, ...] = ()
    expected: str = ""
    found: str = ""
    message: str = ""

    def finding(self, check: str, leg: str, sentences: tuple[str, ...], precision: float | None = None) -> Finding:
        """The same as a finding of `check` about `sentences`."""
        return Finding(
            check, leg, self.severity, sentences, self.left_spans, self.right_spans,
            self.expected, self.found, round(self.score, 4), self.message, precision,
        )  # fmt: skip


CLEAN = Result(0.0)
