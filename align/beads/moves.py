"""Units that changed places: a drop here and an insertion there that are translations of each other.

The lattice holds swapped neighbours; what moved farther comes out of it as two null beads. Pairs of unaligned
units are therefore looked at again, as one-to-one beads out of order.
"""

from __future__ import annotations

import numpy as np

from align.beads.similarity import Side
from align.finding import Bead

SUSPECT = 0.3  # null posterior from which on a unit may have moved
PENALTY = 9.0  # log-odds against a move, before any evidence; chosen on the even development documents
MAX_SUSPECTS = 3000


def pair_odds(left: Side, right: Side, rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, ratio: float) -> np.ndarray:
    """Log-odds of each pair as a one-to-one bead against two null beads: (len(rows), len(columns))."""
    cosine = left.units(rows) @ right.units(columns).T
    margin = cosine - (left.hubness[rows][:, None] + right.hubness[columns][None, :]) / 2
    left_chars, right_chars = left.characters[rows], right.characters[columns]
    logs = np.log((right_chars[None, :] + 5) / (left_chars[:, None] * ratio + 5))
    penalty = np.minimum(logs**2 / (4.5 / (left_chars[:, None] * ratio + right_chars[None, :] + 40) + 0.001), 16.0)
    score = weights[2] * margin + weights[3] + weights[4] * penalty
    return score - weights[0] - weights[1] - PENALTY


def find_moves(
    left: Side, right: Side, left_null: np.ndarray, right_null: np.ndarray, weights: np.ndarray, ratio: float
) -> list[tuple[int, int, float]]:
    """(left unit, right unit, probability) of moves, each unit in one at most, likeliest first."""
    rows, columns = np.flatnonzero(left_null >= SUSPECT), np.flatnonzero(right_null >= SUSPECT)
    if not len(rows) or not len(columns) or len(rows) > MAX_SUSPECTS or len(columns) > MAX_SUSPECTS:
        return []
    # Among many candidates one is alike by chance: the odds fall with their number.
    odds = pair_odds(left, right, rows, columns, weights, ratio) - np.log(max(1, min(len(rows), len(columns))))
    likely = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    moves, used_left, used_right = [], set[int](), set[int]()
    for flat in np.argsort(-likely, axis=None, kind="stable"):
        a, b = divmod(int(flat), len(columns))
        if likely[a, b] < 0.5:
            break
        if a not in used_left and b not in used_right:
            used_left.add(a)
            used_right.add(b)
            moves.append((int(rows[a]), int(columns[b]), float(likely[a, b])))
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
