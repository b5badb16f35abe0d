"""Capitals put back into a Vietnamese headline that is all in small letters.

A word is written large or small by how often it was after the word before it, so written: a hidden Markov model of two
states, its chances interpolated from pairs of words to words (Lita et al. 2003, tRuEcasIng, in this spirit).
`scripts/train_accents.py` counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numba
import numpy as np

from align.headlines.trigrams import NONE

PRIOR, ALONE = 0.1, 1.0  # chance of a capital, and how many sightings it is worth
IN_PAIR = 1.0  # how many sightings of a pair the word alone is worth
FOREIGN = 0.9  # chance of a capital of a word that the vocabulary lacks: a name
NAMED = 5.0  # how much likelier a capital is for a word that the page writes so within a sentence
_LEAST = 1e-4


class Truecaser:
    """Reads the tables that `training.accents.capital_tables` describes."""

    def __init__(self, case: np.ndarray, pairs: np.ndarray, pair_counts: np.ndarray, forms: bytes) -> None:
        self._case, self._keys, self._pairs = case, np.cumsum(pairs), pair_counts
        self._forms = {int(at): form for at, form in (line.split("\t") for line in forms.decode().split("\n") if line)}

    def capitals(self, words: Sequence[int], named: Sequence[bool]) -> list[bool]:
        """Which words of a headline begin with a capital; the first one as if it stood within. `named`: the page writes it so."""
        if not words:
            return []
        ids, known = np.array(words, dtype=np.int64), np.array(named, dtype=np.bool_)
        return list(map(bool, _best_path(ids, known, self._case, self._keys, self._pairs)))

    def written(self, word: int, text: str) -> str:
        """A word in capitals, as newspapers write it: Hà, TP, iPhone."""
        return self._forms.get(word) or text[:1].upper() + text[1:]


@numba.njit(cache=True)
def _chance(word: int, before: int, large: int, case: np.ndarray, keys: np.ndarray, pairs: np.ndarray) -> float:
    """Of a capital, where the word before is `before`, written `large` (1) or small (0)."""
    if word == NONE:
        return FOREIGN
    counts = case[word]
    total = float(counts[0]) + float(counts[1]) + float(counts[2]) + float(counts[3])
    whole = (float(counts[1]) + float(counts[3]) + ALONE * PRIOR) / (total + ALONE)
    small, capital = float(counts[2 * large]), float(counts[2 * large + 1])
    chance = (capital + ALONE * whole) / (small + capital + ALONE)
    if before != NONE:
        key = before * len(case) + word
        at = np.searchsorted(keys, key)
        if at < len(keys) and keys[at] == key:
            small, capital = float(pairs[at, 2 * large]), float(pairs[at, 2 * large + 1])
            chance = (capital + IN_PAIR * chance) / (small + capital + IN_PAIR)
    return chance


@numba.njit(cache=True)
def _best_path(words: np.ndarray, named: np.ndarray, case: np.ndarray, keys: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The likeliest states (Viterbi): 1 for a capital. Before the first word stands a small one."""
    size = len(words)
    scores = np.array([0.0, -np.inf])
    back = np.zeros((size, 2), dtype=np.int64)
    for k in range(size):
        grown = np.full(2, -np.inf)
        for large in range(2):
            if scores[large] == -np.inf:
                continue
            chance = _chance(words[k], words[k - 1] if k else NONE, large, case, keys, pairs)
            if named[k]:
                chance = NAMED * chance / (NAMED * chance + 1 - chance)
            chance = min(1 - _LEAST, max(_LEAST, chance))
            for state in range(2):
                score = scores[large] + math.log(chance if state else 1 - chance)
                if score > grown[state]:
                    grown[state], back[k, state] = score, large
        scores = grown
    path = np.zeros(size, dtype=np.int64)
    state = int(np.argmax(scores))
    for k in range(size - 1, -1, -1):
        path[k] = state
        state = back[k, state]
    return path
