"""Misspelt and unknown words, words out of order: what no writer of the language would leave."""

from __future__ import annotations

from align.checks.base import CLEAN, Pair, Result
from align.checks.evidence import probability, show, suspects
from align.language.script import unaccent


def check(pair: Pair) -> Result:
    """Score: probability by the fitted weights, from unknown words and the quality estimator where it was asked."""
    if pair.coverage is None or not pair.right.strip():
        return CLEAN
    score = probability("fluency", pair)
    told = pair.judgement
    spans = pair.unknown or suspects(told.right_wrong if told else ())
    if spans and all(_unmarked(span.of(pair.right), pair.left) for span in spans):
        return CLEAN
    words = show(pair.right, spans)
    what = "unknown word" if pair.unknown else "reads badly"
    return Result(score, "minor", (), spans, "another form", words or "not located", f"{what}: {words}" if words else what)


def _unmarked(word: str, source: str) -> bool:
    """Whether a capitalised word is one of the source's without its marks: Nguyễn, Nguyen."""
    return word[:1].isupper() and word in unaccent(source) and word not in source
