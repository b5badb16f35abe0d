"""Words, phrases or clauses of the source that the translation leaves out."""

from __future__ import annotations

from align.checks.base import CLEAN, Pair, Result
from align.checks.evidence import probability, show, surprising, suspects


def check(pair: Pair) -> Result:
    """Score: probability by the fitted weights; spans on the source side, and where it is missing."""
    if pair.coverage is None or pair.surprises is None or not pair.left.strip() or not pair.right.strip():
        return CLEAN
    score = probability("omission", pair)
    told = pair.judgement
    left = suspects(told.left_wrong if told else ()) or surprising(pair.coverage.left, pair.surprises[0])
    gap = max(told.right_missing, key=lambda c: c[1], default=None) if told else None
    right = (gap[0],) if gap and gap[1] >= 0.3 else ()
    words = show(pair.left, left)
    before = pair.right[: right[0].start].split() if right else []
    where = f" after “{before[-1]}”" if before else " at the beginning" if right else ""
    return Result(
        score, "critical" if len(words) > 60 else "major", left, right, words or "more words", "not there",
        f"seems left out{where}: {words}" if words else f"something seems left out{where}",
    )  # fmt: skip
