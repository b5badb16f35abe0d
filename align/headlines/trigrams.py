"""A syllable trigram model and the search for the best readings under it, compiled.

The counts are smoothed by interpolated Kneser-Ney (Chen & Goodman 1999). Words are numbers; a table of n-grams is a
sorted array of base-V numbers and an array of counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numba
import numpy as np

DISCOUNT = 0.75  # of a count, for what was not seen
ADDED = 0.1  # to the number of words that a word was seen after
NONE = -1  # a word that training never saw


class Tables(NamedTuple):
    """What the search looks up; `pairs` are the contexts of the kept trigrams, `sums` and `kinds` what follows them."""

    size: int
    bigrams: np.ndarray
    bigram_counts: np.ndarray
    trigrams: np.ndarray
    trigram_counts: np.ndarray
    pairs: np.ndarray
    sums: np.ndarray
    kinds: np.ndarray
    before: np.ndarray  # how often a word was followed, and by how many words
    followers: np.ndarray
    alone: np.ndarray  # chance of a word without context; the last one is that of NONE


def tables(size: int, bigrams: tuple[np.ndarray, np.ndarray], trigrams: tuple[np.ndarray, np.ndarray]) -> Tables:
    """The tables of a vocabulary of `size` words from (keys, counts), both int64."""
    keys, counts = bigrams
    first = keys // size
    after = np.bincount(keys % size, minlength=size).astype(np.float64)
    alone = (np.append(after, 0.0) + ADDED) / (after.sum() + ADDED * size)
    pairs, starts, kinds = np.unique(trigrams[0] // size, return_index=True, return_counts=True)
    sums = np.add.reduceat(trigrams[1], starts) if len(starts) else starts
    before = np.bincount(first, counts, size).astype(np.int64)
    return Tables(size, keys, counts, *trigrams, pairs, sums, kinds, before, np.bincount(first, minlength=size), alone)


@numba.njit(cache=True)
def _at(keys: np.ndarray, key: int) -> int:
    """Where `key` stands among the sorted keys; NONE where it does not."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) >> 1
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low if low < len(keys) and keys[low] == key else NONE


@numba.njit(cache=True)
def pair_shares(
    choices: np.ndarray, ends: np.ndarray, size: int, keys: np.ndarray, compounds: np.ndarray, shares: np.ndarray,
    out: np.ndarray,
) -> None:  # fmt: skip
    """Fill `out[k, j]` with the share of the compound that choice k makes with the j-th reading of the next place.

    `keys`: sorted, first word times `size` plus the second; `compounds`: the place of each in `shares`.
    """
    begin = 0
    for place in range(len(ends) - 1):
        for k in range(begin, ends[place]):
            for j in range(ends[place], ends[place + 1]):
                if choices[k] == NONE or choices[j] == NONE:
                    continue
                at = _at(keys, choices[k] * size + choices[j])
                if at != NONE:
                    out[k, j - ends[place]] = shares[compounds[at]]
        begin = ends[place]


@numba.njit(cache=True)
def log_chances(tables: Tables, first: int, second: int, readings: np.ndarray) -> np.ndarray:
    """Log probability of each reading after two words."""
    size, pair = tables.size, first * tables.size + second
    known = first != NONE and second != NONE
    context = _at(tables.pairs, pair) if known else NONE
    kept, kinds = (tables.sums[context], tables.kinds[context]) if context != NONE else (0, 0)
    both = _at(tables.bigrams, pair) if known else NONE
    seen = max(tables.bigram_counts[both] if both != NONE else 0, kept)  # pruned trigrams count for the shorter context
    found = np.empty(len(readings))
    for k, third in enumerate(readings):
        chance = tables.alone[third]
        if second != NONE and tables.before[second]:
            at = _at(tables.bigrams, second * size + third) if third != NONE else NONE
            count = max(tables.bigram_counts[at] - DISCOUNT, 0.0) if at != NONE else 0.0
            chance = (count + DISCOUNT * tables.followers[second] * chance) / tables.before[second]
        if seen:
            at = _at(tables.trigrams, pair * size + third) if kept and third != NONE else NONE
            count = max(tables.trigram_counts[at] - DISCOUNT, 0.0) if at != NONE else 0.0
            chance = (count + (seen - kept + DISCOUNT * kinds) * chance) / seen
        found[k] = np.log(chance)
    return found


@numba.njit(cache=True)
def search(
    tables: Tables, choices: np.ndarray, ends: np.ndarray, single: np.ndarray, double: np.ndarray, edges: tuple[int, int],
    beam: int,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """The best readings: scores (log, falling) and the words, one row each.

    `choices[ends[i-1]:ends[i]]`: the readings at place i; `single`: their bonuses; `double[k, j]`: that of choice k
    before the j-th reading of the next place; `edges`: the words before and after the text; `beam`: partial readings
    kept at every place.
    """
    count = len(ends)
    words: np.ndarray = np.full((1, count + 2), edges[0])  # two words before the first
    kept: np.ndarray = np.zeros(1)
    places: np.ndarray = np.zeros(1, np.int64)  # which choice each row ends with
    begin = 0
    for place in range(count):
        readings = choices[begin : ends[place]]
        wide = len(readings)
        scores = np.empty(len(kept) * wide)
        for row in range(len(kept)):
            chances = log_chances(tables, words[row, place], words[row, place + 1], readings)
            for k in range(wide):
                bonus = double[places[row], k] if place else 0.0
                scores[row * wide + k] = kept[row] + chances[k] + single[begin + k] + bonus
        order = np.argsort(-scores, kind="mergesort")[:beam]
        grown = np.empty((len(order), count + 2), np.int64)
        fresh = np.empty(len(order), np.int64)
        for k, at in enumerate(order):
            grown[k] = words[at // wide]
            grown[k, place + 2] = readings[at % wide]
            fresh[k] = begin + at % wide
        words, kept, places, begin = grown, scores[order], fresh, ends[place]
    last = np.array([edges[1]])
    for row in range(len(kept)):
        kept[row] += log_chances(tables, words[row, count], words[row, count + 1], last)[0]
    order = np.argsort(-kept, kind="mergesort")
    return kept[order], words[order][:, 2:]
