"""Bounds of quantities: "more than 20" must not become "less than 20"."""

from __future__ import annotations

from collections.abc import Sequence

from align.checks.pair import CLEAN, Pair, Result
from align.language.values.bounds import find_bounds, find_only, knows, says_perhaps_only
from align.language.values.numbers import find_numbers
from align.page import Span

_NEAR = 12  # characters between "only" and its figure


def check(pair: Pair) -> Result:
    """Score: turned round .9; "only" lost or added .6 where both sides have the figure it stands before, else .3 (a hint: it
    is often worded otherwise)."""
    if not (knows(pair.left_lang) and knows(pair.right_lang)) or pair.left_lang == pair.right_lang:
        return CLEAN
    left, right = find_bounds(pair.left, pair.left_lang), find_bounds(pair.right, pair.right_lang)
    for bound in left:
        same = [b for b in right if b.readings & bound.readings]
        if same and all(b.kind != bound.kind for b in same):
            expected, found = bound.text, same[0].text
            return Result(0.9, "critical", (bound.span,), (same[0].span,), expected, found,
                          f"bound turned round: {expected} became {found}")  # fmt: skip
    left_only, right_only = find_only(pair.left, pair.left_lang), find_only(pair.right, pair.right_lang)
    if bool(left_only) == bool(right_only):
        return CLEAN
    silent = (pair.right, pair.right_lang) if left_only else (pair.left, pair.left_lang)
    if says_perhaps_only(*silent):
        return CLEAN
    expected = pair.left[left_only[0].start : left_only[0].end] if left_only else "no restriction"
    there = pair.right[right_only[0].start : right_only[0].end] if right_only else "no restriction"
    what = "lost" if left_only else "added"
    bounds = {b.span for b in (left if left_only else right)}  # "no more than" is one too
    sure = bounds.isdisjoint(left_only or right_only) and _before_figure(pair, left_only, right_only)
    score = 0.6 if sure else 0.3
    return Result(
        score, "minor", left_only, right_only, expected, there, f"restriction {what}: {expected if left_only else there}"
    )


def _before_figure(pair: Pair, left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Whether "only" stands straight before a number that the other side has too."""
    sides = [(pair.left, pair.left_lang), (pair.right, pair.right_lang)]
    own, other = (find_numbers(*side) for side in (sides if left else sides[::-1]))
    said = {reading for value in other for reading in value.readings}
    return any(
        value.kind in ("number", "percent") and 0 <= value.span.start - only.end <= _NEAR and said & set(value.readings)
        for only in (left or right)
        for value in own
    )
