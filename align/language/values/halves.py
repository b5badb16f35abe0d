"""Numbers with halves said in words: half a million, dua setengah juta, one and a half billion, half past seven."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.number_words import WORDS
from align.page import Span

_SAID = {  # the longest first: "half billion" is part of "one and a half billion"
    "en": (
        r"(?P<n>{units}|an?) and a half (?P<s>{scales})",
        r"(?P<n>{units}|a) (?P<s>{scales}) and a half",
        r"(?P<n>half) (?:an? )?(?P<s>{scales})",
    ),
    "id": (r"(?P<n>{units}) setengah (?P<s>{scales})", r"(?P<n>setengah) (?P<s>{scales})"),
    "vi": (r"(?P<n>nửa) (?P<s>{scales})",),
}
_HEADS = {"en": "half", "id": "setengah", "vi": "nửa"}
_CLOCK = {"en": r"half past (?P<n>{units})", "id": r"(?:pukul|jam) setengah (?P<n>{units})"}


def _units(lang: str) -> dict[str, int]:
    words = WORDS[lang]
    tens = {"en": {"ten": 10, "eleven": 11, "twelve": 12}, "id": {"sepuluh": 10, "sebelas": 11, "dua belas": 12}}.get(lang, {})
    return {w: n for w, n in words.units.items() if 1 <= n <= 12} | tens


def _compiled(pattern: str, lang: str) -> re.Pattern[str]:
    scales = "|".join(w for w, n in WORDS[lang].scales.items() if n >= 100)
    units = "|".join(sorted(_units(lang), key=len, reverse=True)) + r"|\d{1,3}"
    return re.compile(rf"(?<![\w.,]){pattern.format(scales=scales, units=units)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=3)
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(pattern, lang) for pattern in _SAID[lang])


@lru_cache(maxsize=3)
def _clock(lang: str) -> re.Pattern[str]:
    return _compiled(_CLOCK[lang], lang)


_DIGIT = "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_SPOKEN_YEAR = re.compile(  # "sembilan belas empat lima", "dua ribu" is read by the grammar
    rf"(?<!\w)(?P<century>tujuh|delapan|sembilan) belas (?P<tens>{_DIGIT})(?: puluh)? "
    rf"(?P<unit>{_DIGIT})(?! (?:ratus|ribu|juta|puluh|belas))(?!\w)",
    re.IGNORECASE,
)


def find_spoken_years(text: str, lang: str) -> Iterator[tuple[Span, Fraction]]:
    """Years of which the century and the rest are said apart: "tahun sembilan belas empat lima" is 1945."""
    if lang != "id" or "belas" not in glance(text).words:
        return
    units = WORDS["id"].units | {"kosong": 0}
    for match in _SPOKEN_YEAR.finditer(text):
        century, tens, unit = (units[match[name].lower()] for name in ("century", "tens", "unit"))
        yield Span(*match.span()), Fraction(1000 + 100 * century + 10 * tens + unit)


def _number(word: str, lang: str) -> int:
    return int(word) if word.isdigit() else _units(lang).get(word.lower(), 1)


def find_halves(text: str, lang: str) -> Iterator[tuple[Span, Fraction]]:
    """Where such a number stands, and its value."""
    if lang not in _SAID or _HEADS[lang] not in glance(text).words:
        return
    for pattern in _patterns(lang):
        for match in pattern.finditer(text):
            whole = 0 if match["n"].lower() == _HEADS[lang] else _number(match["n"], lang)
            yield Span(*match.span()), Fraction(2 * whole + 1, 2) * WORDS[lang].scales[match["s"].lower()]


def find_half_hours(text: str, lang: str) -> Iterator[tuple[Span, int, int]]:
    """Where a half hour is said in words, its hour and minute: "setengah delapan" is 7:30."""
    if lang not in _CLOCK or _HEADS[lang] not in glance(text).words:
        return
    for match in _clock(lang).finditer(text):
        hour = _number(match["n"], lang) - (lang == "id")
        yield Span(*match.span()), hour or 12, 30
