"""Numbers said in words that a row of number words does not tell: halves (half a million, dua setengah juta, half past seven),
years (nineteen forty-five) and decimals (ba phẩy năm)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.grammar import readings_of
from align.language.values.number_words import ENGLISH, WORDS
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


_TENS = "|".join(ENGLISH.tens)
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_FEW = "one|two|three|four|five|six|seven|eight|nine"
_ENGLISH_YEAR = re.compile(  # nineteen forty-five, twenty twenty-four, nineteen oh five
    rf"(?<![\w-])(?P<century>fifteen|sixteen|seventeen|eighteen|nineteen|twenty) "
    rf"(?:(?P<tens>{_TENS})(?:[- ](?P<unit>{_FEW}))?|(?P<teen>{_TEENS})|oh[- ](?P<few>{_FEW}))"
    r"(?![\w-]| (?:hundred|thousand|million|billion|trillion|quadrillion|percent|per cent))",
    re.IGNORECASE,
)
_POINT = {"en": "point", "id": "koma", "vi": "phẩy"}


def find_english_years(text: str, lang: str) -> Iterator[tuple[Span, Fraction]]:
    """The same in English."""
    if lang != "en" or glance(text).words.isdisjoint(("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")):
        return
    numbers = ENGLISH.units | ENGLISH.tens
    for match in _ENGLISH_YEAR.finditer(text):
        parts = [numbers[match[name].lower()] for name in ("tens", "unit", "teen", "few") if match[name]]
        yield Span(*match.span()), Fraction(100 * numbers[match["century"].lower()] + sum(parts))


def find_spoken_decimals(text: str, lang: str) -> Iterator[tuple[Span, Fraction]]:
    """Decimals in words: "ba phẩy năm", "nol koma lima", "twenty-five point six", with the scale behind them."""
    if lang not in _POINT or _POINT[lang] not in glance(text).words:
        return
    words = WORDS[lang]
    known = "|".join(sorted({*words.all, *words.joiners}, key=len, reverse=True))
    digits = {w: n for w, n in words.units.items() if n < 10}
    scales = "|".join(w for w, n in words.scales.items() if n >= 1000)
    rest = rf"(?P<rest>(?: (?:{'|'.join(digits)}))+)(?: (?P<scale>{scales}))?(?!\w)"
    pattern = rf"(?<![\w-])(?P<whole>(?:(?:{known})[ -])+){_POINT[lang]}{rest}"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        whole = readings_of(re.split("[ -]", match["whole"].lower().strip(" -")), words)
        tail = "".join(str(digits[w]) for w in match["rest"].lower().split())
        value = (whole[-1] if whole else 0) + Fraction(int(tail), 10 ** len(tail))
        yield Span(*match.span()), value * (words.scales[match["scale"].lower()] if match["scale"] else 1)


def find_said(text: str, lang: str) -> Iterator[tuple[Span, Fraction]]:
    """All numbers in words that the grammar of runs does not read."""
    for find in (find_halves, find_spoken_years, find_english_years, find_spoken_decimals):
        yield from find(text, lang)


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
