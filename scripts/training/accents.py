"""Building the accent model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def build(counts: Sequence[Counter], out: Path, min_bigram: int, min_trigram: int) -> None:
    """Write the tables: the vocabulary as text, n-grams as sorted base-V numbers of word indices."""
    unigrams = counts[0]
    words = sorted(w for (w,), n in unigrams.items() if n >= 2 or not w.isascii())
    index = {word: i for i, word in enumerate(words)}
    tables: dict[str, np.ndarray] = {
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        "counts": np.array([unigrams[(w,)] for w in words], dtype=np.uint32),
    }
    for name, grams, minimum in (("bigrams", counts[1], min_bigram), ("trigrams", counts[2], min_trigram)):
        rows = sorted(
            (_key([index[w] for w in k], len(words)), n) for k, n in grams.items() if n >= minimum and all(w in index for w in k)
        )
        keys = np.array([key for key, _ in rows], dtype=np.int64)
        tables[name] = np.diff(keys, prepend=0)  # gaps of sorted keys compress well
        tables[name + "_n"] = np.array([min(n, 65535) for _, n in rows], dtype=np.uint16)
    np.savez_compressed(out, **tables)  # type: ignore[arg-type]


def _key(indices: Sequence[int], base: int) -> int:
    key = 0
    for index in indices:
        key = key * base + index
    return key
