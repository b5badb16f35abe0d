"""Whether a name is rendered in another text: by exonym, letters, given name or initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
class Prepared:
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
def prepare(text: str, lang: str) -> Prepared:
    """A text prepared for `is_rendered`."""
    return Prepared(text, lang)


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


def is_rendered(name: Name, other: Prepared) -> bool:
    """Whether the other text has the name: under any name it goes by, or alike, or by initials."""
    known = other.answers.get((name.text, name.key))
    if known is None:
        known = other.answers[(name.text, name.key)] = _is_rendered(name, other)
    return known


def _is_rendered(name: Name, other: Prepared) -> bool:
    if _by_exonym(name, other) or _by_capital(name, other):
        return True
    if name.key is not None:  # its names are known, so that spellings come close by chance: Jerman, Japan
        return other.has(_plain(name.text))
    return _by_spelling(name, other) or _by_given_name(name, other) or _by_sign(name, other) or _by_initials(name, other)


def _stands(names: Iterable[str], other: Prepared) -> bool:
    return any(_begins_word(name, other.lower, other.lang) for name in names)


def _by_exonym(name: Name, other: Prepared) -> bool:
    return name.key is not None and _stands(lower_names_of(name.key, other.lang), other)


def _by_capital(name: Name, other: Prepared) -> bool:
    """ "Moscow" may stand for Russia, and Russia for Moscow."""
    country = country_of(name.text)
    if country and _stands(lower_names_of(country, other.lang), other):
        return True
    return name.key in CAPITALS and _stands(seats_of(name.key), other)


def _by_spelling(name: Name, other: Prepared) -> bool:
    """The name as written, or one of its words alike; of "Yong-bok" no part alone is the name."""
    if name.text.isascii() and name.text in other.words:
        return True
    parts = () if is_given(name.text) else re.split(r"[\s-]", name.text)
    return any((len(part) > 3 or part == name.text) and other.alike(_plain(part)) for part in (name.text, *parts))


def _by_given_name(name: Name, other: Prepared) -> bool:
    given = _GIVEN.fullmatch(name.text)
    return given is not None and all(other.has(_plain(part)) for part in given.groups())


def _by_sign(name: Name, other: Prepared) -> bool:
    return name.text in ("USD", "AUD", "SGD") and "$" in other.text


def _by_initials(name: Name, other: Prepared) -> bool:
    if not (name.text.isupper() and 2 <= len(name.text) <= 6):
        return False
    return name.text in other.initials or name.text in other.text.upper()
