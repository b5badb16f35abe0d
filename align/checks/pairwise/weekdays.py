"""Days of the week: Monday must not become Tuesday."""

from __future__ import annotations

from align.checks.evidence.spans import show
from align.checks.pair import CLEAN, Pair, Result
from align.language.values.weekdays import find_weekdays


def check(pair: Pair) -> Result:
    """Score .9 where each side names a day that the other does not; one day more on a side proves nothing."""
    left, right = find_weekdays(pair.left, pair.left_lang), find_weekdays(pair.right, pair.right_lang)
    lost = tuple(span for day, span in left if day not in {d for d, _ in right})
    new = tuple(span for day, span in right if day not in {d for d, _ in left})
    if not lost or not new:
        return CLEAN
    expected, found = show(pair.left, lost), show(pair.right, new)
    return Result(0.9, "critical", lost, new, expected, found, f"day changed: {expected} became {found}")
