"""Words, phrases or clauses of the translation that the source does not have."""

from __future__ import annotations

from align.checks.base import CLEAN, Pair, Result
from align.checks.evidence import probability, show, surprising, suspects


def check(pair: Pair) -> Result:
    """Score: probability by the fitted weights; spans on the side of the translation."""
    if pair.coverage is None or pair.surprises is None or not pair.left.strip() or not pair.right.strip():
        return CLEAN
    score = probability("addition", pair)
    told = pair.judgement
    right = suspects(told.right_wrong if told else ()) or surprising(pair.coverage.right, pair.surprises[1])
    words = show(pair.right, right)
    return Result(
        score, "major", (), right, "nothing", words or "more words",
        f"seems added: {words}" if words else "longer than its source says",
    )  # fmt: skip
