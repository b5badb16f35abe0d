"""Words that mean something else than the source's: opposites, other things, other people."""

from __future__ import annotations

from align.checks.base import CLEAN, Pair, Result
from align.checks.evidence import SURE_WORD, joined, probability, show, suspects


def check(pair: Pair) -> Result:
    """Score: probability by the fitted weights; nothing without the quality estimator."""
    told = pair.judgement
    if told is None or pair.coverage is None:
        return CLEAN
    score = probability("mistranslation", pair)
    right = suspects(told.right_wrong)
    left = joined([span for span, p in told.left_wrong if p >= SURE_WORD])
    words = show(pair.right, right)
    return Result(
        score, "major", left, right, show(pair.left, left) or "another word", words or "not located",
        f"seems to say something else: {words}" if words else "seems to say something else",
    )  # fmt: skip
