"""Rough sizes: tens, hundreds, thousands of."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.number_words import INDONESIAN
from align.language.values.value import Value, soft_value

TENS = {
    "id": {"puluhan": 1, "belasan": 1, "ratusan": 2, "ribuan": 3, "jutaan": 6, "miliaran": 9, "triliunan": 12},
    "vi": {"chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9},
    "en": {"tens": 1, "dozens": 1, "scores": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12},
}
_SCALES = {w: len(str(n)) - 1 for w, n in INDONESIAN.scales.items() if n >= 1000 and len(w) > 2}
_SAID = {
    "id": ("(?P<first>{tens})", "(?P<then>{scales})"),
    "vi": ("hàng (?P<first>{tens})", "(?P<then>{tens})"),
    "en": ("(?P<first>{tens}) of", "(?P<then>{tens}) of"),
}


@lru_cache(maxsize=3)
def _sizes(lang: str) -> re.Pattern[str]:
    first, then = (p.format(tens="|".join(TENS[lang]), scales="|".join(_SCALES)) for p in _SAID[lang])
    return re.compile(rf"(?<!\w){first}(?: {then})?(?!\w)", re.IGNORECASE)


def find_sizes(text: str, lang: str) -> tuple[Value, ...]:
    """Rough sizes as powers of ten, in order: "puluhan ribu" is 10,000."""
    tens = TENS.get(lang)
    if tens is None or glance(text).words.isdisjoint(tens):
        return ()
    powers = tens | _SCALES
    found = []
    for match in _sizes(lang).finditer(text):
        power = tens[match["first"].lower()] + (powers[match["then"].lower()] if match["then"] else 0)
        found.append(soft_value(match.span(), text, Fraction(10**power)))
    return tuple(found)
