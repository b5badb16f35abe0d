"""Dates and clock times in Indonesian, Vietnamese and English text.

Numeric dates are day first in Indonesian and Vietnamese; English text is read both ways where both
are possible. Nothing depends on today's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from align.language.prefilter import HEAD, glance
from align.language.spans import Taken
from align.language.values.calendar import CalendarDate, ClockTime
from align.language.values.halves import find_half_hours
from align.page import Span

MONTHS = {
    "id": ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september",
           "oktober", "november", "desember"],
    "en": ["january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december"],
}  # fmt: skip
_SHORT = {
    "id": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "agust": 8, "peb": 2,
           "mrt": 3, "sep": 9,
           "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12, "pebruari": 2, "nopember": 11},
    "en": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
           "oct": 10, "nov": 11, "dec": 12},
}  # fmt: skip
_VI_NAMES = {"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
             "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12}  # fmt: skip
MONTH_NUMBERS = {lang: {name: i + 1 for i, name in enumerate(names)} | _SHORT[lang] for lang, names in MONTHS.items()}

_MONTH_HEADS = {lang: frozenset(name[:HEAD] for name in names) for lang, names in MONTH_NUMBERS.items()} | {"vi": {"thá"}}


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date or a time of day, with the readings it may have.

    `readings` hold both orders of an ambiguous English 3/4/2024; `hard`: written with digits.
    """

    span: Span
    readings: tuple[CalendarDate, ...] | tuple[ClockTime, ...]
    is_time: bool
    hard: bool


def _names(lang: str) -> str:
    return "|".join(sorted(MONTH_NUMBERS[lang], key=len, reverse=True))


_YEAR = r"(?P<y>(?:1[5-9]|20|21)\d\d)"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_ID_DATE = re.compile(rf"(?<![\w.,/-]){_DAY} (?P<m>{_names('id')})\b\.?(?: {_YEAR}\b)?", re.I)
_EN_DAY_FIRST = re.compile(rf"(?<![\w.,/-]){_DAY}(?:st|nd|rd|th)?(?: of)? (?P<m>{_names('en')})\b\.?(?:,? {_YEAR}\b)?", re.I)
_EN_MONTH_FIRST = re.compile(rf"\b(?P<m>{_names('en')})\.? {_DAY}(?:st|nd|rd|th)?\b(?![.,]?\d)(?:,? {_YEAR}\b)?", re.I)
_MONTH_YEAR = {lang: re.compile(rf"\b(?P<m>{_names(lang)})\.?,? {_YEAR}\b", re.I) for lang in MONTHS}
_MONTH = {lang: re.compile(rf"\b(?P<m>{'|'.join(n.capitalize() for n in MONTHS[lang])})\b") for lang in MONTHS}
_VI_MONTHS = r"(?P<m>1[0-2]|0?[1-9]|mười một|mười hai|mười|giêng|một|hai|ba|tư|năm(?! \d{4})|sáu|bảy|tám|chín|chạp)"
_VI_LONG = re.compile(
    rf"(?:\bngày |\bmùng |\bmồng )?(?<![\w.,/-]){_DAY} tháng {_VI_MONTHS}\b(?! lần\b)(?:,? (?:năm )?{_YEAR}\b)?", re.I
)
_VI_MONTH = re.compile(rf"\btháng {_VI_MONTHS}\b(?! lần\b)(?:(?:,? năm |[/.-]){_YEAR}\b)?", re.I)
_VI_DAY = re.compile(
    rf"\b(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|mùng|mồng) {_DAY}(?P<s>[./-])(?P<m>1[0-2]|0?[1-9])(?:(?P=s){_YEAR})?\b(?![.,]?\d)",
    re.I,
)
_NUMERIC = re.compile(r"(?<![\w.,/-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:1[5-9]|20|21)\d\d)(?![\w/-])")
_SLASH = re.compile(r"(?<![\w.,/-])(?P<d>0?[1-9]|[12]\d|3[01])/(?P<m>1[0-2]|0?[1-9])(?![\w/%-]|[.,]\d)")
_ISO = re.compile(r"(?<![\w.,/-])(?P<y>(?:1[5-9]|20|21)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\w-])")
_HM = r"(?P<h>[01]?\d|2[0-4])"
_MIN = r"(?P<n>[0-5]\d)"
_TIMES = {
    "id": [
        re.compile(rf"(?<!\d )\b(?:pukul|jam|pk\.?) {_HM}(?:[.:]{_MIN})?(?![\d.,]?\d)", re.I),
        re.compile(rf"(?<![\w.,]){_HM}[.:]{_MIN}(?= ?(?:WIB|WITA|WIT|waktu|GMT|UTC)\b)"),
        re.compile(rf"(?<![\w.,:]){_HM}:{_MIN}(?![\w:])"),
    ],
    "vi": [
        re.compile(rf"(?<![\w.,:]){_HM} ?(?:h|g|giờ)(?: (?P<half>rưỡi)| ?{_MIN}?)(?!\w)(?: phút)?", re.I),
        re.compile(rf"(?<![\w.,:]){_HM} (?P<half>rưỡi)(?= (?:sáng|trưa|chiều|tối)\b)", re.I),
        re.compile(rf"(?<![\w.,:]){_HM}:{_MIN}(?![\w:])"),
    ],
    "en": [
        re.compile(rf"(?<![\w.,]){_HM}(?:[.:]{_MIN})? ?(?P<ap>[ap])\.?\s?m\b\.?", re.I),
        re.compile(rf"(?<![\w.,:]){_HM}:{_MIN}(?![\w:])"),
        re.compile(rf"(?<![\w.,]){_HM} o['’]clock", re.I),
        re.compile(r"(?<![\w.,:/-])(?P<h>[01]\d|2[0-3])(?P<n>[0-5]\d)(?= ?(?:hours|hrs|GMT|UTC)\b)"),
        re.compile(r"(?<![\w.,:/-])(?P<h>0\d)(?P<n>[0-5]\d)(?![\w:/-]|[., ]?\d)"),  # 0430
    ],
}

