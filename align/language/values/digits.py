"""Digits with separators: what number they write, by language."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

MAX_DIGITS = 40  # longer digit strings are truncated so that they can be printed


_SPACES = re.compile(r"\s")


@lru_cache(maxsize=50_000)
def parse_digits(text: str, lang: str) -> tuple[Fraction, ...]:
    """Readings of a digit string such as `8.000` or `2,5` under the separators of `lang`.

    A lone separator before exactly three digits groups thousands where it is the language's own
    thousands sign; Vietnamese and Indonesian text also uses the English one, so `3,850` has two
    readings there.
    """
    text = _SPACES.sub("", text[:MAX_DIGITS])
    thousands, decimal = (",", ".") if lang == "en" else (".", ",")
    grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", text)
    if grouped:
        return (Fraction(text.replace(thousands, "").replace(decimal, ".")),)
    foreign = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(decimal)}\d{{3}})+(?:{re.escape(thousands)}\d+)?", text)
    if foreign and (lang != "en" or text.count(".") > 1):
        swapped = Fraction(text.replace(decimal, "").replace(thousands, "."))
        plain = (Fraction(text.replace(",", ".")),) if text.count(decimal) == 1 and thousands not in text else ()
        return (*plain, swapped)
    if text.count(".") + text.count(",") == 1:
        return (Fraction(text.replace(",", ".")),)
    return (Fraction(re.sub(r"[.,]", "", text)),) if re.search("[.,]", text) else (Fraction(text),)
