"""Forward-backward over the lattice of beads, and the path with the most expected units right.

Positions are pairs (i, j): i left and j right units consumed. Cells are flat arrays over a `Band`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np

from align.beads.band import Band
from align.beads.features import TYPES

_TYPES = np.array(TYPES, dtype=np.int64)
_NEGLIGIBLE = 25.0  # a path e^25 less likely than the best adds nothing


@dataclass(frozen=True, slots=True)
class Posteriors:
    """`path`: (type, i, j, probability) of its beads in order, each by its last position; `left_null`,
    `right_null`: probability of each unit that nothing answers it; `log_total`: log of the sum over all
    paths; `beads`: probability of every bead, (types, cells), where asked for."""

    path: list[tuple[int, int, int, float]]
    left_null: np.ndarray
    right_null: np.ndarray
    log_total: float
    beads: np.ndarray


@numba.njit(cache=True)
def _forward(scores, low, start, types):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    kinds = len(types)
    alpha = np.full(start[-1], -np.inf)
    values = np.empty(kinds)
    for i in range(len(low)):
        for j in range(low[i], low[i] + start[i + 1] - start[i]):
            cell = start[i] + j - low[i]
            if i == 0 and j == 0:
                alpha[cell] = 0.0
                continue
            top = -np.inf
            for t in range(kinds):
                a, b = types[t, 0], types[t, 1]
                values[t] = -np.inf
                if i < a or scores[t, cell] == -np.inf:
                    continue
                back = j - b - low[i - a]
                if back < 0 or back >= start[i - a + 1] - start[i - a]:
                    continue
                values[t] = alpha[start[i - a] + back] + scores[t, cell]
                top = max(top, values[t])
            if top == -np.inf:
                continue
            total = 0.0
            for t in range(kinds):
                if values[t] > top - _NEGLIGIBLE:
                    total += np.exp(values[t] - top)
            alpha[cell] = top + np.log(total)
    return alpha


@numba.njit(cache=True)
def _backward(scores, alpha, low, start, types, right, left_null, right_null, beads):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fills the null posteriors and, where it has room, `beads`; gives the best type to take at each cell."""
    kinds, rows = len(types), len(low)
    beta = np.full(start[-1], -np.inf)
    best = np.full(start[-1], -np.inf)
    taken = np.full(start[-1], -1, dtype=np.int8)
    values, ends = np.empty(kinds), np.empty(kinds, dtype=np.int64)
    for i in range(rows - 1, -1, -1):
        for j in range(low[i] + start[i + 1] - start[i] - 1, low[i] - 1, -1):
            cell = start[i] + j - low[i]
            if i == rows - 1 and j == right:
                beta[cell], best[cell] = 0.0, 0.0
                continue
            top = _onward(scores, beta, low, start, types, i, j, values, ends)
            if top == -np.inf:
                continue
            total = 0.0
            for t in range(kinds):
                if values[t] == -np.inf:
                    continue
                if values[t] > top - _NEGLIGIBLE:
                    total += np.exp(values[t] - top)
                odds = alpha[cell] + values[t] - alpha[-1]
                probability = np.exp(min(odds, 0.0)) if odds > -30.0 else 0.0
                if t == 0:
                    left_null[i] += probability
                elif t == 1:
                    right_null[j] += probability
                if len(beads):
                    beads[t, ends[t]] = probability
                # A null bead explains one unit, a merge several: weigh each by the units it explains.
                gain = probability * (types[t, 0] + types[t, 1]) + best[ends[t]]
                if gain > best[cell]:
                    best[cell], taken[cell] = gain, t
            beta[cell] = top + np.log(total)
    return beta, taken


@numba.njit(cache=True)
def _onward(scores, beta, low, start, types, i, j, values, ends):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fills `values` (log-odds of going on from cell i, j by each type) and the cells where these `ends`; the highest."""
    top = -np.inf
    for t in range(len(types)):
        values[t] = -np.inf
        a, b = i + types[t, 0], j + types[t, 1]
        if a >= len(low) or b < low[a] or b - low[a] >= start[a + 1] - start[a]:
            continue
        ends[t] = start[a] + b - low[a]
        if scores[t, ends[t]] == -np.inf:
            continue
        values[t] = beta[ends[t]] + scores[t, ends[t]]
        top = max(top, values[t])
    return top


@numba.njit(cache=True)
def _trace(scores, alpha, beta, taken, low, start, types, right):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    rows = len(low)
    steps = np.empty((rows + right, 3), dtype=np.int64)
    sure = np.empty(rows + right)
    i = j = count = 0
    while i < rows - 1 or j < right:
        cell = start[i] + j - low[i]
        t = taken[cell]
        if t < 0:
            return steps[:0], sure[:0]
        i, j = i + types[t, 0], j + types[t, 1]
        end = start[i] + j - low[i]
        steps[count, 0], steps[count, 1], steps[count, 2] = t, i, j
        sure[count] = np.exp(min(0.0, alpha[cell] + scores[t, end] + beta[end] - alpha[-1]))
        count += 1
    return steps[:count], sure[:count]


def posteriors(scores: np.ndarray, band: Band, *, every_bead: bool = False) -> Posteriors:
    """Probabilities under the scores (log-odds, as of `score_cells`), and the best path.

    Raises ValueError where no path crosses the band.
    """
    right = int(band.high[-1])
    alpha = _forward(scores, band.low, band.start, _TYPES)
    if not np.isfinite(alpha[-1]):
        raise ValueError("no path crosses the band of the alignment lattice")
    left_null, right_null = np.zeros(band.rows - 1), np.zeros(right)
    beads = np.zeros((len(TYPES), band.cells)) if every_bead else np.zeros((0, 0))
    beta, taken = _backward(scores, alpha, band.low, band.start, _TYPES, right, left_null, right_null, beads)
    steps, sure = _trace(scores, alpha, beta, taken, band.low, band.start, _TYPES, right)
    path = list(zip(*steps.T.tolist(), sure.tolist())) if len(steps) else []
    return Posteriors(path, np.minimum(left_null, 1.0), np.minimum(right_null, 1.0), float(alpha[-1]), beads)
