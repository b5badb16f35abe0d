"""Vietnamese words that an Indonesian text is likely a translation of."""

from __future__ import annotations

from functools import lru_cache

import numba
import numpy as np

from align.lexicon.coverage import UNKNOWN, known_keys
from align.lexicon.table import direction, word_ids
from align.lexicon.tokens import REMEMBERED, key_of, written

_LEAST = 0.1
HEADLINE_COUNTS = 8.0  # on first sentences of FLORES-200 and WMT24++ documents: .002 more syllables, .03 more headlines whole


class _Numbers(dict[str, int]):
    """Numbers of Indonesian words as written, each looked up once; UNKNOWN for what the lexicon lacks or says nothing alone."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        number, says, _letters = known_keys("id")[key_of(word, "id")]
        self[word] = number = number if says else UNKNOWN
        return number


_NUMBERS = _Numbers()


@lru_cache(maxsize=1)
def _links() -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """The links from Indonesian to Vietnamese that count: first row of each word, words and shares. None without a lexicon."""
    entries = direction("id", "vi")
    if entries is None:
        return None
    strong = entries.share >= _LEAST
    start = np.concatenate([[0], np.cumsum(strong)])[entries.start]
    return start, entries.word[strong], entries.share[strong]


@numba.njit(cache=True)
def _raise(best: np.ndarray, words: np.ndarray, shares: np.ndarray, starts: np.ndarray, ends: np.ndarray, times: float) -> None:
    """Lift `best` of the words in the rows from `starts` to `ends` to their shares."""
    for start, end in zip(starts, ends):
        for row in range(start, end):
            share = times * shares[row]
            if share > best[words[row]]:
                best[words[row]] = share


@lru_cache(maxsize=64)
def vietnamese_behind(text: str, headline: str = "") -> np.ndarray:
    """The best share with which a word of the Indonesian text is linked to each Vietnamese word, by its number: (words,).

    Links weaker than a tenth are left out. Those of `headline`, Indonesian that renders the very words that are looked for, count
    `HEADLINE_COUNTS` times.
    """
    links = _links()
    best = np.zeros(len(word_ids("vi")), dtype=np.float64)
    for part, times in ((text, 1.0), (headline, HEADLINE_COUNTS)):
        numbers = {_NUMBERS[word] for word in written(part)} - {UNKNOWN}
        if links is not None and numbers:
            start, words, shares = links
            at = np.fromiter(numbers, np.int64, len(numbers))
            _raise(best, words, shares, start[at], start[at + 1], times)
    return best
