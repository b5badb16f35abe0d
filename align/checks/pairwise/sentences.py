"""How many sentences each side has: far fewer hints at one that was left out."""

from __future__ import annotations

from align.checks.pair import CLEAN, Pair, Result
from align.language.sentences import split


def check(pair: Pair) -> Result:
    """Score by the difference: one fewer or more .3 (sentences are joined and split), two .6, and so on."""
    left, right = (len(split(t, lang)) for t, lang in ((pair.left, pair.left_lang), (pair.right, pair.right_lang)))
    if left == right or not left or not right:
        return CLEAN
    score = min(0.9, 0.3 * abs(left - right))
    what = "fewer" if right < left else "more"
    return Result(
        score, "minor", (), (), f"{left} sentences", f"{right}", f"{what} sentences than the source: {right} for {left}"
    )
