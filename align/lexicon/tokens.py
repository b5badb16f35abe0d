"""Words of a text as the lexicon knows them: stems in Indonesian and English, compounds in Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from align.language.script import COMBINING

# Letters with the combining marks they carry; 's stays with its word, hyphens part words.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,:]\d+)*")
_MARKED_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['’](?:[^\W\d_][\u0300-\u036f]*)+)?|\d+(?:[.,:]\d+)*")
_ALGORITHMS = {"id": "indonesian", "en": "english"}
NO_COMPOUNDS: Mapping[tuple[str, str], float] = {}


class Word(NamedTuple):
    """`key` is what the lexicon looks up; start and end count characters of the text."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=4)
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_ALGORITHMS[lang])


@lru_cache(maxsize=200_000)
def key_of(word: str, lang: str) -> str:
    """Lower-case stem of one word (Snowball's algorithms); Vietnamese and other languages: lower case."""
    lower = unicodedata.normalize("NFC", word).lower().replace("’", "'")
    if lang not in _ALGORITHMS or lower[0].isdigit():
        return lower
    return str(_stemmer(lang).stemWord(lower.removesuffix("'s")))


def words_of(text: str, lang: str, compounds: Mapping[tuple[str, str], float] = NO_COMPOUNDS) -> list[Word]:
    """The words of `text` in order. `compounds`: cohesion of syllable pairs that make one word (Vietnamese)."""
    pattern = _MARKED_WORD if COMBINING.search(text) else _WORD  # the same, but three times as fast
    found = [Word(key_of(m.group(), lang), m.start(), m.end()) for m in pattern.finditer(text)]
    return _joined(found, compounds) if lang == "vi" and compounds else found


def keys_of(text: str, lang: str) -> set[str]:
    """The keys of the words of `text`, without their places."""
    return {key_of(word, lang) for word in set((_MARKED_WORD if COMBINING.search(text) else _WORD).findall(text))}


def _joined(words: list[Word], compounds: Mapping[tuple[str, str], float]) -> list[Word]:
    """The most cohesive pairs first; a syllable joins one neighbour."""
    pairs = ((compounds.get((a.key, b.key), 0.0), i) for i, (a, b) in enumerate(zip(words, words[1:], strict=False)))
    taken: set[int] = set()
    heads: set[int] = set()
    for _cohesion, i in sorted((p for p in pairs if p[0] > 0), reverse=True):
        if i not in taken and i + 1 not in taken:
            taken |= {i, i + 1}
            heads.add(i)
    out = []
    for i, word in enumerate(words):
        if i in heads:
            out.append(Word(f"{word.key}_{words[i + 1].key}", word.start, words[i + 1].end))
        elif i not in taken:
            out.append(word)
    return out
