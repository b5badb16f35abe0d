"""Numbers as values, not digits, in Indonesian, Vietnamese and English text.

`8.000` (id, vi) = `8,000` (en) = "delapan ribu"; `2,5 triliun` = `2.5 trillion`; clock times and dates
are read by `align.language.dates` first, so that 14.30 WIB is not a decimal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from align.language.dates import find_dates
from align.language.glance import glance
from align.language.number_words import (
    ENGLISH_ORDINALS,
    INDONESIAN_ORDINALS,
    VIETNAMESE_ORDINALS,
    WORDS,
    compose,
)
from align.language.spans import Taken, without_long_words
from align.page import Span


@dataclass(frozen=True, slots=True)
class Value:
    """One number in a text.

    `kind`: number, percent, date, time, or code (digits inside a name such as `G7`); `readings`: the
    values it may have, likeliest first (dates: day, month, year with 0 for unknown; codes: none);
    `hard`: written with digits or as large as a scale word, so that its loss is a fault.
    """

    kind: str
    span: Span
    text: str
    readings: tuple[Fraction | tuple[int, int, int] | str, ...]
    hard: bool

    def show(self) -> str:
        """The value as a person writes it, for messages."""
        reading = self.readings[0]
        if isinstance(reading, Fraction):
            number = f"{float(reading):,.10g}" if reading.denominator != 1 else f"{int(reading):,}"
            return f"{number}%" if self.kind == "percent" else number
        return self.text


MAX_DIGITS = 40  # no number of a text is longer; what is, is cut, so that its value stays one that prints
_DIGITS = r"\d+(?:[.,]\d+)*"
_TOKEN = re.compile(rf"{_DIGITS}|[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+")  # digits in addresses are no numbers
_PLUS = re.compile(r"-plus$")
_CODE = re.compile(r"(?<![\w])(?=[\w.-]*[^\W\d_])(?=[\w.-]*\d)[^\W\d_][\w]*(?:[-.]\d+)?|\d+(?:\.\d+)+[a-z]{1,2}\b")
_UNIT_SUFFIX = re.compile(
    r"(km|cm|mm|m|kg|g|ha|mw|gw|kw|kwh|gb|mb|tb|mbit|ghz|mhz|hz|s|th|st|nd|rd|an|k|bn|mn|tn|x|h|p|"
    r"rb|jt|usd|vnd|c|f|ft|mph|kph|w|v|l|ml|t|đ|d|tr|nm|px)$",
    re.IGNORECASE,
)
_LETTER_SCALES = {"k": 10**3, "bn": 10**9, "mn": 10**6, "tn": 10**12, "rb": 10**3, "jt": 10**6, "tr": 10**6}
_PERCENT = re.compile(r"\s?(?:%|persen\b|phần trăm\b|percent\b|per cent\b|pct\b|percentage point)")
_GAP = re.compile(r"[ \u00a0-]?$|^ and $")
_APPROXIMATE = {"puluhan": 10, "belasan": 10, "ratusan": 100, "ribuan": 1000, "jutaan": 10**6,
                "miliaran": 10**9, "triliunan": 10**12, "tens": 10, "dozens": 12, "hundreds": 100,
                "thousands": 1000, "millions": 10**6, "billions": 10**9, "trillions": 10**12}  # fmt: skip


@lru_cache(maxsize=50_000)
def parse_digits(text: str, lang: str) -> tuple[Fraction, ...]:
    """Readings of a digit string such as `8.000` or `2,5` under the separators of `lang`.

    A lone separator before exactly three digits groups thousands where it is the language's own
    thousands sign; Vietnamese and Indonesian text also uses the English one, so `3,850` has two
    readings there.
    """
    text = text[:MAX_DIGITS]
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


MOST_PARTS = 40  # words of a number; more are a list


@dataclass(slots=True)
class _Run:
    """Number tokens that stand together, such as `2,5` + `triliun` or `dua` + `puluh`."""

    start: int
    end: int
    parts: list[str | Fraction]
    alternatives: list[tuple[Fraction, ...]]


@lru_cache(maxsize=4096)
def find_numbers(text: str, lang: str) -> tuple[Value, ...]:
    """All values of `text`, in order. Unknown languages are read with English separators."""
    text = without_long_words(text)
    found = [Value("time" if d.is_time else "date", d.span, d.span.of(text), d.readings, d.hard) for d in find_dates(text, lang)]
    taken = Taken()
    for link in LINK.finditer(text) if "@" in text or "://" in text or "www." in text else ():
        taken.add(*link.span())
    found = [v for v in found if not taken.overlaps(v.span.start, v.span.end)]
    for value in found:
        taken.add(value.span.start, value.span.end)
    for match in _CODE.finditer(text) if glance(text).digits else ():
        if not taken.overlaps(*match.span()) and not _is_measure(match.group()):
            span = Span(*match.span())
            token = match.group()
            hard = any(c.isupper() for c in token)  # `user13` may be translated, `G7` may not
            found.append(Value("code", span, token, (token.lower(),), hard))
            taken.add(span.start, span.end)
    found += [_value(run, text, lang) for run in _runs(text, lang, taken)]
    return tuple(sorted(found, key=lambda v: v.span.start))


def _is_measure(token: str) -> bool:
    """`5km`, `1980s`, `1800-an`: a number with a unit, not a code."""
    return token[0].isdecimal() or bool(re.fullmatch(r"(?:ke|rp|us|usd|vnd)-?\d.*", token.lower()))


def _token_part(token: str, lang: str) -> str | Fraction | None:
    words = WORDS.get(lang, WORDS["en"])
    if token[0].isdecimal():
        return parse_digits(token, lang)[0]
    return token.lower() if token.lower() in words else None


def _tokens(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.isalpha():
            yield match.start(), match.end(), token
        else:
            yield from _split_hyphen(token, match.start(), lang)


def _split_hyphen(token: str, at: int, lang: str) -> list[tuple[int, int, str]]:
    """`twenty-one` and `four-month-old` are looked at piece by piece; other hyphenated words stay whole."""
    token = _PLUS.sub("", token)
    pieces = token.split("-")
    words = WORDS.get(lang, WORDS["en"])
    if len(pieces) == 1 or not any(p.lower() in words for p in pieces):
        return [(at, at + len(token), token)]
    out = []
    for piece in pieces:
        out.append((at, at + len(piece), piece))
        at += len(piece) + 1
    return out


def _runs(text: str, lang: str, taken: Taken) -> list[_Run]:
    runs: list[_Run] = []
    current: _Run | None = None
    words = WORDS.get(lang, WORDS["en"])
    there = glance(text)
    if not there.digits and words.all.isdisjoint(there.words):
        return runs
    for start, end, token in _tokens(text, lang):
        if current is None and token.isalpha() and token.lower() not in words.all:
            continue
        if taken.overlaps(start, end):
            current = None
            continue
        gap = text[current.end : start] if current else None
        part = _token_part(token, lang)
        if part is None:
            if current and token.lower() in words.joiners and gap == " ":
                continue_with = re.split("[ -]", text[end : end + 20].strip())[0].lower()
                if continue_with in words and current.parts and _joins(current.parts[-1], words.scales):
                    current.parts.append(token.lower())
                    current.end = end
                    continue
            if current and gap == "" and token == "m" and isinstance(current.parts[-1], Fraction):  # 1.5m: million or metres
                current.alternatives, current.end = [(current.parts[-1], current.parts[-1] * 10**6)], end
            suffix = _LETTER_SCALES.get(token.lower())
            if current and gap == "" and suffix and isinstance(current.parts[-1], Fraction):
                current.parts[-1] = current.parts[-1] * suffix
                current.alternatives, current.end = [], end
            current = None
            continue
        digits = isinstance(part, Fraction)
        listed = (
            gap == ", " and lang == "en" and current and words.scales.get(str(current.parts[-1]), 0) > 100
        )  # "six thousand, one hundred"
        close = gap in (" ", "\u00a0", "-", "") or (listed and isinstance(part, str))
        if current and close and len(current.parts) < MOST_PARTS and not _must_part(current.parts[-1], part, words.scales):
            current.parts.append(part)
            current.end = end
        else:
            current = _Run(start, end, [part], [])
            runs.append(current)
        if digits:
            current.alternatives.append(parse_digits(token, lang))
    for run in runs:
        _drop_year_word(run, text, words.scales, lang)
    return [r for r in runs if not _only_weak(r.parts, words.weak, lang)]


def _drop_year_word(run: _Run, text: str, scales: dict[str, int], lang: str) -> None:
    """Vietnamese "hàng triệu năm" is millions of years: after a scale, a last "năm" is no five."""
    if lang == "vi" and len(run.parts) > 1 and run.parts[-1] == "năm" and _joins(run.parts[-2], scales):
        run.parts.pop()
        run.end = len(text[: run.end - len("năm")].rstrip())


def _joins(part: str | Fraction, scales: dict[str, int]) -> bool:
    return isinstance(part, str) and part in scales


def _must_part(before: str | Fraction, after: str | Fraction, scales: dict[str, int]) -> bool:
    """Two digit strings, or a word before digits, are two numbers ("tiga 15", "2-3")."""
    if isinstance(after, Fraction):
        return True
    return isinstance(before, Fraction) and after not in scales


def _only_weak(parts: list[str | Fraction], weak: frozenset[str], lang: str) -> bool:
    return len(parts) == 1 and isinstance(parts[0], str) and parts[0] in weak and lang == "vi"


def _value(run: _Run, text: str, lang: str) -> Value:
    words = WORDS.get(lang, WORDS["en"])
    first = run.parts[0]
    value = first if len(run.parts) == 1 and isinstance(first, Fraction) else compose(run.parts, words) or Fraction(0)
    readings = [value]
    if len(run.parts) == 1 and run.alternatives:
        readings = list(run.alternatives[0])
    end = run.end
    percent = _PERCENT.match(text, run.end)
    if percent:
        end = percent.end()
    spelled = not any(isinstance(p, Fraction) for p in run.parts)
    span = Span(run.start, end)
    bare_scale = all(p in words.scales or p in words.ten for p in run.parts)  # "ribu" in "puluhan ribu"
    hard = value != 0 and (not spelled or (value >= 20 and not bare_scale))
    return Value("percent" if percent else "number", span, span.of(text), tuple(readings), hard)


_ORDINAL_WORDS = re.compile(r"(?<!\w)(?:(?P<thu>thứ) )?(?P<word>[^\W\d_]+)(?!\w)")


def soft_values(text: str, lang: str) -> frozenset[Fraction]:
    """Values that may answer for a number but whose absence proves nothing.

    Ordinal words, approximations ("puluhan ribu" = 10, 1,000 and 10,000), halves and thirds,
    "dua kali lipat" (2), articles that stand for one.
    """
    known = _soft(lang)
    found = _ORDINAL_WORDS.findall(text.lower())
    values = {value for _, word in found if word in known for value in known[word]}
    if lang == "vi":
        values |= {Fraction(VIETNAMESE_ORDINALS[word]) for ordinal, word in found if ordinal and word in VIETNAMESE_ORDINALS}
    return frozenset(values)


@lru_cache(maxsize=4)
def _soft(lang: str) -> dict[str, tuple[Fraction, ...]]:
    """What a word may stand for: as an ordinal, an approximation, a fraction ("third" is 3 and 1/3)."""
    out: dict[str, tuple[Fraction, ...]] = {}
    for table in ({"en": ENGLISH_ORDINALS, "id": INDONESIAN_ORDINALS}.get(lang, {}), _APPROXIMATE, _FRACTIONS):
        for word, value in table.items():
            out[word] = (*out.get(word, ()), Fraction(value))
    return out


_FRACTIONS = {
    "setengah": Fraction(1, 2), "separuh": Fraction(1, 2), "sepertiga": Fraction(1, 3),
    "seperempat": Fraction(1, 4), "nửa": Fraction(1, 2), "half": Fraction(1, 2),
    "third": Fraction(1, 3), "quarter": Fraction(1, 4), "ganda": Fraction(2), "double": Fraction(2),
    "doubled": Fraction(2), "twice": Fraction(2), "triple": Fraction(3), "tripled": Fraction(3),
    "once": Fraction(1), "pair": Fraction(2), "couple": Fraction(2), "both": Fraction(2),
    "kedua": Fraction(2), "ketiga": Fraction(3), "keempat": Fraction(4), "second": Fraction(2),
    "seorang": Fraction(1), "sebuah": Fraction(1), "a": Fraction(1), "an": Fraction(1),
    "sekali": Fraction(1), "decade": Fraction(10), "decades": Fraction(10), "century": Fraction(100),
    "dekade": Fraction(10), "abad": Fraction(100), "tiganya": Fraction(3), "keduanya": Fraction(2),
}  # fmt: skip
