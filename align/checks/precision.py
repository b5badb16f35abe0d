"""From a check's score to the share of such findings that are right.

The table is made by `scripts/calibrate_checks.py` from the development sets: the share holds where one
sentence in thirty has an error of the kind the check looks for.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[list[float]]]]:
    text = (files("align.checks") / "precision.json").read_text("utf-8")
    return dict(json.loads(text)["precision"])


def expected_precision(check: str, left_lang: str, right_lang: str, score: float) -> float | None:
    """Expected share of right findings at this score; None where it was not measured."""
    steps = _table().get(check, {}).get(f"{left_lang}-{right_lang}")
    if not steps:
        return None
    at = bisect_right([step[0] for step in steps], score) - 1
    return steps[max(0, at)][1]


# Of sentences said to be dropped with this probability and more, the share that was: `align bench --only drops`, reliability.
_DROPS = ((0.5, 0.42), (0.7, 0.58), (0.8, 0.88), (0.9, 0.99))


def drop_precision(probability: float) -> float:
    """Expected share of right findings `dropped` at this probability, 0.5 or more; one sentence in ten was dropped."""
    return _DROPS[max(0, bisect_right([step[0] for step in _DROPS], probability) - 1)][1]
