"""Proper names in a text, and whether one is told in another language: by exonym, letters, lexicon or initials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel

from align.language.exonyms import (
    AMBIGUOUS,
    CAPITALS,
    Mention,
    all_lower_names,
    country_of,
    find_mentions,
    lower_names_of,
    seats_of,
)
from align.language.number_words import ROMAN
from align.language.script import COMBINING, unaccent
from align.page import Span

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_MARKED_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:[-'’.](?:[^\W\d_][\u0300-\u036f]*)+)*")
_OPENS = re.compile(r"(?:[.!?:;…]|[\"“”'‘(\[]|^[-–*•])\s*[\"“'‘(\[]*$")
_APOSTROPHE, _NO_LETTER, _DOUBLED = re.compile("['’]"), re.compile("[^a-z]"), re.compile(r"(.)\1+")
_ALIKE = 0.72
_LAST, _NEXT = re.compile(r"([^\W\d_]+) $"), re.compile(r" ([^\W\d_]{2,})")
_HONORIFICS = frozenset("ông bà anh chị em cô chú bác cháu bé cậu thầy thước dặm mẫu".split())  # and "thước Anh", yards
_SIDES = frozenset("Bắc Nam Đông Tây Trung Châu Âu Liên Cao Quân Bộ Viện".split())  # Bắc Mỹ is no person
SYLLABLE = re.compile(r"(?:ngh?|nh|gh|gi|[ckpt]h|tr|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")  # bare Vietnamese
_GIVEN = re.compile(r"([A-Z][a-z]+)-(?!(?:nya|ku|mu|lah|pun|kah)$)([a-z]+)")
_LONG = 4  # letters of a word that may be spelt in two ways
_SOUNDS = tuple(pair.split(":") for pair in "kh:k ck:k ph:f th:t sh:s sy:s ch:k j:y c:k q:k v:w x:ks z:s y:i".split())
# Words that are capitalised without being names: forms of address, calendar words, mid-sentence habits.
_NOT_NAMES = {
    "id": frozenset(
        """tn ny bapak ibu bpk sdr sdri kamerad anda senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei
        juni juli agustus september oktober november desember tuhan saya dr prof ir h hj wib wit wita usd vnd idr eur
        rp""".split()
    ),
    "vi": frozenset(
        """ông bà anh chị em cô chú bác thứ chủ nhật tháng ngày hai ba tư năm sáu bảy tp đồng chí gs ts pgs ths cn
        usd eur vnd vnđ ubnd hđnd clb tcn scn pgs.ts gs.ts bs ls nsnd nsưt""".split()
    ),
    "en": frozenset(
        """i mr mrs ms dr prof sir lord comrade monday tuesday wednesday thursday friday saturday sunday january february march
        april may june july august september october november december god st am pm usd vnd idr eur gbp jpy sgd aud
        assoc fc""".split()
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word that may be (part of) a name; `opens`: it stands where any word is capitalised."""

    text: str
    span: Span
    opens: bool
    key: str | None  # of the exonym table


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[str, int], ...]:
    pattern = _MARKED_TOKEN if COMBINING.search(text) else _TOKEN  # the same, but three times as fast
    return tuple([(m.group(), m.start()) for m in pattern.finditer(text)])


@lru_cache(maxsize=4096)
def find_names(text: str, lang: str) -> tuple[Name, ...]:
    """Capitalised words and known names, single letters and calendar words left out. A text in capitals has none;
    in a headline that capitalises most words every word stands where any is capitalised."""
    tokens = _tokens(text)
    capital = [t for t in tokens if t[0][0].isupper()]
    if not capital or (2 * len(capital) > len(tokens) and _in_capitals(text)):
        return ()
    long = sum([len(w) > 3 for w, _ in tokens])
    headline = long > 4 and sum([len(w) > 3 for w, _ in capital]) > 0.85 * long
    mentions = {m.span.start: m for m in find_mentions(text, lang) if lang != "vi" or not _of_person(text, m)}
    out: list[Name] = []
    done = 0
    for word, at in capital:
        if at < done or (len(word) < 2 and lang != "vi"):
            continue
        opens = headline or at == 0 or bool(_OPENS.search(text[max(0, at - 12) : at]))
        mention = mentions.get(at)
        no_name = _APOSTROPHE.split(word)[0].lower().strip(".") in _NOT_NAMES.get(lang, ())
        if word in ROMAN or (no_name and (opens or mention is None or lang != "vi")):  # Anh is England, or he
            continue
        if mention is not None and mention.span.end >= at + len(word):
            out.append(Name(mention.text, mention.span, opens, mention.key))
            done = mention.span.end
        else:
            out.append(Name(word.removesuffix("'s").removesuffix("’s"), Span(at, at + len(word)), opens, None))
    return tuple(out)


def _of_person(text: str, mention: Mention) -> bool:
    """Whether a Vietnamese word that may be a country is part of a person's name: Trương Mỹ Lan, chị Anh, ca sĩ Anh Thơ."""
    if mention.text not in AMBIGUOUS["vi"]:
        return False
    before, behind = _LAST.search(text[max(0, mention.span.start - 12) : mention.span.start]), _NEXT.match(text, mention.span.end)
    syllable = SYLLABLE.fullmatch(unaccent(before[1]).lower()) if before and before[1].istitle() else None
    if before and (before[1].lower() in _HONORIFICS or (syllable and before[1] not in _SIDES)):
        return True
    if mention.text == "Đức" and behind and behind[1] in ("Phật", "Chúa", "Mẹ", "Giáo", "Thánh", "Thầy"):  # a title
        return True
    if mention.text != "Anh" or not behind or not behind[1][0].isupper():
        return False
    return SYLLABLE.fullmatch(unaccent(behind[1]).lower()) is not None


def _in_capitals(text: str) -> bool:
    return sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))


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
        return frozenset([w for w, _ in _tokens(self.text)])

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
        return "".join(w[0] for w, _ in _tokens(self.text)).upper()


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
