"""Proper names in a text, and whether one is told in another language: by exonym, letters, lexicon or initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from align.language.exonyms import find_mentions, names_of
from align.language.script import unaccent
from align.page import Span

_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:[-'’.](?:[^\W\d_][\u0300-\u036f]*)+)*")
_OPENS = re.compile(r"(?:[.!?:;…]|[\"“”'‘(\[]|^[-–*•])\s*[\"“'‘(\[]*$")
_APOSTROPHE, _NO_LETTER, _DOUBLED = re.compile("['’]"), re.compile("[^a-z]"), re.compile(r"(.)\1+")
_ALIKE = 0.72
_SOUNDS = tuple(pair.split(":") for pair in "kh:k ck:k ph:f th:t sh:s sy:s ch:k j:y c:k q:k v:w x:ks z:s y:i".split())
# Words that are capitalised without being names: forms of address, calendar words, mid-sentence habits.
_NOT_NAMES = {
    "id": frozenset(
        """tn ny bapak ibu bpk sdr sdri kamerad anda senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei
        juni juli agustus september oktober november desember tuhan saya dr prof ir h hj wib wit wita usd vnd idr eur""".split()
    ),
    "vi": frozenset(
        """ông bà anh chị em cô chú bác thứ chủ nhật tháng ngày hai ba tư năm sáu bảy tp đồng chí gs ts pgs ths cn""".split()
    ),
    "en": frozenset(
        """i mr mrs ms dr prof sir lord comrade monday tuesday wednesday thursday friday saturday sunday january february march
        april may june july august september october november december god st am pm usd vnd idr eur gbp jpy sgd aud""".split()
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
def find_names(text: str, lang: str) -> tuple[Name, ...]:
    """Capitalised words and known names, single letters and calendar words left out. A text in capitals has none;
    in a headline that capitalises most words every word stands where any is capitalised."""
    if sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text)):
        return ()
    words = [w for w in _TOKEN.findall(text) if len(w) > 3]
    headline = len(words) > 4 and sum(w[0].isupper() for w in words) > 0.85 * len(words)
    mentions = {m.span.start: m for m in find_mentions(text, lang)}
    out: list[Name] = []
    done = 0
    for match in _TOKEN.finditer(text):
        word, at = match.group(), match.start()
        if at < done or not word[0].isupper() or (len(word) < 2 and lang != "vi"):
            continue
        if _APOSTROPHE.split(word)[0].lower().strip(".") in _NOT_NAMES.get(lang, ()):
            continue
        opens = headline or at == 0 or bool(_OPENS.search(text[max(0, at - 12) : at]))
        mention = mentions.get(at)
        if mention is not None and mention.span.end >= match.end():
            out.append(Name(mention.text, mention.span, opens, mention.key))
            done = mention.span.end
        else:
            out.append(Name(word.removesuffix("'s").removesuffix("’s"), Span(*match.span()), opens, None))
    return tuple(out)


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    """Letters as a foreign ear writes them, so that spellings of one name come close."""
    bare = _NO_LETTER.sub("", unaccent(word).lower())
    for old, new in _SOUNDS:
        bare = bare.replace(old, new)
    return _DOUBLED.sub(r"\1", bare)


def alike(left: str, right: str) -> bool:
    """Whether two words are spellings of one name."""
    return _alike_plain(_plain(left), _plain(right))


def _alike_plain(a: str, b: str) -> bool:
    if a == b:
        return bool(a)
    if min(len(a), len(b)) < 4 or a[0] != b[0]:
        return False
    return a.startswith(b) or b.startswith(a) or Indel.normalized_similarity(a, b) >= _ALIKE


@dataclass(frozen=True, slots=True)
class Told:
    """A text as names are looked for in it."""

    text: str
    lang: str
    plain: dict[str, tuple[str, ...]]  # by first letter
    initials: str


@lru_cache(maxsize=4096)
def told_in(text: str, lang: str) -> Told:
    """Prepare a text for `told`."""
    words = _TOKEN.findall(text)
    by_letter: dict[str, list[str]] = {}
    for word in words:
        plain = _plain(word)
        by_letter.setdefault(plain[:1], []).append(plain)
    return Told(text, lang, {k: tuple(dict.fromkeys(v)) for k, v in by_letter.items()}, "".join(w[0] for w in words).upper())


def told(name: Name, other: Told) -> bool:
    """Whether the other text has the name: under any name it goes by, or alike, or by initials."""
    if name.key is not None:
        lower = other.text.lower()
        if any(
            n.lower() in lower and re.search(rf"(?<!\w){re.escape(n.lower())}", lower) for n in names_of(name.key, other.lang)
        ):
            return True
    for part in (name.text, *(re.split(r"[\s-]", name.text) if name.key is None else ())):
        plain = _plain(part)
        if name.key is not None:  # its names are known, so that spellings come close by chance: Jerman, Japan
            return plain in other.plain.get(plain[:1], ())
        if (len(part) > 3 or part == name.text) and any(_alike_plain(plain, word) for word in other.plain.get(plain[:1], ())):
            return True
    if name.text in ("USD", "AUD", "SGD") and "$" in other.text:
        return True
    if name.text.isupper() and 2 <= len(name.text) <= 6:
        return name.text in other.initials or name.text in other.text.upper()
    return False
