"""Words that both texts tell in their own way: values, measures and names that agree.

The lexicon knows words; that "Rp 1,2 T" is 1.2 trillion rupiah, and "AS" the United States, is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from align.language.names.find import find_names
from align.language.names.rendering import is_rendered, prepare
from align.language.values.compare import agree
from align.language.values.measures import (
    Measure,
    converted,
    find_degrees,
    find_measures,
    same_number,
    same_quantity,
    same_unit,
)
from align.language.values.numbers import find_numbers
from align.language.values.value import Value
from align.language.values.weekdays import find_weekdays
from align.lexicon.coverage import SURE, Coverage
from align.lexicon.tokens import Word
from align.page import Span


def with_agreed(words: Coverage, left: str, right: str, left_lang: str, right_lang: str) -> Coverage:
    """Coverage with the words inside agreeing values, measures and names marked covered."""
    lefts = _within(words.left, agreed(left, right, left_lang, right_lang))
    rights = _within(words.right, agreed(right, left, right_lang, left_lang))
    if not lefts and not rights:
        return words
    return replace(
        words,
        left_covered=_raised(words.left_covered, lefts),
        right_covered=_raised(words.right_covered, rights),
        left_matched=_raised(words.left_matched, lefts),
        right_matched=_raised(words.right_matched, rights),
    )


def _raised(chances: np.ndarray, at: Sequence[int]) -> np.ndarray:
    out = chances.copy()
    if at:
        out[at] = np.maximum(out[at], SURE)
    return out


def agreed(text: str, other: str, lang: str, other_lang: str) -> tuple[Span, ...]:
    """Where `text` says what `other` says too, in order of place."""
    values, others = find_numbers(text, lang), find_numbers(other, other_lang)
    found = [v.span for v in values if _among(v, others)]
    if values and others:
        measures = (*find_measures(other, other_lang), *find_degrees(other, other_lang))
        own = find_measures(text, lang)
        put_in = converted(text, own)
        own = (*own, *find_degrees(text, lang))
        found += [m.span for m in own if m.value in put_in or any(_same(m, o) for o in measures)]
    days = find_weekdays(text, lang)
    if days:
        there = {day for day, _ in find_weekdays(other, other_lang)}
        found += [span for day, span in days if day in there]
    names = find_names(text, lang)
    if names:
        prepared = prepare(other, other_lang)
        found += [n.span for n in names if is_rendered(n, prepared)]
    return tuple(sorted(found, key=lambda s: s.start))


def _same(left: Measure, right: Measure) -> bool:
    return (same_unit(left, right) and same_number(left, right)) or same_quantity(left, right)


def _among(value: Value, others: Iterable[Value]) -> bool:
    return any(agree(value, other) for other in others)


def _within(words: Sequence[Word], spans: Sequence[Span]) -> list[int]:
    """Which words lie in one of the spans, both in order. Of a compound that reaches beyond nothing is known."""
    out: list[int] = []
    i = 0
    for span in spans:
        while i < len(words) and words[i].start < span.start:
            i += 1
        at = i
        while at < len(words) and words[at].end <= span.end:
            out.append(at)
            at += 1
    return out
