"""The evidence on one pair, each part made once, when a check first asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from align.checks.evidence.agreement import with_agreed
from align.checks.evidence.features import sentence_features, word_features
from align.checks.evidence.surprise import surprise, unknown_words
from align.checks.evidence.weights import fitted_log_odds, logistic, word_scorers
from align.checks.evidence.words import word_rows
from align.checks.pair import Pair
from align.lexicon.coverage import Coverage, coverage
from align.models.estimation.judgement import Judgement
from align.page import Span


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against `pair`. `lexicon`: whether the lexicon may be asked (it costs most of the time)."""

    pair: Pair
    lexicon: bool = True

    @property
    def judgement(self) -> Judgement | None:
        """What the quality estimator said, where it was asked."""
        return self.pair.judgement

    @cached_property
    def coverage(self) -> Coverage | None:
        """Which words have a counterpart by the lexicon, or in values and names that agree; None without the lexicon."""
        pair = self.pair
        texts = pair.left, pair.right, pair.left_lang, pair.right_lang
        words = coverage(*texts) if self.lexicon else None
        return with_agreed(words, *texts) if words is not None else None

    @cached_property
    def surprises(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Per word of both sides, how surprising it is that it has no counterpart (log odds, 0 to 4)."""
        words = self.coverage
        if words is None:
            return None
        return (
            surprise(words.left_covered, words.left_usual, words.left_content),
            surprise(words.right_covered, words.right_usual, words.right_content),
        )

    @cached_property
    def unknown(self) -> tuple[Span, ...]:
        """Words of the right side that its language does not have and the left side does not either."""
        return unknown_words(self.pair.right, self.pair.right_lang, self.coverage) if self.coverage is not None else ()

    @cached_property
    def sentence_features(self) -> dict[str, float]:
        """The evidence on the whole sentence, by name."""
        return sentence_features(self.pair, self.surprises, len(self.unknown))

    def word_rows(self, left: bool) -> np.ndarray:
        """The evidence on each word of a side: (words, 6), with the estimator's opinion (words, 8)."""
        return word_rows(self.coverage, self.surprises, self.judgement, left)

    @cached_property
    def features(self) -> dict[str, float]:
        """All evidence by name, that on single words weighed; what is not known is left out."""
        known = self.sentence_features
        scorers = word_scorers("fast" if self.judgement is None else "full")
        return known | word_features(self.word_rows(True), self.word_rows(False), known, scorers)

    def log_odds(self, check: str) -> float:
        """How likely the pair has what `check` looks for, by the fitted weights."""
        return fitted_log_odds(check, self.features, self.judgement)

    def probability(self, check: str) -> float:
        """The log odds as a probability."""
        return logistic(self.log_odds(check))
