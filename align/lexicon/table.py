"""The bilingual lexicon in the package: which words translate which, and how surely a word finds a partner.

Made by `scripts/train_lexicon.py`. An entry's number is the share of the sentence pairs with both words in
which the two were linked.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

PATH = Path(str(files("align.lexicon") / "data" / "lexicon.npz"))
PAIRS = (("id", "en"), ("vi", "en"), ("vi", "id"))


@dataclass(frozen=True, slots=True)
class Direction:
    """Entries sorted by left word (start: first entry of each), then right word; shares and found as 0..1. The last
    found is .5, for unknown words."""

    start: np.ndarray
    word: np.ndarray
    share: np.ndarray
    left_found: np.ndarray
    right_found: np.ndarray


_used: Path = PATH


def use(path: Path) -> None:
    """Read another lexicon file from now on (for measuring; call it before anything is looked up)."""
    global _used
    _used = path
    for cached in (_arrays, word_ids, name_shares, compounds, direction):
        cached.cache_clear()


@lru_cache(maxsize=1)
def _arrays() -> dict[str, np.ndarray]:
    with np.load(_used) as archive:
        return {name: archive[name] for name in archive.files}


@lru_cache(maxsize=3)
def word_ids(lang: str) -> dict[str, int]:
    """Numbers of the words the lexicon knows in `lang`."""
    words = lzma.decompress(_arrays()[f"words.{lang}"].tobytes()).decode().split("\n")
    return {word: i for i, word in enumerate(words)}


@lru_cache(maxsize=3)
def name_shares(lang: str) -> np.ndarray:
    """For each word of `lang`, how often (0..1) it is capitalised inside a sentence; last 1, for unknown words."""
    return np.append(_arrays()[f"names.{lang}"].astype(np.float32) / 255, np.float32(1.0))


@lru_cache(maxsize=1)
def compounds() -> Mapping[tuple[str, str], float]:
    """Vietnamese syllable pairs that make one word, with their cohesion."""
    lines = lzma.decompress(_arrays()["compounds"].tobytes()).decode().split("\n")
    rows = (line.split("\t") for line in lines)
    return {(first, second): float(cohesion) for first, second, cohesion in rows}


@lru_cache(maxsize=6)
def direction(left: str, right: str) -> Direction | None:
    """Entries from `left` to `right`, None where the lexicon has no such pair of languages."""
    if (left, right) not in PAIRS and (right, left) not in PAIRS:
        return None
    turned = (left, right) not in PAIRS
    name = f"{right}-{left}" if turned else f"{left}-{right}"
    arrays = _arrays()
    start, word = arrays[f"{name}.start"].astype(np.int64), arrays[f"{name}.word"].astype(np.int64)
    share = arrays[f"{name}.share"].astype(np.float32) / 255
    found = [arrays[f"{name}.{side}"].astype(np.float32) / 255 for side in ("left", "right")]
    if turned:
        rows = np.repeat(np.arange(len(start) - 1), np.diff(start))
        order = np.lexsort((rows, word))
        start = np.concatenate([[0], np.cumsum(np.bincount(word, minlength=len(found[1])))])
        word, share, found = rows[order], share[order], found[::-1]
    return Direction(start, word, share, *(np.append(side, np.float32(0.5)) for side in found))
