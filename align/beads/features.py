"""What speaks for a bead: three figures for every bead type at every cell of a band.

An entry of type (a, b) at (i, j) is the bead of the a left units that end at i and the b right units
that end at j. The vector of a span is the sum of its units' vectors weighted by length, so that its
cosine follows from dot products of single units and costs no more of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np

from align.beads.band import Band, band_dots
from align.beads.similarity import Side

TYPES = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2), (2, 2))
CROSSED = 10  # the last type: two neighbours that changed places


class Weights(NamedTuple):
    """One weight a feature of a bead: what a null bead costs, and how cosine margin and length count (see `score_cells`)."""

    left_null: float
    right_null: float
    one_margin: float
    one_bias: float
    one_length: float
    merge_margin: float
    merge_bias: float
    merge_more: float
    merge_gain: float
    merge_length: float
    two_two: float
    crossed: float
    merge_weakest: float


NAMES = Weights._fields
MARGIN, GAIN, LENGTH, WEAKEST = range(4)
_TRUE = 0.7  # cosine of a usual pair of translations
LARGEST = 4  # units of a span


@dataclass(frozen=True, slots=True)
class Spans:
    """What is known of every span of 1 to 4 units of one text before it is compared; by its last unit.

    `inverse`: one over its vector's length; `hub`: half its mean hubness; `sizes`: characters, put on the
    right side's scale; `logs`: log of those plus five. All float32 (4, n + 1), the row being the size less
    one, and nan where a text starts too late. `slope`, `offset`: float32 (3, 4, n + 1), how the evidence
    that unit x of a span of two, three or four belongs (`bead_features`) follows from its dot product.
    """

    inverse: np.ndarray
    hub: np.ndarray
    sizes: np.ndarray
    logs: np.ndarray
    slope: np.ndarray
    offset: np.ndarray


def make_spans(side: Side, ratio: float) -> Spans:
    """The spans of a text whose characters count `ratio` times."""
    n = len(side)
    inverse, hub, sizes = (np.full((LARGEST, n + 1), np.nan, dtype=np.float32) for _ in range(3))
    slope, offset = (np.full((LARGEST - 1, LARGEST, n + 1), np.nan, dtype=np.float32) for _ in range(2))
    lengths = np.maximum(side.norms[0], 1e-9)
    totals = np.concatenate([[0.0], np.cumsum(lengths, dtype=np.float64)])
    for a in range(1, min(LARGEST, n) + 1):
        inverse[a - 1, a:] = 1 / np.maximum(side.norms[a - 1, : n - a + 1], 1e-9)
        hub[a - 1, a:] = (side.hub_sums[a:] - side.hub_sums[:-a]) / (2 * a)
        sizes[a - 1, a:] = (side.lengths[a:] - side.lengths[:-a]) * ratio
        for x in range(a if a > 1 else 0):  # unit x is the one x before the last
            unit = lengths[a - 1 - x : n - x]
            share = unit / (totals[a:] - totals[:-a])
            slope[a - 2, x, a:] = _TRUE * np.sqrt(share) / unit
            offset[a - 2, x, a:] = _TRUE * _TRUE * share / 2
    return Spans(inverse, hub, sizes, np.log(sizes + 5), slope, offset)


def bead_features(left: Side, right: Side, spans: tuple[Spans, Spans], band: Band, first: int, end: int) -> np.ndarray:
    """Features of the beads that end in the band's rows `first` .. `end` - 1.

    float32 (types, cells, 4): margin over the neighbourhood; gain of a merge's cosine over that of the
    best pair inside it (what does not belong lowers it); squared log ratio of the lengths over its
    variance, capped at 16; and the evidence that even the merge's weakest unit belongs. Nulls have none;
    nan: no such bead. A crossed bead holds the sums over its two pairs.

    Weakest unit: one that makes up the share f of its side is as alike to the other side as a true
    pair's cosine times the root of f where it belongs, and not at all where it was dropped; the evidence
    is the log ratio of those two, up to a constant.
    """
    base = max(0, first - LARGEST + 1)
    dots = band_dots(left.rows, right.rows, band, base, end)
    cells = int(band.start[end] - band.start[first])
    out = np.full((len(TYPES), cells, 4), np.nan, dtype=np.float32)
    sides = [(s.inverse, s.hub, s.sizes, s.logs, s.slope, s.offset) for s in spans]
    _fill(dots, base, first, end, band.low, band.start, *sides, out)
    return out


@numba.njit(cache=True, error_model="numpy")
def _length(log, size, other_log, other_size):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    difference = log - other_log
    # Variance of the log ratio of translations by length, measured on FLORES-200 and WMT24++.
    return min(difference * difference / (4.5 / (size + other_size + 40.0) + 0.001), 16.0)


@numba.njit(cache=True, error_model="numpy")
def _near(dots, base, low, start, i, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Dot products of left units i - 1 to i - 4 with the right units of row i's cells and three before, into `out`
    (4, cells + 3): out[x, k] of left unit i - 1 - x and right unit low[i] + k - 4. nan where there is none."""
    for x in range(4):
        row = i - x
        known = row >= base and row >= 1
        width = start[row + 1] - start[row] if known else 0
        for k in range(out.shape[1]):
            j = low[i] + k - 3
            inside = known and j >= 1 and 0 <= j - low[row] < width
            out[x, k] = dots[start[row] - start[base] + j - low[row]] if inside else np.nan


