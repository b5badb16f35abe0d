"""Words that lack a counterpart where such words usually have one, and words that no language knows."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from align.language.english_words import is_english
from align.lexicon.coverage import Coverage
from align.lexicon.table import word_ids
from align.page import Span

_FLOOR, _DOUBT = 0.001, 0.02  # chances are never quite 0: of a partner that is there, of a word that never has one


@njit(cache=True)  # type: ignore[untyped-decorator]
def surprise(covered: np.ndarray, usual: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """Per word the log odds of having no counterpart here against how often such a word has none; 0 but for words to
    `keep`."""
    out = np.zeros(len(covered))
    for i in range(len(covered)):
        if keep[i]:
            out[i] = min(max(math.log(1 - covered[i] + _FLOOR) - math.log(1 - usual[i] + _DOUBT), 0.0), 4.0)
    return out


def unknown_words(right: str, right_lang: str, words: Coverage) -> tuple[Span, ...]:
    """Small-letter words of `right` that its language does not have and the left side does not either."""
    known = word_ids(right_lang)
    source = {w.key for w in words.left}
    return tuple(
        Span(w.start, w.end)
        for w in words.right
        if w.key not in known and w.key not in source and w.end - w.start > 2 and right[w.start : w.end].islower()
        and not (right_lang == "en" and is_english(right[w.start : w.end]))
    )  # fmt: skip
