"""What the quality estimator says of a pair."""

from __future__ import annotations

from dataclasses import dataclass

from align.page import Span


@dataclass(frozen=True, slots=True)
class Judgement:
    """`kinds`: logit of each kind of error; words with the probability that they are wrong, or that
    something is missing before them, on both sides. `right_support`: how much likelier the source makes
    each word of the target, where the translator was asked (`models/contrast.py`)."""

    kinds: dict[str, float]
    left_wrong: tuple[tuple[Span, float], ...]
    right_wrong: tuple[tuple[Span, float], ...]
    right_missing: tuple[tuple[Span, float], ...]
    right_support: tuple[tuple[Span, float], ...] = ()
