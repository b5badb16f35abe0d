"""Restoring the accents of a slug: a lattice of accented readings under a syllable trigram model.

The search keeps the best partial readings of every position (a beam). `scripts/train_accents.py` makes the tables.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from align.headlines.capitals import Truecaser
from align.headlines.trigrams import NONE, pair_shares, search, tables
from align.language.names.exonyms import table
from align.language.script import old_tones, unaccent
from align.lexicon.table import word_ids

BEAM = 24
MAX_READINGS = 24
_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_START, _END = "<s>", "</s>"
SHARPNESS = 0.8  # of the probabilities: fitted on WMT24++ sentences, so that stated confidence is kept
_ON_PAGE = 8.0  # how much more likely a sure word of the page makes a reading, less one


def syllables_of(text: str) -> list[str]:
    """Lower-case words and digit groups of a text; grouped digits are joined (`8.000` -> `8000`)."""
    joined = re.sub(r"(?<=\d)[.,](?=\d{3})", "", unicodedata.normalize("NFC", text).lower())
    return [old_tones(word) for word in _TOKEN.findall(joined)]


def shape(word: str) -> str:
    """A word as the model counts it: its digits are all alike."""
    return re.sub(r"\d", "0", word) if any(map(str.isdecimal, word)) else word


@dataclass(frozen=True, slots=True)
class Reading:
    """One restored headline and its probability among all readings that were kept."""

    text: str
    probability: float


class AccentModel:
    """Reads the tables at `path`; `restore` is the only use."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as data:
            self._words = data["words"].tobytes().decode().split("\n")
            counts: list[int] = data["counts"].tolist()
            self._truecaser = Truecaser(data["case"], data["case_pairs"], data["case_pairs_n"], data["forms"].tobytes())
            grams = [(np.cumsum(data[name]), data[name + "_n"].astype(np.int64)) for name in ("bigrams", "trigrams")]
        self._index = {word: i for i, word in enumerate(self._words)}
        grouped: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self._words):
            grouped[unaccent(word)].append(i)
        self._readings = {
            bare: np.array(sorted(found, key=lambda i: -counts[i])[:MAX_READINGS], dtype=np.int64)
            for bare, found in grouped.items()
        }
        self._tables = tables(len(self._words), grams[0], grams[1])

    def readings(self, syllable: str) -> list[str]:
        """Accented forms of a bare syllable, most frequent first; itself where none is known."""
        return [self._words[i] for i in self._readings.get(shape(syllable), [])] or [syllable]

    @cached_property
    def _known(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The lexicon's word (or -1) of each word of the model; pairs of words that the lexicon has as a compound, as sorted
        numbers, and the compounds."""
        ids = word_ids("vi")
        alone = np.array([ids.get(word, NONE) for word in self._words], dtype=np.int64)
        pairs = []
        for compound, at in ids.items():
            parts = compound.split("_")
            if len(parts) == 2 and parts[0] in self._index and parts[1] in self._index:
                pairs.append((self._index[parts[0]] * len(self._words) + self._index[parts[1]], at))
        keys, found = np.array(sorted(pairs), dtype=np.int64).T
        return alone, np.ascontiguousarray(keys), np.ascontiguousarray(found)

    def _bonuses(
        self, choices: Sequence[np.ndarray], prefer: frozenset[str], page_words: np.ndarray | None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Log bonuses of the readings, one after the other, and of each before those of the next place."""
        flat = np.concatenate(choices)
        single: np.ndarray = np.zeros(len(flat))
        double: np.ndarray = np.zeros((len(flat), max(map(len, choices))))
        if prefer:
            preferred = [i != NONE and self._words[i] in prefer for i in flat.tolist()]
            single = np.where(preferred, _PREFERENCE, 0.0)
        if page_words is not None:
            alone, keys, compounds = self._known
            lexical = np.where(flat == NONE, NONE, alone[flat])
            shares = np.where(lexical == NONE, 0.0, page_words[lexical])
            single = np.maximum(single, np.log1p(_ON_PAGE * shares))
            ends = np.cumsum(list(map(len, choices)))
            pair_shares(flat, ends, len(self._words), keys, compounds, page_words, double)
            double = np.log1p(_ON_PAGE * double)
        return single, double

    def restore(
        self,
        words: str,
        count: int = 5,
        prefer: frozenset[str] = frozenset(),
        page_words: np.ndarray | None = None,
        names: frozenset[str] = frozenset(),
    ) -> list[Reading]:
        """The `count` best readings of unaccented words, the best first.

        `prefer`: accented syllables that stand elsewhere on the page; they count five times as likely. `page_words`:
        Vietnamese words (compounds with `_`) that the page's words translate, with how surely; `names`: words without
        accents that the page writes with a capital within a sentence. An empty string has one empty reading.
        """
        bare = words.split()
        if not bare:
            return [Reading("", 1.0)]
        choices = [self._readings.get(shape(syllable), _UNKNOWN) for syllable in bare]
        single, double = self._bonuses(choices, prefer, page_words)
        edges = self._index[_START], self._index[_END]
        scores, paths = search(
            self._tables, np.concatenate(choices), np.cumsum(list(map(len, choices))), single, double, edges, BEAM
        )
        weights = np.exp(SHARPNESS * (scores - scores[0]))
        weights /= weights.sum()
        return [Reading(self._headline(path, bare, names), float(p)) for path, p in zip(paths[:count], weights, strict=False)]

    def _headline(self, path: np.ndarray, bare: Sequence[str], names: frozenset[str]) -> str:
        """The words with thousands dotted again, and capitals where newspapers write them."""
        ids = [int(i) for i in path]
        large = self._truecaser.capitals(ids, [word in names for word in bare])
        words = [self._words[i] if i != NONE and b.isalpha() else b for i, b in zip(ids, bare, strict=True)]
        words = [
            self._truecaser.written(i, word) if capital and word.isalpha() else word
            for i, word, capital in zip(ids, words, large, strict=True)
        ]
        text = " ".join(dotted(w) for w in words)
        pattern, known = _names()
        text = pattern.sub(lambda m: known[m.group()], text)
        return text[:1].upper() + text[1:]


_PREFERENCE = math.log(5)
_UNKNOWN = np.array([NONE])


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
    return AccentModel(Path(str(files("align.headlines") / "accents.npz")))
