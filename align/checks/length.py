"""Length of a translation against what its source's length lets expect."""

from __future__ import annotations

import math
import re

from align.checks.base import CLEAN, Pair, Result
from align.page import Span

# Mean of log((right + 3) / (left + 3)) over FLORES-200 and WMT24++ in characters.
_MEAN = {("id", "en"): -0.082, ("vi", "en"): -0.059, ("vi", "id"): 0.023}


_ACRONYM = re.compile(r"(?<![^\W\d_])[A-ZĐ]{2,7}(?:\.[A-ZĐ]{2,7})*(?![^\W\d_])")
SPELT_OUT = 16  # characters more than the acronym


def expected_ratio(left_lang: str, right_lang: str) -> float:
    """Mean log length ratio of a pair of languages, 0 where it is not known."""
    if (left_lang, right_lang) in _MEAN:
        return _MEAN[(left_lang, right_lang)]
    return -_MEAN.get((right_lang, left_lang), 0.0)


def log_ratio(left: int, right: int, left_lang: str, right_lang: str) -> float:
    """How much longer than expected the right side is, in logarithms; lengths in characters."""
    return math.log((right + 3) / (left + 3)) - expected_ratio(left_lang, right_lang)


def spread(length: int) -> float:
    """Standard deviation of the log ratio at `length` characters: short texts vary more."""
    length = max(4, length)
    return math.sqrt(0.1**2 + 1.2 / length + 30 / length**2)


def ratio_of(pair: Pair) -> float:
    """The pair's `log_ratio`; the nearer to what is expected of the texts as they are and with acronyms that the other
    text does not have spelt out."""
    sizes = len(pair.left.strip()), len(pair.right.strip())
    plain = log_ratio(*sizes, pair.left_lang, pair.right_lang)
    if abs(plain) < spread(sizes[0]):
        return plain
    spelt = sizes[0] + _spelt_out(pair.left, pair.right), sizes[1] + _spelt_out(pair.right, pair.left)
    return min(plain, log_ratio(*spelt, pair.left_lang, pair.right_lang), key=abs)


def _spelt_out(text: str, other: str) -> int:
    """Characters that the acronyms of `text` may take in `other`, where those in brackets explain what is spelt out."""
    if text.isupper():
        return 0
    return SPELT_OUT * sum(m not in other or f"({m})" in other for m in set(_ACRONYM.findall(text)) if f"({m})" not in text)


def check(pair: Pair) -> Result:
    """Score: 1 - two-sided normal tail of the log length ratio."""
    left, right = len(pair.left.strip()), len(pair.right.strip())
    if not left and right:
        return Result(1.0, "major", (), (Span(0, len(pair.right)),), "a source", "nothing", "the source is empty")
    if not left:
        return CLEAN
    if not right:
        return Result(1.0, "critical", (Span(0, len(pair.left)),), (), "a translation", "nothing",
                      "the other side is empty")  # fmt: skip
    log = ratio_of(pair)
    deviation = abs(log) / spread(left)
    score = math.erf(deviation / math.sqrt(2)) ** 8  # the eighth power: .9 at 2.5 deviations
    low = math.exp(-2.5 * spread(left) + expected_ratio(pair.left_lang, pair.right_lang)) * left
    high = math.exp(2.5 * spread(left) + expected_ratio(pair.left_lang, pair.right_lang)) * left
    what = "shorter" if log < 0 else "longer"
    return Result(
        score, "minor" if deviation < 4 else "major", (), (), f"{low:.0f} to {high:.0f} characters",
        f"{right} characters", f"{what} than expected: {right} characters for {left}",
    )  # fmt: skip
