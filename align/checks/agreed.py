"""Words that both texts tell in their own way: values, measures and names that agree.

The lexicon knows words; that "Rp 1,2 T" is 1.2 trillion rupiah, and "AS" the United States, is known elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from align.language.matching import agree
from align.language.names import find_names, told, told_in
from align.language.numbers import Value, find_numbers
from align.language.units import find_measures, same_number
from align.lexicon.match import SURE, Coverage
from align.lexicon.tokens import Word
from align.page import Span


def with_agreed(words: Coverage, left: str, right: str, left_lang: str, right_lang: str) -> Coverage:
    """The same, where the words of what agrees have a counterpart."""
    spans = agreed(left, right, left_lang, right_lang), agreed(right, left, right_lang, left_lang)
    if not any(spans):
        return words
    lefts, rights = _within(words.left, spans[0]), _within(words.right, spans[1])
    return replace(
        words,
        left_covered=np.where(lefts, np.maximum(words.left_covered, SURE), words.left_covered),
        right_covered=np.where(rights, np.maximum(words.right_covered, SURE), words.right_covered),
        left_matched=np.where(lefts, np.maximum(words.left_matched, SURE), words.left_matched),
        right_matched=np.where(rights, np.maximum(words.right_matched, SURE), words.right_matched),
    )


def agreed(text: str, other: str, lang: str, other_lang: str) -> tuple[Span, ...]:
    """Where `text` says what `other` says too, in order of place."""
    values, others = find_numbers(text, lang), find_numbers(other, other_lang)
    found = [v.span for v in values if _among(v, others)]
    if found:
        measures = find_measures(other, other_lang)
        found += [m.span for m in find_measures(text, lang) if any(m.unit == o.unit and same_number(m, o) for o in measures)]
    names = find_names(text, lang)
    if names:
        prepared = told_in(other, other_lang)
        found += [n.span for n in names if told(n, prepared)]
    return tuple(sorted(found, key=lambda s: s.start))


def _among(value: Value, others: Iterable[Value]) -> bool:
    return any(agree(value, other) for other in others)


def _within(words: Sequence[Word], spans: Sequence[Span]) -> np.ndarray:
    """Which words overlap one of the spans."""
    out = np.zeros(len(words), dtype=np.bool_)
    for span in spans:
        for i, word in enumerate(words):
            if word.start >= span.end:
                break
            out[i] = out[i] or word.end > span.start
    return out
