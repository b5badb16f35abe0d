"""Vietnamese words that an Indonesian text is likely a translation of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from align.lexicon.match import content
from align.lexicon.table import direction, word_ids
from align.lexicon.tokens import words_of

_LEAST = 0.1


class Behind(Mapping[str, float]):
    """Vietnamese words (compounds with `_`) and the best share with which a word of the text is linked to each."""

    def __init__(self, best: np.ndarray) -> None:
        self._best = best
        self._ids = word_ids("vi")

    def __getitem__(self, word: str) -> float:
        share = self.get(word, 0.0)
        if not share:
            raise KeyError(word)
        return share

    def get(self, word: str, default: float = 0.0) -> float:  # type: ignore[override]
        """The share, or `default`: most words that are asked for have none."""
        at = self._ids.get(word)
        return float(self._best[at]) or default if at is not None else default

    def __iter__(self) -> Iterator[str]:
        return (word for word, at in self._ids.items() if self._best[at])

    def __len__(self) -> int:
        return int(np.count_nonzero(self._best))


@lru_cache(maxsize=64)
def vietnamese_behind(text: str) -> Mapping[str, float]:
    """Vietnamese words linked with the Indonesian text's; links weaker than a tenth are left out."""
    entries = direction("id", "vi")
    if entries is None:
        return {}
    ids = word_ids("id")
    best = np.zeros(len(word_ids("vi")), dtype=np.float64)
    for key in {w.key for w in words_of(text, "id") if content(w.key)}:
        at = ids.get(key)
        if at is not None:
            rows = slice(int(entries.start[at]), int(entries.start[at + 1]))
            words = entries.word[rows]
            best[words] = np.maximum(best[words], entries.share[rows])
    best[best < _LEAST] = 0.0
    return Behind(best)
