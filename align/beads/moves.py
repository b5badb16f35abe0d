"""Units that changed places: a drop here and an insertion there that are translations of each other.

The lattice is monotone, so a swap comes out as two null beads, or as a 2-2 bead. Both are looked at again:
pairs of unaligned units are scored as one-to-one beads out of order.
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
    cosine = left.spans(1)[rows] @ right.spans(1)[columns].T
    margin = cosine - (left.hubness[rows][:, None] + right.hubness[columns][None, :]) / 2
    left_chars, right_chars = left.span_lengths(1)[rows], right.span_lengths(1)[columns]
    logs = np.log((right_chars[None, :] + 5) / (left_chars[:, None] * ratio + 5))
    score = weights[2] * margin + weights[3] + weights[4] * np.minimum(logs**2, 2.0)
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


def uncross(left: Side, right: Side, bead: Bead, weights: np.ndarray, ratio: float) -> list[Bead]:
    """A 2-2 bead as two crossing one-to-one beads where those are likelier than two straight ones."""
    if len(bead.left) != 2 or len(bead.right) != 2:
        return [bead]
    rows, columns = np.array(bead.left), np.array(bead.right)
    odds = pair_odds(left, right, rows, columns, weights, ratio) + PENALTY
    crossed, straight = min(odds[0, 1], odds[1, 0]), max(odds[0, 0], odds[1, 1])
    if crossed <= 0 or crossed <= straight:
        return [bead]
    cosine = left.spans(1)[rows] @ right.spans(1)[columns].T
    return [
        Bead((bead.left[0],), (bead.right[1],), bead.posterior, float(cosine[0, 1])),
        Bead((bead.left[1],), (bead.right[0],), bead.posterior, float(cosine[1, 0])),
    ]


def apply_moves(beads: list[Bead], moves: list[tuple[int, int, float]], left: Side, right: Side) -> list[Bead]:
    """Null beads of moved units become one bead each, at the left unit's place."""
    if not moves:
        return beads
    to, gone = {i: (j, p) for i, j, p in moves}, {j for _, j, _ in moves}
    left_rows, right_rows = left.spans(1), right.spans(1)
    out = []
    for bead in beads:
        if not bead.right and bead.left[0] in to:
            j, probability = to[bead.left[0]]
            cosine = float(left_rows[bead.left[0]] @ right_rows[j])
            out.append(Bead(bead.left, (j,), probability, cosine))
        elif bead.left or bead.right[0] not in gone:
            out.append(bead)
    return out
