"""Whether a name is told in another text: by exonym, letters, given name or initials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel

from align.language.names.exonyms import CAPITALS, all_lower_names, country_of, lower_names_of, seats_of
from align.language.names.find import Name, tokens_of
from align.language.script import unaccent

_NO_LETTER, _DOUBLED = re.compile("[^a-z]"), re.compile(r"(.)\1+")
_ALIKE = 0.72


_GIVEN = re.compile(r"([A-Z][a-z]+)-(?!(?:nya|ku|mu|lah|pun|kah)$)([a-z]+)")
_LONG = 4  # letters of a word that may be spelt in two ways
_SOUNDS = tuple(pair.split(":") for pair in "kh:k ck:k ph:f th:t sh:s sy:s ch:k j:y c:k q:k v:w x:ks z:s y:i".split())


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """Letters as a foreign ear writes them, so that spellings of one name come close."""
    bare = unaccent(word).lower()
    if not (bare.isascii() and bare.isalpha()):
        bare = _NO_LETTER.sub("", bare)
    for old, new in _SOUNDS:
        bare = bare.replace(old, new)
    return _DOUBLED.sub(r"\1", bare)


def alike(left: str, right: str) -> bool:
    """Whether two words are spellings of one name."""
    a, b = _plain(left), _plain(right)
    if a == b:
        return bool(a)
    return min(len(a), len(b)) >= _LONG and a[0] == b[0] and _near(a, b)


def _near(a: str, b: str) -> bool:
    """Whether two long words that begin alike sound alike."""
    return a.startswith(b) or b.startswith(a) or Indel.normalized_similarity(a, b) >= _ALIKE


@dataclass(frozen=True)
class Told:
    """A text as names are looked for in it."""

    text: str
    lang: str
    answers: dict[tuple[str, str | None], bool] = field(default_factory=dict, compare=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """As written."""
        return frozenset([w for w, _ in tokens_of(self.text)])

    @cached_property
    def lower(self) -> str:
        """In small letters."""
        return self.text.lower()

    @cached_property
    def sounds(self) -> frozenset[str]:
        """The words as they sound."""
        return frozenset(map(_plain, self.words))

    @cached_property
    def _long(self) -> dict[str, list[str]]:
        """Those that may be spelt in two ways, by their first letter."""
        out: dict[str, list[str]] = {}
        for plain in self.sounds:
            if len(plain) >= _LONG:
                out.setdefault(plain[0], []).append(plain)
        return out

    def alike(self, plain: str) -> bool:
        """Whether a word sounds like `plain`."""
        if plain in self.sounds:
            return bool(plain)
        return len(plain) >= _LONG and any(_near(plain, word) for word in self._long.get(plain[0], ()))

    def has(self, plain: str) -> bool:
        """Whether a word is `plain` as it sounds."""
        return plain in self.sounds

    @cached_property
    def initials(self) -> str:
        """The first letters of the words, as capitals."""
        return "".join(w[0] for w, _ in tokens_of(self.text)).upper()


@lru_cache(maxsize=4096)
def told_in(text: str, lang: str) -> Told:
    """Prepare a text for `told`."""
    return Told(text, lang)


def _begins_word(name: str, text: str, lang: str) -> bool:
    """Whether `name` stands in `text` where a word begins, and is not the beginning of another known name: Niger,
    Nigeria. Short ones must be the whole word: un, union."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        while end < len(text) and text[end].isalpha():
            end += 1
        begins = at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_")
        if begins and (end == at + len(name) or (len(name) > 3 and text[at:end] not in all_lower_names(lang))):
            return True
        at = text.find(name, at + 1)
    return False


def is_given(text: str) -> bool:
    """Whether it is written as Korean given names are: Yong-bok."""
    return _GIVEN.fullmatch(text) is not None


def told(name: Name, other: Told) -> bool:
    """Whether the other text has the name: under any name it goes by, or alike, or by initials."""
    known = other.answers.get((name.text, name.key))
    if known is None:
        known = other.answers[(name.text, name.key)] = _told(name, other)
    return known


def _told(name: Name, other: Told) -> bool:
    country = country_of(name.text)  # "Moscow" may stand for Russia, and Russia for Moscow
    if country and any(_begins_word(n, other.lower, other.lang) for n in lower_names_of(country, other.lang)):
        return True
    if name.key in CAPITALS and any(_begins_word(seat, other.lower, other.lang) for seat in seats_of(name.key)):
        return True
    if name.key is not None:
        if any(_begins_word(n, other.lower, other.lang) for n in lower_names_of(name.key, other.lang)):
            return True
    elif name.text.isascii() and name.text in other.words:
        return True
    given = _GIVEN.fullmatch(name.text)  # of "Yong-bok" no part alone is the name
    for part in (name.text, *(re.split(r"[\s-]", name.text) if name.key is None and not given else ())):
        plain = _plain(part)
        if name.key is not None:  # its names are known, so that spellings come close by chance: Jerman, Japan
            return other.has(plain)
        if (len(part) > 3 or part == name.text) and other.alike(plain):
            return True
    if given and all(other.has(_plain(part)) for part in given.groups()):
        return True
    if name.text in ("USD", "AUD", "SGD") and "$" in other.text:
        return True
    if name.text.isupper() and 2 <= len(name.text) <= 6:
        return name.text in other.initials or name.text in other.text.upper()
    return False
