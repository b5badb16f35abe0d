"""Which words of a sentence have no counterpart: the evidence on each word weighed together, then over the sentence.

Two weak signs on one word say more than the strongest signs of the sentence on different words. So a small network
looks at each word, with what is known of the sentence, and the words' log odds are joined by log-sum-exp, which learns
from sentences of which it is only known that something is missing (multiple-instance learning, Ramon & De Raedt 2000).
Fitted by `scripts/calibrate_checks.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from align.lexicon.coverage import Coverage
from align.lexicon.tokens import Word
from align.models.estimation.judgement import Judgement
from align.page import Span

LEXICAL = 6  # columns of `word_rows` that are there without the estimator
UNJUDGED = -6.0  # log odds of a word the estimator said nothing of


@dataclass(frozen=True, slots=True)
class WordScorer:
    """`hidden` (units, word columns + sentence features), `bias` and `out` (units); `sentence` (features) and `shift`."""

    features: tuple[str, ...]
    hidden: np.ndarray
    bias: np.ndarray
    out: np.ndarray
    gain: float
    sentence: np.ndarray
    shift: float

    @classmethod
    def of(cls, saved: Mapping[str, Any]) -> WordScorer:
        """From the lists of `weights.json`."""
        arrays = (np.array(saved[name], dtype=np.float64) for name in ("hidden", "bias", "out", "sentence"))
        hidden, bias, out, sentence = arrays
        return cls(tuple(saved["features"]), hidden, bias, out, float(saved["gain"]), sentence, float(saved["shift"]))

    def log_odds(self, rows: np.ndarray, features: Mapping[str, float]) -> float:
        """Of a sentence with these words (words, columns)."""
        known = np.array([features.get(name, 0.0) for name in self.features])
        pooled = _pooled(rows, known, self.hidden, self.bias, self.out) if len(rows) else 0.0
        return self.gain * pooled + float(self.sentence @ known) + self.shift


@njit(cache=True)  # type: ignore[untyped-decorator]
def _pooled(rows: np.ndarray, known: np.ndarray, hidden: np.ndarray, bias: np.ndarray, out: np.ndarray) -> float:
    """Log-sum-exp over the words; written out, as numba's matrix products need SciPy."""
    columns, units = rows.shape[1], len(bias)
    common = bias.copy()
    for u in range(units):
        for k in range(len(known)):
            common[u] += hidden[u, columns + k] * known[k]
    highest, total = -1e9, 0.0
    for i in range(len(rows)):
        value = 0.0
        for u in range(units):
            inner = common[u]
            for k in range(columns):
                inner += hidden[u, k] * rows[i, k]
            value += out[u] * math.tanh(inner)
        if value > highest:
            total, highest = total * math.exp(highest - value) + 1.0, value
        else:
            total += math.exp(value - highest)
    return highest + math.log(total)


def word_rows(
    words: Coverage | None, surprises: tuple[np.ndarray, np.ndarray] | None, judgement: Judgement | None, left: bool
) -> np.ndarray:
    """What is known of each word of a side: (words, 6), and with the estimator's opinion (words, 8)."""
    if words is None or surprises is None:
        return np.zeros((0, LEXICAL))
    side, surprise = (words.left, surprises[0]) if left else (words.right, surprises[1])
    known = (words.left_covered, words.left_matched, words.left_usual, words.left_name, words.left_content) if left else (
        words.right_covered, words.right_matched, words.right_usual, words.right_name, words.right_content)  # fmt: skip
    out = np.empty((len(side), LEXICAL + 2 * (judgement is not None)))
    for k, column in enumerate((surprise, *known)):
        out[:, k] = column
    if judgement is not None:
        wrong = _wrong(side, judgement.left_wrong if left else judgement.right_wrong)
        out[:, LEXICAL], out[:, LEXICAL + 1] = wrong / 3, surprise * (wrong - UNJUDGED) / 6
    return out


def _wrong(words: Sequence[Word], chances: Sequence[tuple[Span, float]]) -> np.ndarray:
    """The estimator's log odds of each word being wrong: the highest of its parts."""
    out, k = np.full(len(words), UNJUDGED), 0
    for i, word in enumerate(words):
        while k < len(chances) and chances[k][0].end <= word.start:
            k += 1
        at = k
        while at < len(chances) and chances[at][0].start < word.end:
            p = chances[at][1]
            out[i] = max(out[i], math.log(max(p, 1e-4) / max(1 - p, 1e-4)))
            at += 1
    return out
