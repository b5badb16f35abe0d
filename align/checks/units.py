"""Units and currencies: the same figure must count the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from align.checks.base import CLEAN, Pair, Result
from align.language.numbers import find_numbers
from align.language.units import Measure, find_measures, same_number

_LIST = 12  # characters between a figure and the next percentage, where both are percentages: "5 and 6 percent"


def check(pair: Pair) -> Result:
    """Score .85 where a figure of the source stands in the translation with another unit only, .75 where a percentage
    is a bare number there."""
    left, right = find_measures(pair.left, pair.left_lang), find_measures(pair.right, pair.right_lang)
    for measure in left:
        same = [m for m in right if same_number(measure, m)]
        there = {x.unit for x in left if same_number(x, measure)}
        if same and all(m.unit not in there for m in same):
            expected, found = measure.span.of(pair.left), same[0].span.of(pair.right)
            return Result(0.85, "critical", (measure.span,), (same[0].span,), expected, found,
                          f"unit changed: {expected} became {found}")  # fmt: skip
    lost = _bare(left, right, pair.right, pair.right_lang)
    if lost is not None:
        expected, found = lost[0].span.of(pair.left), lost[1].span.of(pair.right)
        return Result(
            0.75, "critical", (lost[0].span,), (lost[1].span,), expected, found, f"percent lost: {expected} became {found}"
        )
    return CLEAN


def _bare(left: Sequence[Measure], right: Sequence[Measure], text: str, lang: str) -> tuple[Measure, Measure] | None:
    """The first percentage whose figure counts nothing on the right, where the right has fewer percentages."""
    percents = [[m for m in side if m.unit == "percent"] for side in (left, right)]
    if len(percents[0]) <= len(percents[1]):
        return None
    bare = [
        Measure(v, "", v.span)
        for v in find_numbers(text, lang)
        if v.kind == "number" and not any(0 <= m.span.start - v.span.end < _LIST for m in percents[1])
    ]
    for measure in percents[0]:
        if not any(same_number(measure, m) for m in right):
            same = next((m for m in bare if same_number(measure, m)), None)
            if same is not None:
                return measure, same
    return None
