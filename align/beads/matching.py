"""How likely single units match, without an order."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from align.beads.aligner import default_weights, vectors_of
from align.beads.moves import one_to_one_odds
from align.beads.similarity import make_sides
from align.models.embedder import Embedder, normalised

# Odds, in logs, that two texts picked from anywhere are no translations of each other.
PRIOR_PENALTY = 10.5


def match_probabilities(
    left: Sequence[str], right: Sequence[str], embedder: Embedder, left_lang: str, right_lang: str
) -> tuple[np.ndarray, np.ndarray]:
    """Probability that each left text says the same as each right one, in no order; and the cosines.

    Shapes (len(left), len(right)). The one-to-one log-odds of the lattice against two null beads; no
    length penalty, since a headline and a sentence that repeats it differ in length.
    """
    if not left or not right:
        empty = np.zeros((len(left), len(right)), dtype=np.float32)
        return empty, empty
    sides = make_sides(*vectors_of(left, right, embedder, left_lang, right_lang))
    cosines = normalised(sides[0].rows) @ normalised(sides[1].rows).T
    margins = cosines - (sides[0].hubness[:, None] + sides[1].hubness[None, :]) / 2
    odds = one_to_one_odds(margins, default_weights())
    # A headline may match any of a page's sentences: the chance of one falls with their number.
    prior = math.log(max(2, len(right)))
    return 1 / (1 + np.exp(-np.clip(odds - prior - PRIOR_PENALTY, -30, 30))), cosines
