"""Restoring the accents of a slug: a lattice of accented readings under a syllable trigram model.

The counts are smoothed by interpolated Kneser-Ney (Chen & Goodman 1999); the search keeps the best partial readings
of every position (a beam). `scripts/train_accents.py` makes the tables.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from importlib.resources import files
from pathlib import Path

import numpy as np

from align.language.exonyms import table
from align.language.script import unaccent

BEAM = 24
MAX_READINGS = 24
_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_START, _END = "<s>", "</s>"
_NOTHING: Mapping[str, float] = {}
DISCOUNT = 0.75  # of a count, for what was not seen
ADDED = 0.1  # to the number of words that a word was seen after
SHARPNESS = 0.8  # of the probabilities: fitted on WMT24++ sentences, so that stated confidence is kept
_TOLD = 8.0  # how much more likely a sure word of the page makes a reading, less one


def syllables_of(text: str) -> list[str]:
    """Lower-case words and digit groups of a text; grouped digits are joined (`8.000` -> `8000`)."""
    joined = re.sub(r"(?<=\d)[.,](?=\d{3})", "", unicodedata.normalize("NFC", text).lower())
    return [_OLD_TONE.sub(_new_tone, word) for word in _TOKEN.findall(joined)]


# Two spellings live side by side: xoá and xóa, thuỷ and thủy. The newer one is taken.
_OLD_TONE = re.compile(r"(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])$")


def _new_tone(match: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFD", match[2])
    base, mark = letter[0], letter[1]
    if (match[1] == "o") == (base == "y"):
        return match.group()
    return unicodedata.normalize("NFC", match[1] + mark) + base


@dataclass(frozen=True, slots=True)
class Reading:
    """One restored headline and its probability among all readings that were kept."""

    text: str
    probability: float


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


class _KneserNey:
    """Smoothed log probabilities of a word after two others, from the tables' counts. Words are numbers."""

    def __init__(self, size: int, bigrams: tuple[np.ndarray, np.ndarray], trigrams: tuple[np.ndarray, np.ndarray]) -> None:
        keys, counts = bigrams
        self._size = size
        self._bigrams = dict(zip(keys.tolist(), counts.tolist(), strict=True))
        self._trigrams = dict(zip(trigrams[0].tolist(), trigrams[1].tolist(), strict=True))
        first = keys // size
        self._before: list[int] = np.bincount(first, counts, size).astype(int).tolist()
        self._followers: list[int] = np.bincount(first, minlength=size).tolist()
        after = np.bincount(keys % size, minlength=size)
        self._alone: list[float] = ((after + ADDED) / (after.sum() + ADDED * size)).tolist()
        self._unseen = ADDED / (float(after.sum()) + ADDED * size)
        pairs, starts, kinds = np.unique(trigrams[0] // size, return_index=True, return_counts=True)
        sums = np.add.reduceat(trigrams[1].astype(np.int64), starts) if len(starts) else starts
        self._kept = dict(zip(pairs.tolist(), zip(sums.tolist(), kinds.tolist(), strict=True), strict=True))

    def after(self, first: int, second: int, readings: tuple[int, ...]) -> tuple[float, ...]:
        """Log probability of each reading after two words; -1 is a word that training never saw."""
        size, pair = self._size, first * self._size + second
        before, followers = (self._before[second], self._followers[second]) if second >= 0 else (0, 0)
        kept, kinds = self._kept.get(pair, (0, 0))
        seen = max(self._bigrams.get(pair, 0), kept)  # pruned trigrams count for the shorter context
        found = []
        for third in readings:
            chance = self._alone[third] if third >= 0 else self._unseen
            if before:
                told = max(self._bigrams.get(second * size + third, 0) - DISCOUNT, 0.0)
                chance = (told + DISCOUNT * followers * chance) / before
            if seen:
                told = max(self._trigrams.get(pair * size + third, 0) - DISCOUNT, 0.0)
                chance = (told + (seen - kept + DISCOUNT * kinds) * chance) / seen
            found.append(math.log(chance))
        return tuple(found)


class AccentModel:
    """Reads the tables at `path`; `restore` is the only use."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as data:
            self._words = data["words"].tobytes().decode().split("\n")
            counts: list[int] = data["counts"].tolist()
            grams = [(np.cumsum(data[name]), data[name + "_n"].astype(np.int64)) for name in ("bigrams", "trigrams")]
        self._index = {word: i for i, word in enumerate(self._words)}
        grouped: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self._words):
            grouped[unaccent(word)].append(i)
        self._readings = {bare: tuple(sorted(found, key=lambda i: -counts[i])[:MAX_READINGS]) for bare, found in grouped.items()}
        self._after = lru_cache(maxsize=100_000)(_KneserNey(len(self._words), grams[0], grams[1]).after)

    def readings(self, syllable: str) -> list[str]:
        """Accented forms of a bare syllable, most frequent first; itself where none is known."""
        return [self._words[i] for i in self._readings.get(syllable, [])] or [syllable]

    def _bonuses(
        self, choices: Sequence[tuple[int, ...]], prefer: frozenset[str], told: Mapping[str, float]
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Log bonuses of readings and of neighbouring ones (first * vocabulary + second): of those that can be chosen."""
        single: dict[int, float] = {}
        double: dict[int, float] = {}
        words, size, guided = self._words, len(self._words), bool(told)
        for at, readings in enumerate(choices):
            for i in readings:
                share = told.get(words[i], 0.0) if i >= 0 else 0.0
                single[i] = max(_PREFERENCE if i >= 0 and words[i] in prefer else 0.0, math.log1p(_TOLD * share))
            for j in choices[at + 1] if guided and at + 1 < len(choices) else ():
                for i in readings:
                    share = told.get(f"{words[i]}_{words[j]}", 0.0) if min(i, j) >= 0 else 0.0
                    if share:
                        double[i * size + j] = math.log1p(_TOLD * share)
        return single, double

    def restore(
        self, words: str, count: int = 5, prefer: frozenset[str] = frozenset(), told: Mapping[str, float] = _NOTHING
    ) -> list[Reading]:
        """The `count` best readings of unaccented words, the best first.

        `prefer`: accented syllables that stand elsewhere on the page; they count five times as likely. `told`:
        Vietnamese words (compounds with `_`) that the page's words translate, with how surely. Headline case is
        given to the first word only. An empty string has one empty reading.
        """
        bare = words.split()
        start, end = self._index[_START], self._index[_END]
        choices = [self._readings.get(syllable, (-1,)) for syllable in bare]
        single, double = self._bonuses(choices, prefer, told)
        size = len(self._words)
        beam: list[tuple[float, tuple[int, ...]]] = [(0.0, (start, start))]
        for readings in choices:
            grown = []
            for score, path in beam:
                before = path[-1] * size
                for reading, chance in zip(readings, self._after(path[-2], path[-1], readings), strict=True):
                    bonus = single[reading] + double.get(before + reading, 0.0)
                    grown.append((-score - bonus - chance, (*path, reading)))
            beam = [(-cost, path) for cost, path in nsmallest(BEAM, grown)]
        final = [(score + self._after(path[-2], path[-1], (end,))[0], path[2:]) for score, path in beam]
        final.sort(key=lambda item: (-item[0], item[1]))
        weights = [math.exp(SHARPNESS * (score - final[0][0])) for score, _ in final]
        return [
            Reading(self._headline(path, bare), weight / sum(weights))
            for (_, path), weight in zip(final[:count], weights[:count], strict=True)
        ]

    def _headline(self, path: Sequence[int], bare: Sequence[str]) -> str:
        """The words with thousands dotted again, known and foreign names and the first word in capitals."""
        words = [self._words[i] if i >= 0 else b.capitalize() for i, b in zip(path, bare, strict=True)]
        text = " ".join(dotted(w) for w in words)
        pattern, names = _names()
        text = pattern.sub(lambda m: names[m.group()], text)
        return text[:1].upper() + text[1:]


_PREFERENCE = math.log(5)


def dotted(word: str) -> str:
    """`11500` as a headline writes it, `11.500`; years stay."""
    if not word.isdecimal() or len(word) < 4 or re.fullmatch(r"(?:19|20)\d\d", word) or word[0] == "0":
        return word
    return f"{int(word):,}".replace(",", ".")


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Known Vietnamese names in lower case, and how they are written."""
    names = {name.lower(): name for row in table().values() for name in row.get("vi", ()) if name.lower() not in _COMMON}
    body = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)"), names


_COMMON = frozenset({"anh", "áo", "ý", "bỉ", "đức", "thái", "lào", "pháp", "síp", "chad"})  # words before they are names


@lru_cache(maxsize=1)
def default_model() -> AccentModel:
    """The shipped model."""
    return AccentModel(Path(str(files("align.leaks") / "accents.npz")))
