"""Capitals put back into a Vietnamese headline that is all in small letters.

A word is written large or small by how often it was after the word before it, so written: a hidden Markov model of two
states, its chances interpolated from pairs of words to words (Lita et al. 2003, tRuEcasIng, in this spirit).
`scripts/train_accents.py` counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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

    def _chance(self, word: int, before: int, large: int) -> float:
        """Of a capital, where the word before is `before`, written `large` (1) or small (0)."""
        if word == NONE:
            return FOREIGN
        counts = self._case[word].astype(float)
        whole = (counts[1] + counts[3] + ALONE * PRIOR) / (counts.sum() + ALONE)
        small, capital = counts[2 * large : 2 * large + 2]
        chance = (capital + ALONE * whole) / (small + capital + ALONE)
        if before != NONE:
            key = before * len(self._case) + word
            at = int(np.searchsorted(self._keys, key))
            if at < len(self._keys) and self._keys[at] == key:
                small, capital = self._pairs[at][2 * large : 2 * large + 2].astype(float)
                chance = (capital + IN_PAIR * chance) / (small + capital + IN_PAIR)
        return float(chance)

    def capitals(self, words: Sequence[int], named: Sequence[bool]) -> list[bool]:
        """Which words of a headline begin with a capital; the first one as if it stood within. `named`: the page writes it so."""
        paths: list[tuple[float, list[bool]]] = [(0.0, [])]
        for k, word in enumerate(words):
            before = words[k - 1] if k else NONE
            grown = []
            for capital in (False, True):
                options = []
                for large, (score, path) in enumerate(paths):
                    chance = self._chance(word, before, large)
                    if named[k]:
                        chance = NAMED * chance / (NAMED * chance + 1 - chance)
                    chance = min(1 - _LEAST, max(_LEAST, chance))
                    options.append((score + math.log(chance if capital else 1 - chance), [*path, capital]))
                grown.append(max(options, key=lambda option: option[0]))
            paths = grown
        return max(paths, key=lambda path: path[0])[1]

    def written(self, word: int, text: str) -> str:
        """A word in capitals, as newspapers write it: Hà, TP, iPhone."""
        return self._forms.get(word) or text[:1].upper() + text[1:]
