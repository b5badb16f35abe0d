"""Values that a text may mean without saying a number: ordinals, approximations, fractions, Roman numerals."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.number_words import (
    ENGLISH_ORDINALS,
    INDONESIAN_ORDINALS,
    ROMAN,
    VIETNAMESE,
    VIETNAMESE_ORDINALS,
)

# months that a part of a year has: "6 tháng đầu năm" is the first half of the year
_MONTHS_OF = {"half": 6, "semester": 6, "paruh": 6, "quarter": 3, "kuartal": 3, "triwulan": 3, "quý": 3}
_APPROXIMATE = {"puluhan": 10, "belasan": 10, "ratusan": 100, "ribuan": 1000, "jutaan": 10**6,
                "miliaran": 10**9, "triliunan": 10**12, "tens": 10, "dozens": 12, "hundreds": 100,
                "thousands": 1000, "millions": 10**6, "billions": 10**9, "trillions": 10**12}  # fmt: skip
_CAPITALS = re.compile(r"(?<![\w-])[IVX]+(?!\w)")
_FIRST = re.compile(r"[^\W\d_]{2,} I(?!\w)")
_ORDINAL_WORDS = re.compile(r"(?<!\w)(?:(?P<thu>thứ) )?(?P<word>[^\W\d_]+)(?!\w)")


def soft_values(text: str, lang: str) -> frozenset[Fraction]:
    """Values that may answer for a number but whose absence proves nothing.

    Ordinal words, Roman numerals, approximations ("puluhan ribu" = 10, 1,000 and 10,000), halves and thirds,
    "dua kali lipat" (2), articles that stand for one.
    """
    known = _soft(lang)
    found = _ORDINAL_WORDS.findall(text.lower())
    values = {value for _, word in found if word in known for value in known[word]}
    values |= {Fraction(ROMAN[word]) for word in ROMAN.keys() & set(_CAPITALS.findall(text))}
    if lang != "en" and _FIRST.search(text):  # "I" is no pronoun there
        values.add(Fraction(1))
    if lang == "vi":
        values |= {Fraction(VIETNAMESE_ORDINALS[word]) for ordinal, word in found if ordinal and word in VIETNAMESE_ORDINALS}
    return frozenset(values)


def possible_values(text: str, lang: str) -> frozenset[Fraction]:
    """Values of words that have other meanings too, such as Vietnamese "năm", five or year."""
    if lang != "vi":
        return frozenset()
    return frozenset(Fraction(VIETNAMESE.units[w]) for w in VIETNAMESE.weak & glance(text).words & VIETNAMESE.units.keys())


@lru_cache(maxsize=4)
def _soft(lang: str) -> dict[str, tuple[Fraction, ...]]:
    """What a word may stand for: as an ordinal, an approximation, a fraction ("third" is 3 and 1/3)."""
    out: dict[str, tuple[Fraction, ...]] = {}
    for table in ({"en": ENGLISH_ORDINALS, "id": INDONESIAN_ORDINALS}.get(lang, {}), _APPROXIMATE, _FRACTIONS, _MONTHS_OF):
        for word, value in table.items():
            out[word] = (*out.get(word, ()), Fraction(value))
    return out


_FRACTIONS = {
    "setengah": Fraction(1, 2), "separuh": Fraction(1, 2), "sepertiga": Fraction(1, 3),
    "seperempat": Fraction(1, 4), "nửa": Fraction(1, 2), "half": Fraction(1, 2),
    "third": Fraction(1, 3), "quarter": Fraction(1, 4), "ganda": Fraction(2), "double": Fraction(2),
    "doubled": Fraction(2), "twice": Fraction(2), "triple": Fraction(3), "tripled": Fraction(3),
    "twofold": Fraction(2), "threefold": Fraction(3), "fourfold": Fraction(4), "fivefold": Fraction(5), "tenfold": Fraction(10),
    "tripling": Fraction(3), "doubling": Fraction(2), "quadrupled": Fraction(4),
    "once": Fraction(1), "pair": Fraction(2), "couple": Fraction(2), "both": Fraction(2),
    "kedua": Fraction(2), "ketiga": Fraction(3), "keempat": Fraction(4), "second": Fraction(2),
    "seorang": Fraction(1), "sebuah": Fraction(1), "a": Fraction(1), "an": Fraction(1),
    "sekali": Fraction(1), "decade": Fraction(10), "decades": Fraction(10), "century": Fraction(100),
    "dekade": Fraction(10), "abad": Fraction(100), "tiganya": Fraction(3), "keduanya": Fraction(2),
}  # fmt: skip
