"""Vietnamese words that an Indonesian text is likely a translation of."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from align.lexicon.match import content
from align.lexicon.table import direction, word_ids
from align.lexicon.tokens import words_of

_LEAST = 0.1


@lru_cache(maxsize=1)
def _vietnamese() -> list[str]:
    return list(word_ids("vi"))


@lru_cache(maxsize=64)
def vietnamese_behind(text: str) -> dict[str, float]:
    """Vietnamese words (compounds with `_`) linked with the Indonesian text's, each with its best share."""
    entries = direction("id", "vi")
    out: dict[str, float] = {}
    if entries is None:
        return out
    ids, names = word_ids("id"), _vietnamese()
    for key in {w.key for w in words_of(text, "id") if content(w.key)}:
        at = ids.get(key)
        if at is None:
            continue
        rows = slice(int(entries.start[at]), int(entries.start[at + 1]))
        keep = np.flatnonzero(entries.share[rows] >= _LEAST)
        for word, share in zip(entries.word[rows][keep].tolist(), entries.share[rows][keep].tolist(), strict=True):
            out[names[word]] = max(out.get(names[word], 0.0), share)
    return out
