"""What speaks for a word left out, put in or changed, as numbers by name: lengths, lexicon, estimator."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numba import njit

from align.checks.evidence.lengths import ratio_of, spread
from align.checks.evidence.words import WordScorer
from align.checks.pair import Pair
from align.page import Span

LONG_WORD = 4  # letters


@njit(cache=True)  # type: ignore[untyped-decorator]
def _summary(values: np.ndarray) -> tuple[float, float, float]:
    """(highest, sum, highest sum of three words in a row)."""
    highest = total = run = 0.0
    for i in range(len(values)):
        total += values[i]
        highest = max(highest, values[i])
        run = max(run, values[max(0, i - 2) : i + 1].sum())
    return highest, total, run


def _logit(chances: Sequence[tuple[Span, float]]) -> float:
    highest = max((p for _, p in chances), default=0.01)
    return math.log(max(highest, 1e-4) / max(1 - highest, 1e-4))


def word_features(
    left: np.ndarray, right: np.ndarray, known: Mapping[str, float], scorers: Mapping[str, WordScorer]
) -> dict[str, float]:
    """What the scorers make of the words' rows (`word_rows`): omissions of the left side's, additions of the right side's;
    `both` is the lesser, as a word for another lacks a counterpart on either side."""
    sides = {"omission": ("words.left", left), "addition": ("words.right", right)}
    found = {sides[check][0]: scorer.log_odds(sides[check][1], known) for check, scorer in scorers.items()}
    return found | {"words.both": min(found.values())}


def sentence_features(pair: Pair, surprises: tuple[np.ndarray, np.ndarray] | None, unknown: int) -> dict[str, float]:
    """The evidence on the whole sentence: lengths, surprises, how many words are `unknown`, the estimator's judgement."""
    left, log = len(pair.left), ratio_of(pair.left, pair.right, pair.left_lang, pair.right_lang)
    out = {"shorter": max(0.0, -log / spread(left)), "longer": max(0.0, log / spread(left))}
    if surprises is not None:
        for side, values in zip(("left", "right"), surprises, strict=True):
            out[f"{side}.max"], out[f"{side}.sum"], out[f"{side}.run"] = _summary(values)
            out[f"{side}.mean"] = out[f"{side}.sum"] / max(1, len(values))
        out["right.unknown"] = float(min(3, unknown))
    judgement = pair.judgement
    if judgement is not None:
        out |= {f"qe.{kind}": value for kind, value in judgement.kinds.items()}
        out["qe.left_wrong"], out["qe.right_wrong"] = _logit(judgement.left_wrong), _logit(judgement.right_wrong)
        out["qe.right_missing"] = _logit(judgement.right_missing)
        if judgement.right_support:
            out |= _unsupported(pair.right, judgement.right_support)
    return out


def _unsupported(right: str, support: Sequence[tuple[Span, float]]) -> dict[str, float]:
    """How little the source accounts for the translation's words: its worst word of four letters or more, the mean
    of the two worst, and all of them."""
    long = [value for span, value in support if sum(map(str.isalpha, span.of(right))) >= LONG_WORD]
    worst = sorted(long or [value for _, value in support])
    return {"mt.worst": -worst[0], "mt.two": -sum(worst[:2]) / len(worst[:2]), "mt.mean": -sum(worst) / len(worst)}
