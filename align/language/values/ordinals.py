"""Numbers that are said without a figure: places in an order, all of a few ("kedua", "cả ba", "both"), and rough sizes
("hàng nghìn", "ribuan", "thousands of"). One that the other text lacks proves nothing; another one in its place does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.magnitudes import TENS
from align.language.values.number_words import (
    ENGLISH,
    ENGLISH_ORDINALS,
    INDONESIAN_ORDINALS,
    ROMAN,
    VIETNAMESE,
    VIETNAMESE_ORDINALS,
)
from align.language.values.value import Value, soft_value
from align.language.values.weekdays import find_weekdays

_NUMERAL = re.compile(r"(?<![\w.'’-])([IVX]+)(?![\w'’])")
_FEWEST = 2  # first, pertama, đầu tiên are said in too many other ways


@lru_cache(maxsize=3)
def _places(lang: str) -> tuple[re.Pattern[str], dict[str, int], frozenset[str]]:
    """(expression, value of its words, words of which a text must have one). Group `tens` adds, `times` multiplies."""
    if lang == "vi":
        units = {w: n for w, n in (VIETNAMESE.units | VIETNAMESE_ORDINALS).items() if n >= _FEWEST and w not in ("lăm", "nhất")}
        said = rf"(?:thứ|cả) (?:(?P<tens>mười) )?(?P<one>{'|'.join(units)})(?! (?:mươi|trăm|nghìn|{'|'.join(units)})(?!\w))"
        return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE), units, frozenset(("thứ", "cả"))
    if lang == "id":
        known = {w: n for w, n in INDONESIAN_ORDINALS.items() if n >= _FEWEST} | {"keduanya": 2, "ketiganya": 3, "keempatnya": 4}
        said = rf"(?P<one>{'|'.join(known)})(?: (?:(?P<tens>belas)|(?P<times>puluh)))?(?! (?:ratus|ribu|juta))"
        return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE), known | {"belas": 10, "puluh": 10}, frozenset(known)
    known = {w: n for w, n in (ENGLISH_ORDINALS | {"both": 2, "second": 2}).items() if n >= _FEWEST}
    alone, after = "|".join(known), "|".join(("first", *known))  # "first" counts after tens only
    said = rf"(?:(?P<tens>{'|'.join(ENGLISH.tens)})-)?(?P<one>(?(tens)(?:{after})|(?:{alone})))"
    return (
        re.compile(rf"(?<![\w-]){said}(?!\w)", re.IGNORECASE),
        known | ENGLISH.tens | {"first": 1},
        frozenset((*known, "first")),
    )


def find_places(text: str, lang: str) -> tuple[Value, ...]:
    """Ordinals, Roman numerals and words for all of a few, from two on."""
    if lang not in TENS:
        return ()
    found = [
        soft_value(m.span(1), text, Fraction(ROMAN[m[1]])) for m in _NUMERAL.finditer(text) if m[1] in ROMAN and _numeral(text, m)
    ]
    pattern, known, heads = _places(lang)
    if glance(text).words.isdisjoint(heads):
        return tuple(found)
    for match in pattern.finditer(text):
        parts = {name: known[word.lower()] for name, word in match.groupdict(default="").items() if word}
        found.append(soft_value(match.span(), text, Fraction(parts["one"] * parts.get("times", 1) + parts.get("tens", 0))))
    return tuple(found)


def _numeral(text: str, match: re.Match[str]) -> bool:
    """Whether letters are a Roman numeral: several of them, or one behind a name of two words; IV is an infusion too."""
    if len(match[1]) > 1 and match[1] != "IV":
        return True
    words = text[max(0, match.start() - 40) : match.start()].split()[-2:]
    return len(words) == 2 and all(w[0].isupper() and len(w) > 1 for w in words)


def unanswered(places: Sequence[Value], lang: str, other: str, other_lang: str, known: Collection[object]) -> tuple[Value, ...]:
    """Ordinals whose number is not among the `known` readings. "Thứ ba" may be Tuesday."""
    found = tuple(v for v in places if v.readings[0] not in known)
    return () if found and lang == "vi" and find_weekdays(other, other_lang) else found
