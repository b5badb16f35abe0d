"""The fitted weights: logistic regressions over the evidence, and the scorers of single words.

`scripts/calibrate_checks.py` fits them on spoilt training pairs: one set with the estimator (`full`), one with the
translator's opinion too (`contrast`), one with neither (`fast`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from align.checks.evidence.words import WordScorer
from align.models.estimation.judgement import Judgement


@lru_cache(maxsize=1)
def _fitted() -> dict[str, Any]:
    return dict(json.loads((files("align.checks.evidence") / "weights.json").read_text("utf-8")))


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, dict[str, float]]]:
    return dict(_fitted()["weights"])


@lru_cache(maxsize=2)
def word_scorers(asked: str) -> dict[str, WordScorer]:
    """The scorers of omissions and additions, `full` (with the estimator) or `fast`."""
    return {check: WordScorer.of(saved) for check, saved in _fitted()["words"][asked].items()}


def fitted_log_odds(check: str, features: Mapping[str, float], judgement: Judgement | None) -> float:
    """Log odds that a pair with these features has what `check` looks for."""
    asked = "fast" if judgement is None else "full"
    if judgement is not None and judgement.right_support and check in _weights().get("contrast", {}):
        asked = "contrast"
    weights = _weights()[asked][check]
    return weights[""] + sum(weight * features.get(name, 0.0) for name, weight in weights.items() if name)


def logistic(value: float) -> float:
    """Log odds to probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
