"""Runs of tokens that write one number: digits, words and scales."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from align.language.prefilter import glance
from align.language.spans import Taken
from align.language.values.digits import parse_digits
from align.language.values.number_words import CLASSIFIERS, WORDS, YEARLY, NumberWords, compose
from align.language.values.value import Value
from align.page import Span

_DIGITS = r"\d+(?:[.,]\d+)*"
_SPACED = r"(?<![\d.,])\d{1,3}(?:(?:[\u00a0\u202f]\d{3})+| (?:\d{3} )*000)(?![\d.,]\d|\d)"  # 10 000
_TOKEN = re.compile(rf"{_SPACED}|{_DIGITS}|[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)


_PLUS = re.compile(r"-plus$")


_LETTER_SCALES = {"k": 10**3, "bn": 10**9, "mn": 10**6, "tn": 10**12, "rb": 10**3, "jt": 10**6, "tr": 10**6}
_PERCENT = re.compile(r"\s?(?:%|persen\b|phần trăm\b|percent\b|per cent\b|pct\b)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(1[5-9]|20)\d\d[-–/]$")
_DECADE, _DECADE_BEFORE = re.compile(r"-an\b|s\b"), re.compile(r"(?:thập (?:niên|kỷ)|những năm) $", re.IGNORECASE)


_NO_SCALE = re.compile(r" (?:phú|lệ|số|giá|trọng|tập|hồi|chứng)\b")  # tỷ phú is a billionaire, triệu tập convenes
_RUPIAH = re.compile(r"\bRp\.? ?$")
_RUPIAH_SCALES = {"T": 10**12, "M": 10**9}


MOST_PARTS = 40  # words of a number; more are a list


@dataclass(slots=True)
class _Run:
    """Number tokens that stand together, such as `2,5` + `triliun` or `dua` + `puluh`."""

    start: int
    end: int
    parts: list[str | Fraction]
    alternatives: list[tuple[Fraction, ...]]
    half: Fraction = Fraction(0)  # of the last scale: "một triệu rưỡi"
    counts: bool = False  # it counts years, so that it is a number even where its word has other meanings


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


def find_runs(text: str, lang: str, taken: Taken) -> list[_Run]:
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
        if lang == "vi" and part in ("tỷ", "tỉ", "triệu") and _NO_SCALE.match(text, end):
            part = None
        if current and part == "năm" and gap == " " and _is_years(current, text[end : end + 12], words):
            current.counts = current.parts[-1] in words.units and current.parts[-1] != "không"
            current = None
            continue
        if part is None:
            if current and token.lower() in words.joiners and gap == " ":
                continue_with = re.split("[ -]", text[end : end + 20].strip())[0].lower()
                if continue_with in words and current.parts and _joins(current.parts[-1], words.scales):
                    current.parts.append(token.lower())
                    current.end = end
                    continue
            if current and gap == "" and token == "m" and isinstance(current.parts[-1], Fraction):  # 1.5m: million or metres
                current.alternatives, current.end = [(current.parts[-1], current.parts[-1] * 10**6)], end
            suffix = _LETTER_SCALES.get(token.lower()) if gap == "" else None
            if current and gap in ("", " ") and _RUPIAH.search(text[max(0, current.start - 5) : current.start]):
                suffix = _RUPIAH_SCALES.get(token, suffix)
            if current and lang == "vi" and token == "rưỡi" and _joins(current.parts[-1], words.scales):
                current.half, current.end = Fraction(words.scales[str(current.parts[-1])], 2), end
            if current and suffix and isinstance(current.parts[-1], Fraction):
                current.parts[-1] = current.parts[-1] * suffix
                current.alternatives, current.end = [], end
            current = None
            continue
        digits = isinstance(part, Fraction)
        listed = (
            gap == ", " and lang == "en" and current and words.scales.get(str(current.parts[-1]), 0) > 100
        )  # "six thousand, one hundred"
        close = gap in (" ", "\u00a0", "-", "") or (listed and isinstance(part, str))
        if current and close and len(current.parts) < MOST_PARTS and not _must_part(current.parts[-1], part, words):
            current.parts.append(part)
            current.end = end
        else:
            current = _Run(start, end, [part], [])
            runs.append(current)
        if digits:
            current.alternatives.append(parse_digits(token, lang))
    return [r for r in runs if not _only_weak(r.parts, words.weak, lang) or r.counts or _counts_things(r, text)]


def _counts_things(run: _Run, text: str) -> bool:
    """Vietnamese "năm kẻ", "ba cách": a classifier follows, so that it is a number, where it is not "mỗi năm người"."""
    before, following = text[max(0, run.start - 12) : run.start].split()[-1:], text[run.end : run.end + 12].split()[:1]
    if run.parts[0] not in ("ba", "năm", "chín") or not following or following[0].strip('.,;:!?…"”)') not in CLASSIFIERS:
        return False
    return run.parts[0] != "năm" or not before or before[0].lower() not in YEARLY


def _is_years(run: _Run, following: str, words: NumberWords) -> bool:
    """Vietnamese "năm" is five or years: "ba năm", "mười năm", "hàng triệu năm" are years ("mười lăm" is 15), "hai
    nghìn năm trăm" and "linh năm" have a five."""
    after = following.split()
    return run.parts[-1] not in words.joiners and not (after and (after[0] in words.scales or after[0] in words.ten))


def _joins(part: str | Fraction, scales: dict[str, int]) -> bool:
    return isinstance(part, str) and part in scales


def _must_part(before: str | Fraction, after: str | Fraction, words: NumberWords) -> bool:
    """Two digit strings, a word before digits, two words below ten are two numbers ("tiga 15", "2-3", "dua tiga")."""
    if isinstance(after, Fraction):
        return True
    return after not in words.scales if isinstance(before, Fraction) else before in words.units and after in words.units


def _only_weak(parts: list[str | Fraction], weak: frozenset[str], lang: str) -> bool:
    return len(parts) == 1 and isinstance(parts[0], str) and parts[0] in weak and lang == "vi"


def value_of(run: _Run, text: str, lang: str) -> Value:
    words = WORDS.get(lang, WORDS["en"])
    first = run.parts[0]
    value = first if len(run.parts) == 1 and isinstance(first, Fraction) else compose(run.parts, words) or Fraction(0)
    value += run.half
    readings = [value]
    if len(run.parts) == 1 and run.alternatives:
        readings = list(run.alternatives[0])
        century = _YEAR_BEFORE.search(text, max(0, run.start - 5), run.start)
        if century and text[run.start : run.end].isdigit() and run.end - run.start == 2:  # 1981-87
            readings.append(int(century.group(1)) * 100 + value)
        decade = _DECADE_BEFORE.search(text, max(0, run.start - 12), run.start) or _DECADE.match(text, run.end)
        if decade and re.fullmatch(r"[1-9]0", text[run.start : run.end]):  # tahun 80-an
            readings.append(1900 + value)
    end = run.end
    percent = _PERCENT.match(text, run.end)
    if percent:
        end = percent.end()
    spelled = not any(isinstance(p, Fraction) for p in run.parts)
    span = Span(run.start, end)
    bare_scale = all(p in words.scales or p in words.ten for p in run.parts)  # "ribu" in "puluhan ribu"
    hard = value != 0 and (not spelled or (value >= 20 and not bare_scale))
    return Value("percent" if percent else "number", span, span.of(text), tuple(readings), hard)
