"""Numbers as values, not digits, in Indonesian, Vietnamese and English text.

`8.000` (id, vi) = `8,000` (en) = "delapan ribu"; `2,5 triliun` = `2.5 trillion`; clock times and dates
are read by `align.language.dates` first, so that 14.30 WIB is not a decimal.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.spans import Taken, without_long_words
from align.language.values.dates import find_dates
from align.language.values.halves import find_said
from align.language.values.runs import find_runs, value_of
from align.language.values.value import Value, folded
from align.language.values.weekdays import find_weekdays
from align.page import Span

LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+")  # digits in addresses are no numbers


_CODE = re.compile(r"(?<![\w])(?=[\w.-]*[^\W\d_])(?=[\w.-]*\d)[^\W\d_][\w]*(?:[-.]\d+)?|\d+(?:\.\d+)+[a-z]{1,2}\b")


# "khoảng 2/3 dân số", "vòng 1/8": no date stands there
_FRACTION = re.compile(
    r"(?<![\d/])(?:(?<=khoảng )|(?<=hơn )|(?<=gần )|(?<=chiếm )|(?<=òng )|(?<=sekitar )|(?<=hampir )|(?<=dari )|"
    r"(?=[1-9]/\d{1,2} (?:dân số|diện tích|cử tri|tổng số|số |quãng|chặng|penduduk|bagian)))(([1-9])/(10|[2-9]))(?![\d/])"
)
_HEIGHT = re.compile(r"(?<![\w.,])(\d{1,2})m(\d{1,2})(?![\w²³/])")
_ROMAN_YEAR = re.compile(r"[IVX]+-(?:19|20)\d\d")


@lru_cache(maxsize=4096)
def find_numbers(text: str, lang: str) -> tuple[Value, ...]:
    """All values of `text`, in order. Unknown languages are read with English separators."""
    text = without_long_words(text)
    found = [Value("time" if d.is_time else "date", d.span, d.span.of(text), d.readings, d.hard) for d in find_dates(text, lang)]
    taken = Taken()
    for _, span in find_weekdays(text, lang) if lang == "vi" else ():  # "thứ 7" is Saturday
        taken.add(span.start, span.end)
    for link in LINK.finditer(text) if "@" in text or "://" in text or "www." in text else ():
        taken.add(*link.span())
    fractions = []
    for match in _FRACTION.finditer(text) if "/" in text else ():
        if not taken.overlaps(*match.span(1)):
            taken.add(*match.span(1))
            part = Fraction(int(match[2]), int(match[3]))
            fractions.append(Value("number", Span(*match.span(1)), match[1], (part,), False))
    found = [v for v in found if not taken.overlaps(v.span.start, v.span.end)]
    for value in found:
        taken.add(value.span.start, value.span.end)
    for match in _CODE.finditer(text) if glance(text).digits else ():
        if (
            not taken.overlaps(*match.span())
            and not _is_measure(match.group())
            and not match.group().lower().startswith("magnitud")
            and not _ROMAN_YEAR.fullmatch(match.group())
        ):
            span = Span(*match.span())
            token = match.group()
            hard = any(c.isupper() for c in token)  # `user13` may be translated, `G7` may not
            found.append(Value("code", span, token, (folded(token).lower(),), hard))
            taken.add(span.start, span.end)
    for match in _HEIGHT.finditer(text) if lang == "vi" else ():  # 1m75
        if not taken.overlaps(*match.span()):
            taken.add(*match.span())
            fractions.append(Value("number", Span(*match.span()), match.group(), (Fraction(f"{match[1]}.{match[2]}"),), True))
    for span, half in find_said(text, lang):
        if not taken.overlaps(span.start, span.end):
            taken.add(span.start, span.end)
            fractions.append(Value("number", span, span.of(text), (half,), True))
    found += [*fractions, *(value_of(run, text, lang) for run in find_runs(text, lang, taken))]
    return tuple(sorted(found, key=lambda v: v.span.start))


def _is_measure(token: str) -> bool:
    """`5km`, `1980s`, `1800-an`: a number with a unit, not a code."""
    return token[0].isdecimal() or bool(re.fullmatch(r"(?:ke|rp|us|usd|vnd)-?\d.*", token.lower()))
