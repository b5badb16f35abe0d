"""Length of a translation against what its source's length lets expect."""

from __future__ import annotations

import math

from align.checks.evidence.lengths import ratio_of, spread
from align.checks.pair import CLEAN, Pair, Result
from align.language.lengths import expected_ratio
from align.page import Span


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
    log = ratio_of(pair.left, pair.right, pair.left_lang, pair.right_lang)
    deviation = abs(log) / spread(left)
    score = math.erf(deviation / math.sqrt(2)) ** 8  # the eighth power: .9 at 2.5 deviations
    usual, margin = left * (expected_ratio(pair.left_lang, pair.right_lang) or 1.0), math.exp(2.5 * spread(left))
    what = "shorter" if log < 0 else "longer"
    return Result(
        score, "minor" if deviation < 4 else "major", (), (), f"{usual / margin:.0f} to {usual * margin:.0f} characters",
        f"{right} characters", f"{what} than expected: {right} characters for {left}",
    )  # fmt: skip
