"""How long a translation is against what its source lets expect."""

from __future__ import annotations

import math
import re

from align.language.lengths import expected_ratio
from align.language.values.numbers import find_numbers

_ACRONYM = re.compile(r"(?<![^\W\d_])[A-ZĐ]{2,7}(?:\.[A-ZĐ]{2,7})*(?![^\W\d_])")
SPELT_OUT = 16  # characters more than the acronym


def log_ratio(left: int, right: int, left_lang: str, right_lang: str) -> float:
    """How much longer than expected the right side is, in logarithms; lengths in characters."""
    return math.log((right + 3) / (left + 3)) - math.log(expected_ratio(left_lang, right_lang) or 1.0)


def spread(length: int) -> float:
    """Standard deviation of the log ratio at `length` characters: short texts vary more."""
    length = max(4, length)
    return math.sqrt(0.1**2 + 1.2 / length + 30 / length**2)


def ratio_of(left: str, right: str, left_lang: str, right_lang: str) -> float:
    """`log_ratio` of two texts; the nearer to what is expected of them as they are and with acronyms that the other text
    does not have spelt out."""
    sizes = len(left.strip()), len(right.strip())
    plain = log_ratio(*sizes, left_lang, right_lang)
    if abs(plain) < spread(sizes[0]):
        return plain
    usual = spread(sizes[0])
    spelt = sizes[0] + _spelt_out(left, right), sizes[1] + _spelt_out(right, left)
    short = sizes[0] - _number_words(left, left_lang), sizes[1] - _number_words(right, right_lang)
    # What is left without number words varies more: its ratio counts as one of a text of the old length.
    fewer = log_ratio(*short, left_lang, right_lang) * usual / spread(short[0])
    return min(plain, log_ratio(*spelt, left_lang, right_lang), fewer, key=abs)


def _number_words(text: str, lang: str) -> int:
    """Characters that figures would save where a text spells its numbers out."""
    spelled = [v for v in find_numbers(text, lang) if v.kind == "number" and not any(c.isdigit() for c in v.text)]
    return sum(max(0, len(v.text) - len(v.show())) for v in spelled)


def _spelt_out(text: str, other: str) -> int:
    """Characters that the acronyms of `text` may take in `other`, where those in brackets explain what is spelt out."""
    if text.isupper():
        return 0
    return SPELT_OUT * sum(m not in other or f"({m})" in other for m in set(_ACRONYM.findall(text)) if f"({m})" not in text)
