"""Misspelt and unknown words, words out of order: what no writer of the language would leave."""

from __future__ import annotations

from align.checks.base import CLEAN, Pair, Result
from align.checks.evidence import probability, show, suspects


def check(pair: Pair) -> Result:
    """Score: probability by the fitted weights, from unknown words and the quality estimator where it was asked."""
    if pair.coverage is None or not pair.right.strip():
        return CLEAN
    score = probability("fluency", pair)
    told = pair.judgement
    spans = pair.unknown or suspects(told.right_wrong if told else ())
    words = show(pair.right, spans)
    what = "unknown word" if pair.unknown else "reads badly"
    return Result(score, "minor", (), spans, "another form", words or "not located", f"{what}: {words}" if words else what)
