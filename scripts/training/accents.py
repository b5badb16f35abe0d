"""Counting Vietnamese text for the accent model: n-grams of syllables, and where they are written with capitals."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from align.headlines.accents import shape, syllables_of
from align.language.script import old_tones

START, END = "<s>", "</s>"
_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_OPENS = re.compile(r"[.!?:\"“”'‘(\[…•;|–-]\s*$")  # what a capital behind it says nothing of
SHOUTED = 0.6  # share of capitalised words from which a line says nothing of capitals
LOWER, CAPITAL, OPENING = 0, 1, 2  # how a word is written; OPENING: a capital where any word has one
MOST = 65_535
PAIR_OF_NAMES, FEW = 3, 8  # how often a pair must have been seen in capitals, or at all, to be kept


class Counts:
    """Numbers of words, line by line, each with how much its line counts; `add` a text, then `build` the tables."""

    def __init__(self) -> None:
        self.index = {START: 0, END: 1}
        self._words, self._weights, self._lengths = array("i"), array("f"), array("i")

    def add(self, words: Iterable[str], weight: float, *, ends: bool = True) -> None:
        """Count one text; `ends`: its edges are those of a sentence."""
        words = [START, *map(shape, words), END] if ends else list(map(shape, words))
        self._words.extend(self.index.setdefault(word, len(self.index)) for word in words)
        self._words.append(-1)
        self._weights.append(weight)
        self._lengths.append(len(words) + 1)

    def tables(self, minimum: tuple[int, int, int]) -> dict[str, np.ndarray]:
        """The vocabulary as text with counts, and bigrams and trigrams as gaps of sorted base-V numbers with counts.

        `minimum`: how often a word in plain letters, a pair and three words must have been seen.
        """
        ids, weights = np.array(self._words), np.repeat(np.array(self._weights), np.array(self._lengths))
        words = list(self.index)
        counts = np.bincount(ids[ids >= 0], weights[ids >= 0], len(words))
        plain = np.array([word.isascii() for word in words])
        kept = (counts >= minimum[0]) | (~plain & (counts >= 1))
        kept[:2] = True
        order = sorted(np.flatnonzero(kept).tolist(), key=lambda i: words[i])
        number = np.full(len(words) + 1, -1, dtype=np.int64)  # the last one is that of the gaps between texts
        number[order] = np.arange(len(order))
        ids = number[ids]
        out = {
            "words": np.frombuffer("\n".join(words[i] for i in order).encode(), dtype=np.uint8),
            "counts": np.array([max(1, round(counts[i])) for i in order], dtype=np.uint32),
        }
        for length, name in ((2, "bigrams"), (3, "trigrams")):
            keys, found = _grams(ids, weights, length, len(order))
            often = found >= minimum[length - 1]
            out[name] = np.diff(keys[often], prepend=0)  # gaps of sorted keys compress well
            out[name + "_n"] = np.minimum(found[often] + 0.5, MOST).astype(np.uint16)
        return out


def _grams(ids: np.ndarray, weights: np.ndarray, length: int, base: int) -> tuple[np.ndarray, np.ndarray]:
    """Sorted n-grams as base-`base` numbers, and their weighted counts."""
    size = max(0, len(ids) - length + 1)
    whole, keys = np.ones(size, dtype=bool), np.zeros(size, dtype=np.int64)
    for k in range(length):
        whole &= ids[k : size + k] >= 0
        keys = keys * base + ids[k : size + k]
    keys, weights = keys[whole], weights[:size][whole]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[starts], np.add.reduceat(weights[order], starts) if len(starts) else weights[:0]


def styles(text: str) -> list[tuple[str, int]]:
    """(word as written, LOWER, CAPITAL or OPENING) of a text; nothing of one that shouts or has no words."""
    text = unicodedata.normalize("NFC", text)
    tokens = list(_TOKEN.finditer(text))
    out, before = [], 0
    for match in tokens:
        capital = any(map(str.isupper, match.group()))
        opens = match.start() == 0 or _OPENS.search(text[before : match.start()]) is not None or not out
        out.append((match.group(), (OPENING if opens else CAPITAL) if capital else LOWER))
        before = match.end()
    return out if sum(style != LOWER for _, style in out) <= SHOUTED * len(out) else []


def capital_tables(lines: Iterable[str], words: list[str]) -> dict[str, np.ndarray]:
    """How often words of the vocabulary stand in capitals: (V, 4) by the style of the word before and their own, the
    same for pairs of words where that matters, and how a word is written where not with its first letter large."""
    index = {word: i for i, word in enumerate(words)}
    ids, style = array("i"), array("b")
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for token, how in styles(line):
            at = index.get(shape(old_tones(token.lower())), -1)
            ids.append(at)
            style.append(how)
            if how == CAPITAL and at >= 0:
                forms[at][token] += 1
        ids.append(-1)
        style.append(OPENING)
    w, s = np.array(ids, dtype=np.int64), np.array(style)
    known = (w[1:] >= 0) & (s[1:] < OPENING) & (s[:-1] < OPENING)
    both = s[:-1] * 2 + s[1:]
    alone: np.ndarray = np.zeros((len(words), 4), dtype=np.int64)
    np.add.at(alone, (w[1:][known], both[known]), 1)
    paired = known & (w[:-1] >= 0)
    keys, place = np.unique(w[:-1][paired] * len(words) + w[1:][paired], return_inverse=True)
    pairs: np.ndarray = np.zeros((len(keys), 4), dtype=np.int64)
    np.add.at(pairs, (place, both[paired]), 1)
    kept = (pairs[:, 3] >= PAIR_OF_NAMES) | ((pairs[:, 1] + pairs[:, 2] >= 5) & (pairs.sum(1) >= FEW))
    usual = {at: found.most_common(1)[0] for at, found in forms.items()}
    odd = [f"{at}\t{form}" for at, (form, n) in sorted(usual.items()) if n >= 3 and form != words[at].capitalize()]
    return {
        "case": np.minimum(alone, MOST).astype(np.uint16),
        "case_pairs": np.diff(keys[kept], prepend=0),
        "case_pairs_n": np.minimum(pairs[kept], MOST).astype(np.uint16),
        "forms": np.frombuffer("\n".join(odd).encode(), dtype=np.uint8),
    }


def build(
    texts: Iterable[tuple[str, float]], groups: Iterable[tuple[str, float]], cased: Iterable[str], out: Path,
    minimum: tuple[int, int, int],
) -> None:  # fmt: skip
    """Write the tables of whole `texts` and of word `groups`, each with its weight, and the capitals of `cased` lines."""
    counts = Counts()
    for text, weight in texts:
        counts.add(syllables_of(text), weight)
    for text, weight in groups:
        counts.add(syllables_of(text), weight, ends=False)
    made = counts.tables(minimum)
    words = made["words"].tobytes().decode().split("\n")
    np.savez_compressed(out, **made, **capital_tables(cased, words))  # type: ignore[arg-type]
