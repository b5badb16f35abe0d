"""Vietnamese words that an Indonesian text is likely a translation of."""

from __future__ import annotations

from functools import lru_cache

import numba
import numpy as np

from align.lexicon.coverage import content
from align.lexicon.table import direction, word_ids
from align.lexicon.tokens import keys_of

_LEAST = 0.1
HEADLINE_COUNTS = 8.0  # on first sentences of FLORES-200 and WMT24++ documents: .002 more syllables, .03 more headlines whole


@lru_cache(maxsize=1)
def _content_ids() -> dict[str, int]:
    """Numbers of the Indonesian words that say something by themselves."""
    return {word: at for word, at in word_ids("id").items() if content(word)}


@numba.njit(cache=True)
def _raise(best: np.ndarray, words: np.ndarray, shares: np.ndarray, starts: np.ndarray, ends: np.ndarray, times: float) -> None:
    """Lift `best` of the words in the rows from `starts` to `ends` to their shares."""
    for start, end in zip(starts, ends):
        for row in range(start, end):
            share = times * shares[row]
            if shares[row] >= _LEAST and share > best[words[row]]:
                best[words[row]] = share


@lru_cache(maxsize=64)
def vietnamese_behind(text: str, headline: str = "") -> np.ndarray:
    """The best share with which a word of the Indonesian text is linked to each Vietnamese word, by its number: (words,).

    Links weaker than a tenth are left out. Those of `headline`, Indonesian that renders the very words that are looked for, count
    `HEADLINE_COUNTS` times.
    """
    entries, ids = direction("id", "vi"), _content_ids()
    best = np.zeros(len(word_ids("vi")), dtype=np.float64)
    for part, times in ((text, 1.0), (headline, HEADLINE_COUNTS)):
        keys = np.array([ids[key] for key in keys_of(part, "id") if key in ids] if part else [], dtype=np.int64)
        if entries is not None and len(keys):
            _raise(best, entries.word, entries.share, entries.start[keys], entries.start[keys + 1], times)
    return best
