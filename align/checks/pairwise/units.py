"""Units and currencies: the same figure must count the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from align.checks.pair import CLEAN, Pair, Result
from align.language.values.measures import Measure, find_degrees, find_measures, same_number, same_unit
from align.language.values.numbers import find_numbers

_LIST = 12  # characters between a figure and the next percentage, where both are percentages: "5 and 6 percent"


def check(pair: Pair) -> Result:
    """Score .85 where a figure of the source stands in the translation with another unit or sign only, .75 where a percentage
    is a bare number there."""
    left, right = find_measures(pair.left, pair.left_lang), find_measures(pair.right, pair.right_lang)
    signed = find_degrees(pair.left, pair.left_lang), find_degrees(pair.right, pair.right_lang)
    for what, changed in (("unit", _changed(left, right)), ("sign", _changed(*signed))):
        if changed is not None:
            expected, found = changed[0].span.of(pair.left), changed[1].span.of(pair.right)
            return Result(
                0.85,
                "critical",
                (changed[0].span,),
                (changed[1].span,),
                expected,
                found,
                f"{what} changed: {expected} became {found}",
            )
    lost = _bare(left, right, pair.right, pair.right_lang)
    if lost is not None:
        expected, found = lost[0].span.of(pair.left), lost[1].span.of(pair.right)
        return Result(
            0.75, "critical", (lost[0].span,), (lost[1].span,), expected, found, f"percent lost: {expected} became {found}"
        )
    return CLEAN


def _changed(left: Sequence[Measure], right: Sequence[Measure]) -> tuple[Measure, Measure] | None:
    """The first measure of the left whose figure stands on the right with other units only."""
    for measure in left:
        same = [m for m in right if same_number(measure, m)]
        there = [x for x in left if same_number(x, measure)]
        if same and not any(same_unit(m, x) for m in same for x in there):
            return measure, same[0]
    return None


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
