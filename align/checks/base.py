"""What a check sees and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from align.checks.agreed import with_agreed
from align.finding import Finding
from align.lexicon.match import Coverage, coverage
from align.models.estimator import Judgement
from align.page import Span


@dataclass(frozen=True)
class Pair:
    """Two texts that should say the same, their languages, and what the quality estimator said of them.

    `lexicon`: whether the lexicon may be looked up (it costs most of the time)."""

    left: str
    right: str
    left_lang: str
    right_lang: str
    judgement: Judgement | None = None
    lexicon: bool = True

    @cached_property
    def coverage(self) -> Coverage | None:
        """Which words have a counterpart by the lexicon, or in values and names that agree; made once for all checks."""
        texts = self.left, self.right, self.left_lang, self.right_lang
        words = coverage(*texts) if self.lexicon else None
        return with_agreed(words, *texts) if words is not None else None

    @cached_property
    def surprises(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Per word of both sides, how surprising it is that it has no counterpart."""
        from align.checks.evidence import surprise

        words = self.coverage
        if words is None:
            return None
        return (
            surprise(words.left_covered, words.left_usual, words.left_content),
            surprise(words.right_covered, words.right_usual, words.right_content),
        )

    @cached_property
    def unknown(self) -> tuple[Span, ...]:
        """Words of the translation that its language does not have and the source does not either."""
        from align.checks.evidence import unknown_words

        return unknown_words(self, self.coverage) if self.coverage is not None else ()

    @cached_property
    def features(self) -> dict[str, float]:
        """The evidence of lengths, lexicon and estimator by name; made once for all checks."""
        from align.checks.evidence import features

        return features(self)


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
