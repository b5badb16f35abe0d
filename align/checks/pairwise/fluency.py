"""Misspelt and unknown words, words out of order: what no writer of the language would leave."""

from __future__ import annotations

from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.spans import show, suspects
from align.checks.pair import CLEAN, Result
from align.language.script import unaccent


def check(evidence: Evidence) -> Result:
    """Score: probability by the fitted weights, from unknown words and the quality estimator where it was asked."""
    pair = evidence.pair
    if evidence.coverage is None or not pair.right.strip():
        return CLEAN
    score = evidence.probability("fluency")
    judgement = pair.judgement
    spans = evidence.unknown or suspects(judgement.right_wrong if judgement else ())
    if spans and all(_unmarked(span.of(pair.right), pair.left) for span in spans):
        return CLEAN
    words = show(pair.right, spans)
    what = "unknown word" if evidence.unknown else "reads badly"
    return Result(score, "minor", (), spans, "another form", words or "not located", f"{what}: {words}" if words else what)


def _unmarked(word: str, source: str) -> bool:
    """Whether a capitalised word is one of the source's without its marks: Nguyễn, Nguyen."""
    return word[:1].isupper() and word in unaccent(source) and word not in source