@numba.njit(cache=True, error_model="numpy")
def _ones(near, i, first, left, right, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fill the one-to-one beads that end at i; `first`: right position of the first cell of `out`."""
    for cell in range(out.shape[1]):
        j = first + cell
        out[2, cell, 0] = near[0, cell + 3] * left[0][0, i] * right[0][0, j] - left[1][0, i] - right[1][0, j]
        out[2, cell, 1] = out[2, cell, 3] = 0.0
        out[2, cell, 2] = _length(left[3][0, i], left[2][0, i], right[3][0, j], right[2][0, j])


@numba.njit(cache=True, error_model="numpy")
def _several_left(near, i, first, left, right, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fill the beads of two to four left units that end at i and one right unit."""
    inverse, hub, sizes, logs, slope, offset = left
    for cell in range(out.shape[1]):
        j, k = first + cell, cell + 3
        one, total = right[0][0, j], near[0, k]
        best = total * inverse[0, i] * one
        for a in range(2, min(4, i) + 1):
            total += near[a - 1, k]
            best = max(best, near[a - 1, k] * inverse[0, i - a + 1] * one)
            weakest = np.inf
            for x in range(a):
                weakest = min(weakest, slope[a - 2, x, i] * near[x, k] * one - offset[a - 2, x, i])
            cosine = total * inverse[a - 1, i] * one
            out[2 * a, cell, 0] = cosine - hub[a - 1, i] - right[1][0, j]
            out[2 * a, cell, 1] = cosine - best
            out[2 * a, cell, 2] = _length(logs[a - 1, i], sizes[a - 1, i], right[3][0, j], right[2][0, j])
            out[2 * a, cell, 3] = weakest


@numba.njit(cache=True, error_model="numpy")
def _several_right(near, i, first, left, right, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fill the beads of left unit i and two to four right units."""
    inverse, hub, sizes, logs, slope, offset = right
    one, one_hub, one_size, one_log = left[0][0, i], left[1][0, i], left[2][0, i], left[3][0, i]
    for cell in range(out.shape[1]):
        j, k = first + cell, cell + 3
        total = near[0, k]
        best = total * inverse[0, j] * one
        for b in range(2, min(4, j) + 1):
            total += near[0, k - b + 1]
            best = max(best, near[0, k - b + 1] * inverse[0, j - b + 1] * one)
            weakest = np.inf
            for y in range(b):
                weakest = min(weakest, slope[b - 2, y, j] * near[0, k - y] * one - offset[b - 2, y, j])
            cosine = total * inverse[b - 1, j] * one
            out[2 * b - 1, cell, 0] = cosine - hub[b - 1, j] - one_hub
            out[2 * b - 1, cell, 1] = cosine - best
            out[2 * b - 1, cell, 2] = _length(one_log, one_size, logs[b - 1, j], sizes[b - 1, j])
            out[2 * b - 1, cell, 3] = weakest


@numba.njit(cache=True, error_model="numpy")
def _squares(near, i, first, left, right, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Fill the two beads of two units each that end at i: straight and crossed."""
    inverse, hub, sizes, logs, slope, offset = left
    inverse2, hub2, sizes2, logs2, slope2, offset2 = right
    for cell in range(max(0, 2 - first), out.shape[1]):
        j, k = first + cell, cell + 3
        back, forth = near[0, k - 1] * inverse[0, i] * inverse2[0, j - 1], near[1, k] * inverse[0, i - 1] * inverse2[0, j]
        hubs = hub[1, i] + hub2[1, j]
        out[10, cell, 0] = back + forth - 2 * hubs
        out[10, cell, 1] = out[10, cell, 3] = 0.0
        out[10, cell, 2] = _length(logs[0, i], sizes[0, i], logs2[0, j - 1], sizes2[0, j - 1])
        out[10, cell, 2] += _length(logs[0, i - 1], sizes[0, i - 1], logs2[0, j], sizes2[0, j])
        last, past = near[0, k] + near[0, k - 1], near[1, k] + near[1, k - 1]
        ends, starts = near[0, k] + near[1, k], near[0, k - 1] + near[1, k - 1]
        one, other = inverse[1, i], inverse2[1, j]
        weakest = min(slope[0, 0, i] * last * other - offset[0, 0, i], slope[0, 1, i] * past * other - offset[0, 1, i])
        weakest = min(weakest, slope2[0, 0, j] * ends * one - offset2[0, 0, j])
        weakest = min(weakest, slope2[0, 1, j] * starts * one - offset2[0, 1, j])
        straight = max(near[0, k] * inverse[0, i] * inverse2[0, j], near[1, k - 1] * inverse[0, i - 1] * inverse2[0, j - 1])
        cosine = (last + past) * one * other
        out[9, cell, 0] = cosine - hubs
        out[9, cell, 1] = cosine - max(straight, max(back, forth))
        out[9, cell, 2] = _length(logs[1, i], sizes[1, i], logs2[1, j], sizes2[1, j])
        out[9, cell, 3] = weakest


@numba.njit(cache=True, error_model="numpy")
def _fill(dots, base, first, end, low, start, left, right, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for i in range(max(1, first), end):
        skipped = 1 if low[i] == 0 else 0  # position 0 ends no bead with right units
        cells = out[:, start[i] - start[first] + skipped : start[i + 1] - start[first]]
        near = np.empty((4, start[i + 1] - start[i] + 3), dtype=np.float32)
        _near(dots, base, low, start, i, near)
        near = near[:, skipped:]
        _ones(near, i, low[i] + skipped, left, right, cells)
        _several_left(near, i, low[i] + skipped, left, right, cells)
        _several_right(near, i, low[i] + skipped, left, right, cells)
        if i > 1:
            _squares(near, i, low[i] + skipped, left, right, cells)


def score_cells(features: np.ndarray, weights: Weights) -> np.ndarray:
    """Log-odds of every bead: float32 (types, cells), -inf where there is none."""
    factors = np.zeros((len(TYPES), features.shape[2]), dtype=np.float32)
    for kind in range(2, len(TYPES)):
        for column, at in _columns(kind):
            factors[kind, column] = weights[at]
    scores = np.empty(features.shape[:2], dtype=np.float32)
    _score(features, factors, np.array([_constant(kind, weights) for kind in range(len(TYPES))]), scores)
    return scores


@numba.njit(cache=True, error_model="numpy")
def _score(features, factors, constants, scores):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for kind in range(len(factors)):
        for cell in range(features.shape[1]):
            value = constants[kind]
            if kind > 1:
                for column in range(features.shape[2]):
                    value += factors[kind, column] * features[kind, cell, column]
            scores[kind, cell] = -np.inf if np.isnan(value) else value


def _columns(kind: int) -> tuple[tuple[int, int], ...]:
    """(feature, weight) of a bead type."""
    return ((MARGIN, 2), (LENGTH, 4)) if kind in (2, CROSSED) else ((MARGIN, 5), (GAIN, 8), (LENGTH, 9), (WEAKEST, 12))


def _constants(kind: int) -> dict[int, float]:
    """How often each constant weight counts for a bead type."""
    if kind < 2:
        return {kind: 1.0}
    if kind == 2:
        return {3: 1.0}
    if kind == CROSSED:
        return {3: 2.0, 11: 1.0}
    return {6: 1.0, 7: max(0.0, sum(TYPES[kind]) - 3.0), 10: float(TYPES[kind] == (2, 2))}


def _constant(kind: int, weights: Weights) -> np.float32:
    return np.float32(sum(weights[at] * times for at, times in _constants(kind).items()))


def add_features(total: np.ndarray, kind: int, features: np.ndarray, amount: np.ndarray) -> None:
    """Add to `total`, in the order of `NAMES`, what beads of one type hold: `features` (beads, 4), each
    `amount` times. For fitting the weights."""
    for at, times in _constants(kind).items():
        total[at] += times * amount.sum()
    if kind >= 2:
        for column, at in _columns(kind):
            total[at] += float(features[:, column] @ amount)
