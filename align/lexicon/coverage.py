"""Which words of a sentence have a counterpart in its translation, by the lexicon and by their letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from rapidfuzz.distance import Indel

from align.language.function_words import EVERYWHERE
from align.language.script import unaccent
from align.lexicon.table import compounds, direction, name_shares, word_ids
from align.lexicon.tokens import NO_COMPOUNDS, REMEMBERED, Word, words_of

UNKNOWN = -1  # as an index: the last entry, which the tables keep for it
_similarity = Indel.normalized_similarity
_ALIKE = 0.85  # share of letters two names must have in common
SURE = 0.97  # that words written alike are counterparts
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Coverage:
    """Words of both sides; per word the probability that it has a counterpart, how much of one it gets where none serves
    two words, how often such a word has one, how often it is capitalised inside a sentence (1 where the lexicon does
    not know it), and whether it says something by itself."""

    left: Sequence[Word]
    right: Sequence[Word]
    left_covered: np.ndarray
    right_covered: np.ndarray
    left_matched: np.ndarray
    right_matched: np.ndarray
    left_usual: np.ndarray
    right_usual: np.ndarray
    left_name: np.ndarray
    right_name: np.ndarray
    left_content: np.ndarray
    right_content: np.ndarray


@njit(cache=True)  # type: ignore[untyped-decorator]
def _shares(left: np.ndarray, right: np.ndarray, start: np.ndarray, word: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The entries' shares for each word of both sides, 0 where there is none; (left, right)."""
    out = np.zeros((len(left), len(right)))
    for i in range(len(left)):
        if left[i] < 0:
            continue
        first, last = start[left[i]], start[left[i] + 1]
        for j in range(len(right)):
            low, high = first, last
            while low < high:
                middle = (low + high) // 2
                if word[middle] < right[j]:
                    low = middle + 1
                else:
                    high = middle
            if low < last and word[low] == right[j]:
                out[i, j] = share[low]
    return out


@njit(cache=True)  # type: ignore[untyped-decorator]
def _covered(shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Chance of each word to have one counterpart at least."""
    left, right = np.ones(shares.shape[0]), np.ones(shares.shape[1])
    for i in range(shares.shape[0]):
        for j in range(shares.shape[1]):
            left[i] *= 1 - shares[i, j]
            right[j] *= 1 - shares[i, j]
    return 1 - left, 1 - right


@njit(cache=True)  # type: ignore[untyped-decorator]
def _matched(shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How much of a counterpart each word gets where none serves two words: rows and columns scaled by turns until none
    sums to more than 1 (Sinkhorn & Knopp 1967, with slack). Overwrites `shares`."""
    for _ in range(ROUNDS):
        for i in range(shares.shape[0]):
            total = shares[i].sum()
            if total > 1:
                shares[i] /= total
        for j in range(shares.shape[1]):
            total = shares[:, j].sum()
            if total > 1:
                shares[:, j] /= total
    return shares.sum(1), shares.sum(0)


def _alike(left: Sequence[str], right: Sequence[str], shares: np.ndarray) -> None:
    """Words whose letters are the same or nearly so (names, loan words, numbers) are counterparts."""
    same: dict[str, list[int]] = {}
    for j, letters in enumerate(right):
        same.setdefault(letters, []).append(j)
    long: dict[str, list[str]] = {}  # by first letter
    for letters in same:
        if len(letters) > 4:
            long.setdefault(letters[0], []).append(letters)
    for i, own in enumerate(left):
        near = [own] if own in same else []
        size = len(own)
        if size > 4 and own[0] in long:
            near += [t for t in long[own[0]] if -4 < len(t) - size < 4 and t != own and _similarity(own, t) >= _ALIKE]
        for letters in near:
            for j in same[letters]:
                shares[i, j] = max(shares[i, j], SURE)


def content(key: str) -> bool:
    """Whether a word says something by itself; articles, prepositions and the like come and go in translation."""
    return key not in EVERYWHERE and (len(key) > 1 or not key.isascii())


def lexicon_words(text: str, lang: str) -> list[Word]:
    """The words of a text as the lexicon has them: Vietnamese syllables joined to its compounds."""
    return words_of(text, lang, compounds() if lang == "vi" else NO_COMPOUNDS)


class _Known(dict[str, tuple[int, bool, str]]):
    """Of each key of a language, made once: its number in the lexicon, whether it says something, and its bare letters."""

    def __init__(self, ids: dict[str, int]) -> None:
        super().__init__()
        self.ids = ids

    def __missing__(self, key: str) -> tuple[int, bool, str]:
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = found = self.ids.get(key, UNKNOWN), content(key), unaccent(key).replace("_", "")
        return found


_KNOWN: dict[str, _Known] = {}


def known_keys(lang: str) -> _Known:
    """What is known of each key of a language."""
    ids, known = word_ids(lang), _KNOWN.get(lang)
    if known is None or known.ids is not ids:  # another lexicon is used now
        known = _KNOWN[lang] = _Known(ids)
    return known


def _known(words: Sequence[Word], lang: str) -> tuple[np.ndarray, np.ndarray, Sequence[str]]:
    """Numbers of the words, which of them say something, and their letters."""
    known = known_keys(lang)
    numbers, says, letters = zip(*[known[w.key] for w in words], strict=True) if words else ((), (), ())
    return np.array(numbers, dtype=np.int64), np.array(says, dtype=np.bool_), letters


def coverage(left: str, right: str, left_lang: str, right_lang: str) -> Coverage | None:
    """Counterparts of all words of two texts; None where the lexicon does not have the languages."""
    entries = direction(left_lang, right_lang)
    if entries is None:
        return None
    lefts, rights = lexicon_words(left, left_lang), lexicon_words(right, right_lang)
    left_ids, left_content, left_letters = _known(lefts, left_lang)
    right_ids, right_content, right_letters = _known(rights, right_lang)
    shares = _shares(left_ids, right_ids, entries.start, entries.word, entries.share)
    _alike(left_letters, right_letters, shares)
    left_covered, right_covered = _covered(shares)
    left_matched, right_matched = _matched(shares)
    return Coverage(
        lefts, rights, left_covered, right_covered, left_matched, right_matched,
        entries.left_found[left_ids], entries.right_found[right_ids],
        name_shares(left_lang)[left_ids], name_shares(right_lang)[right_ids],
        left_content, right_content,
    )  # fmt: skip
