"""Units and currencies: the same figure must count the same thing."""

from __future__ import annotations

from align.checks.base import CLEAN, Pair, Result
from align.language.units import find_measures, same_number


def check(pair: Pair) -> Result:
    """Score .85 where a figure of the source stands in the translation with another unit only."""
    left, right = find_measures(pair.left, pair.left_lang), find_measures(pair.right, pair.right_lang)
    for measure in left:
        same = [m for m in right if same_number(measure, m)]
        if same and all(m.unit != measure.unit for m in same) and all(m.unit not in {x.unit for x in left} for m in same):
            expected, found = measure.span.of(pair.left), same[0].span.of(pair.right)
            return Result(0.85, "critical", (measure.span,), (same[0].span,), expected, found,
                          f"unit changed: {expected} became {found}")  # fmt: skip
    return CLEAN