# Which half of the day is meant, behind a time. "malam" and "đêm" are left out: they reach past midnight.
_PARTS = {
    "id": re.compile(r" (?:(?P<early>pagi)|(?P<late>sore))\b"),
    "vi": re.compile(r" (?:(?P<early>sáng)|(?P<late>chiều|tối))\b"),
    "en": re.compile(r" in the (?:(?P<early>morning)|(?P<late>afternoon|evening))\b"),
}


def _month_of(match: re.Match[str], lang: str) -> int:
    name = match["m"].lower()
    if name.isdigit():
        return int(name)
    return _VI_NAMES[name] if name in _VI_NAMES else MONTH_NUMBERS[lang][name]


def _groups(match: re.Match[str], *names: str) -> list[int]:
    present = match.groupdict()
    return [int(present[n]) if present.get(n) else 0 for n in names]


def _dates(text: str, lang: str) -> Iterator[DateValue]:
    """Candidates, the surest pattern first; overlapping later ones are dropped by the caller."""
    there = glance(text)
    named = not _MONTH_HEADS.get(lang, _MONTH_HEADS["en"]).isdisjoint(there.heads)
    for match in _ISO.finditer(text) if there.digits else ():
        year, month, day = _groups(match, "y", "m", "d")
        yield DateValue(Span(*match.span()), (CalendarDate(day, month, year),), False, True)
    for match in _NUMERIC.finditer(text) if there.digits else ():
        a, b, year = _groups(match, "a", "b", "y")
        orders = [(a, b, year)] if lang != "en" else [(b, a, year), (a, b, year)]
        readings = tuple(CalendarDate(d, m, y) for d, m, y in orders if 1 <= m <= 12 and 1 <= d <= 31)
        if readings:
            yield DateValue(Span(*match.span()), readings, False, True)
    patterns = {
        "id": [_ID_DATE, _MONTH_YEAR["id"]],
        "en": [_EN_DAY_FIRST, _EN_MONTH_FIRST, _MONTH_YEAR["en"]],
        "vi": [_VI_LONG, _VI_DAY, _VI_MONTH],
    }
    for pattern in patterns.get(lang, patterns["en"]):
        for match in pattern.finditer(text) if named or (pattern is _VI_DAY and there.digits) else ():
            if match["m"] == "may" and not match.groupdict().get("y"):  # "18 may vote"
                continue
            day, year = _groups(match, "d", "y")
            month = _month_of(match, lang if lang in MONTH_NUMBERS else "en")
            yield DateValue(Span(*match.span()), (CalendarDate(day, month, year),), False, True)
    if lang in ("id", "vi") and "/" in text:
        for match in _SLASH.finditer(text):
            day, month = _groups(match, "d", "m")
            yield DateValue(Span(*match.span()), (CalendarDate(day, month, 0),), False, True)
    if lang in _MONTH and named:
        for match in _MONTH[lang].finditer(text):
            month = _month_of(match, lang)
            yield DateValue(Span(*match.span()), (CalendarDate(0, month, 0),), False, False)


def _times(text: str, lang: str) -> Iterator[DateValue]:
    for pattern in _TIMES.get(lang, _TIMES["en"]):
        for match in pattern.finditer(text) if glance(text).digits else ():
            hour, minute = _groups(match, "h", "n")
            minute = 30 if match.groupdict().get("half") else minute
            yield _time(Span(*match.span()), hour, minute, match.groupdict().get("ap"), text, lang)
    for span, hour, minute in find_half_hours(text, lang):
        yield _time(span, hour, minute, None, text, lang)


def _time(span: Span, hour: int, minute: int, half: str | None, text: str, lang: str) -> DateValue:
    """A time; `half`: a or p, where the half of the day is said so."""
    said = None if half else _PARTS[lang].match(text, span.end) if lang in _PARTS else None
    if half or said:
        late = half.lower() == "p" if half else said is not None and said.lastgroup == "late"
        hour = hour if hour > 12 else hour % 12 + (12 if late else 0)
    return DateValue(span, (ClockTime(hour, minute, bool(half or said or hour > 12 or hour == 0)),), True, True)


def _unstopped(found: DateValue, text: str) -> DateValue:
    """Without the full stop that ends the text: "31 Oktober.", but not the one of "31 Oct." inside it."""
    if text[found.span.end - 1] == "." and not text[found.span.end :].strip():
        return replace(found, span=Span(found.span.start, found.span.end - 1))
    return found


def find_dates(text: str, lang: str) -> list[DateValue]:
    """Dates and times of `text` in order, none overlapping another."""
    chosen: list[DateValue] = []
    taken = Taken()
    for found in (*_dates(text, lang), *_times(text, lang)):
        if not taken.overlaps(found.span.start, found.span.end):
            chosen.append(_unstopped(found, text))
            taken.add(found.span.start, found.span.end)
    return sorted(chosen, key=lambda d: d.span)


def dates_agree(left: CalendarDate | ClockTime, right: CalendarDate | ClockTime) -> bool:
    """Whether what both say is the same; a day is no time."""
    if isinstance(left, ClockTime):
        return isinstance(right, ClockTime) and left.agrees(right)
    return isinstance(right, CalendarDate) and left.agrees(right)
