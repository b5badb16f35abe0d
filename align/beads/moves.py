"""Units that changed places: a drop here and an insertion there that are translations of each other.

The lattice holds swapped neighbours; what moved farther comes out of it as two null beads. Pairs of unaligned
units are therefore looked at again, as one-to-one beads out of order.
"""

from __future__ import annotations

import numpy as np

from align.beads.features import Weights
from align.beads.similarity import Side
from align.finding import Bead

SUSPECT = 0.3  # null posterior from which on a unit may have moved
PENALTY = 9.0  # log-odds against a move, before any evidence; chosen on the even development documents
MAX_SUSPECTS = 30_000  # a side; of more, units that moved far are not looked for
BLOCK = 512  # rows compared at once


def one_to_one_odds(margins: np.ndarray, weights: Weights) -> np.ndarray:
    """Log-odds of one-to-one beads with these cosine margins against two null beads, lengths left out."""
    return weights.one_margin * margins + weights.one_bias - weights.left_null - weights.right_null


def pair_odds(left: Side, right: Side, rows: np.ndarray, columns: np.ndarray, weights: Weights, ratio: float) -> np.ndarray:
    """Log-odds of each pair as a one-to-one bead against two null beads: (len(rows), len(columns))."""
    cosine = left.units(rows) @ right.units(columns).T
    margin = cosine - (left.hubness[rows][:, None] + right.hubness[columns][None, :]) / 2
    left_chars, right_chars = left.characters[rows], right.characters[columns]
    logs = np.log((right_chars[None, :] + 5) / (left_chars[:, None] * ratio + 5))
    penalty = np.minimum(logs**2 / (4.5 / (left_chars[:, None] * ratio + right_chars[None, :] + 40) + 0.001), 16.0)
    return one_to_one_odds(margin, weights) + weights.one_length * penalty - PENALTY


def find_moves(
    left: Side, right: Side, left_null: np.ndarray, right_null: np.ndarray, weights: Weights, ratio: float
) -> list[tuple[int, int, float]]:
    """(left unit, right unit, probability) of moves, each unit in one at most, likeliest first."""
    rows, columns = np.flatnonzero(left_null >= SUSPECT), np.flatnonzero(right_null >= SUSPECT)
    if not len(rows) or not len(columns) or len(rows) > MAX_SUSPECTS or len(columns) > MAX_SUSPECTS:
        return []
    # Among many candidates one is alike by chance: the odds fall with their number.
    crowd = np.log(max(1, min(len(rows), len(columns))))
    likely: list[tuple[float, int, int]] = []
    for at in range(0, len(rows), BLOCK):
        odds = pair_odds(left, right, rows[at : at + BLOCK], columns, weights, ratio) - crowd
        for a, b in np.argwhere(odds > 0).tolist():
            likely.append((-1 / (1 + float(np.exp(-min(30.0, odds[a, b])))), at + a, b))
    moves, used_left, used_right = [], set[int](), set[int]()
    for negative, a, b in sorted(likely):
        if a not in used_left and b not in used_right:
            used_left.add(a)
            used_right.add(b)
            moves.append((int(rows[a]), int(columns[b]), -negative))
    return moves


def apply_moves(beads: list[Bead], moves: list[tuple[int, int, float]], left: Side, right: Side) -> list[Bead]:
    """Null beads of moved units become one bead each, at the left unit's place."""
    if not moves:
        return beads
    to, gone = {i: (j, p) for i, j, p in moves}, {j for _, j, _ in moves}
    out = []
    for bead in beads:
        if not bead.right and bead.left[0] in to:
            j, probability = to[bead.left[0]]
            cosine = float((left.units(np.array(bead.left)) @ right.units(np.array([j])).T)[0, 0])
            out.append(Bead(bead.left, (j,), probability, cosine))
        elif bead.left or bead.right[0] not in gone:
            out.append(bead)
    return out
