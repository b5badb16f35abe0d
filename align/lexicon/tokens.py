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
REMEMBERED = 200_000  # words of a language whose keys are kept
NO_COMPOUNDS: Mapping[tuple[str, str], float] = {}


class Word(NamedTuple):
    """`key` is what the lexicon looks up; start and end count characters of the text."""

    key: str
    start: int
    end: int


_NEW = tuple.__new__  # what Word() calls, without a call in between


@lru_cache(maxsize=4)
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(_ALGORITHMS[lang])


class _Keys(dict[str, str]):
    """Keys of a language's words, each made once: looked up for every word of every text."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        lower = unicodedata.normalize("NFC", word).lower().replace("’", "'")
        stems = self._lang in _ALGORITHMS and not lower[0].isdigit()
        self[word] = key = str(_stemmer(self._lang).stemWord(lower.removesuffix("'s"))) if stems else lower
        return key


@lru_cache(maxsize=8)
def _keys(lang: str) -> _Keys:
    return _Keys(lang)


def key_of(word: str, lang: str) -> str:
    """Lower-case stem of one word (Snowball's algorithms); Vietnamese and other languages: lower case."""
    return _keys(lang)[word]


def words_of(text: str, lang: str, compounds: Mapping[tuple[str, str], float] = NO_COMPOUNDS) -> list[Word]:
    """The words of `text` in order. `compounds`: cohesion of syllable pairs that make one word (Vietnamese)."""
    pattern = _MARKED_WORD if COMBINING.search(text) else _WORD  # the same, but three times as fast
    keys = _keys(lang)
    found = [_NEW(Word, (keys[m.group()], *m.span())) for m in pattern.finditer(text)]
    return _joined(found, compounds) if lang == "vi" and compounds else found


def written(text: str) -> set[str]:
    """The words of `text` as written, each once."""
    return set((_MARKED_WORD if COMBINING.search(text) else _WORD).findall(text))


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
