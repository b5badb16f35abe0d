"""Forward-backward over the lattice of beads, and the path with the most expected sentences right.

Positions are pairs (i, j): i left and j right units consumed. All arrays are banded as in `features`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np

from align.beads.features import TYPES, Band

_TYPES = np.array(TYPES, dtype=np.int64)
_NEG = -np.inf


@dataclass(frozen=True, slots=True)
class Posteriors:
    """`beads`: probability of each bead, (types, n + 1, width); `left_null`, `right_null`: per unit;
    `log_total`: log of the sum over all paths."""

    beads: np.ndarray
    left_null: np.ndarray
    right_null: np.ndarray
    log_total: float


@numba.njit(cache=True)
def _log_add(a: float, b: float) -> float:
    if a < b:
        a, b = b, a
    if b == -np.inf:
        return a
    return a + np.log1p(np.exp(b - a))


@numba.njit(cache=True)
def _forward(scores, offset, types):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    kinds, rows, width = scores.shape
    alpha = np.full((rows, width), -np.inf)
    for i in range(rows):
        for k in range(width):
            j = offset[i] + k
            if i == 0 and j == 0:
                alpha[i, k] = 0.0
                continue
            total = -np.inf
            for t in range(kinds):
                a, b = types[t, 0], types[t, 1]
                if i < a or j < b:
                    continue
                back = j - b - offset[i - a]
                if back < 0 or back >= width:
                    continue
                total = _log_add(total, alpha[i - a, back] + scores[t, i, k])
            alpha[i, k] = total
    return alpha


@numba.njit(cache=True)
def _backward(scores, offset, types, right):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    kinds, rows, width = scores.shape
    beta = np.full((rows, width), -np.inf)
    for i in range(rows - 1, -1, -1):
        for k in range(width - 1, -1, -1):
            j = offset[i] + k
            if j > right:
                continue
            if i == rows - 1 and j == right:
                beta[i, k] = 0.0
                continue
            total = -np.inf
            for t in range(kinds):
                a, b = types[t, 0], types[t, 1]
                if i + a >= rows or j + b > right:
                    continue
                ahead = j + b - offset[i + a]
                if ahead < 0 or ahead >= width:
                    continue
                total = _log_add(total, beta[i + a, ahead] + scores[t, i + a, ahead])
            beta[i, k] = total
    return beta


@numba.njit(cache=True)
def _combine(scores, alpha, beta, offset, types, total):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    kinds, rows, width = scores.shape
    out = np.zeros((kinds, rows, width))
    for t in range(kinds):
        a, b = types[t, 0], types[t, 1]
        for i in range(a, rows):
            for k in range(width):
                back = offset[i] + k - b - offset[i - a]
                if back < 0 or back >= width:
                    continue
                value = alpha[i - a, back] + scores[t, i, k] + beta[i, k] - total
                if value > -30.0:
                    out[t, i, k] = np.exp(min(value, 0.0))
    return out


@numba.njit(cache=True)
def _best_path(gains, offset, types, right):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    kinds, rows, width = gains.shape
    best = np.full((rows, width), -np.inf)
    taken = np.full((rows, width), -1, dtype=np.int64)
    for i in range(rows):
        for k in range(width):
            j = offset[i] + k
            if j > right:
                continue
            if i == 0 and j == 0:
                best[i, k] = 0.0
                continue
            for t in range(kinds):
                a, b = types[t, 0], types[t, 1]
                if i < a or j < b:
                    continue
                back = j - b - offset[i - a]
                if back < 0 or back >= width:
                    continue
                value = best[i - a, back] + gains[t, i, k]
                if value > best[i, k]:
                    best[i, k] = value
                    taken[i, k] = t
    return taken


def posteriors(scores: np.ndarray, band: Band, right: int) -> Posteriors:
    """Probabilities of all beads under the scores (log-odds, as of `score_band`).

    Raises ValueError where no path crosses the band.
    """
    alpha = _forward(scores, band.offset, _TYPES)
    last = len(band.offset) - 1
    total = alpha[last, right - band.offset[last]]
    if not np.isfinite(total):
        raise ValueError("no path crosses the band of the alignment lattice")
    beta = _backward(scores, band.offset, _TYPES, right)
    beads = _combine(scores, alpha, beta, band.offset, _TYPES, total)
    left_null = beads[0].sum(axis=1)[1:]
    at = band.offset[:, None] + np.arange(band.width)[None, :]
    inside = at <= right
    right_null = np.bincount(at[inside], weights=beads[1][inside], minlength=right + 1)[1 : right + 1]
    return Posteriors(beads, np.minimum(left_null, 1.0), np.minimum(right_null, 1.0), float(total))


def best_path(beads: np.ndarray, band: Band, right: int) -> list[tuple[int, int, int]]:
    """(type, i, j) of the beads, in order, of the path that maximises expected units right."""
    sizes = np.array([max(1, a + b) for a, b in TYPES], dtype=np.float64)
    # A null bead explains one unit, a merge several: weigh each by the units it explains.
    gains = beads * sizes[:, None, None]
    taken = _best_path(gains, band.offset, _TYPES, right)
    i, j = len(band.offset) - 1, right
    path = []
    while i or j:
        kind = int(taken[i, j - band.offset[i]])
        if kind < 0:
            raise ValueError("no path crosses the band of the alignment lattice")
        path.append((kind, i, j))
        i, j = i - TYPES[kind][0], j - TYPES[kind][1]
    return path[::-1]
