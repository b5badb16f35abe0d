"""What speaks for a bead: three figures for every bead type at every cell of a band.

An entry of type (a, b) at (i, j) is the bead of the a left units that end at i and the b right units
that end at j. The vector of a span is the sum of its units' vectors weighted by length, so that its
cosine follows from dot products of single units and costs no more of them.
"""

from __future__ import annotations

import numba
import numpy as np

from align.beads.band import Band, band_dots
from align.beads.similarity import Side

TYPES = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2), (2, 2))
CROSSED = 10  # the last type: two neighbours that changed places
# Weights, in this order: see `score_cells`.
NAMES = (
    "left_null", "right_null", "one_margin", "one_bias", "one_length", "merge_margin", "merge_bias",
    "merge_more", "merge_gain", "merge_length", "two_two", "crossed", "merge_weakest",
)  # fmt: skip
MARGIN, GAIN, LENGTH, WEAKEST = range(4)
_TRUE = 0.7  # cosine of a usual pair of translations
LARGEST = 4  # units of a span
_SIZES = np.array(TYPES, dtype=np.int64)


def bead_features(left: Side, right: Side, band: Band, first: int, end: int, ratio: float) -> np.ndarray:
    """Features of the beads that end in the band's rows `first` .. `end` - 1.

    float32 (types, cells, 4): margin over the neighbourhood; gain of a merge's cosine over that of the
    best pair inside it (what does not belong lowers it); squared log ratio of the lengths around `ratio`,
    right characters per left one, over its variance, capped at 16; and the evidence that even the merge's weakest unit
    belongs. Nulls have none; nan: no such bead. A crossed bead holds the sums over its two pairs.

    Weakest unit: one that makes up the share f of its side is as alike to the other side as a true
    pair's cosine times the root of f where it belongs, and not at all where it was dropped; the evidence
    is the log ratio of those two, up to a constant.
    """
    base = max(0, first - LARGEST + 1)
    dots = band_dots(left.rows, right.rows, band, base, end)
    cells = int(band.start[end] - band.start[first])
    out = np.full((len(TYPES), cells, 4), np.nan, dtype=np.float32)
    _fill(
        dots, base, first, end, band.low, band.start, left.norms, right.norms, left.hub_sums, right.hub_sums,
        left.lengths, right.lengths, ratio, _SIZES, out,
    )  # fmt: skip
    return out


@numba.njit(cache=True)
def _dot(dots, base, low, start, i, j):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Dot product of left unit i - 1 and right unit j - 1; nan outside the band."""
    if i < base or i < 1 or j < 1 or j < low[i] or j - low[i] >= start[i + 1] - start[i]:
        return np.nan
    return dots[start[i] - start[base] + j - low[i]]


@numba.njit(cache=True)
def _cosine(dots, base, low, start, left_norms, right_norms, i, j):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    value = _dot(dots, base, low, start, i, j)
    if np.isnan(value):
        return value
    return value / max(left_norms[0, i - 1] * right_norms[0, j - 1], 1e-9)


@numba.njit(cache=True)
def _length(left_chars, right_chars, ratio, i, j, a, b):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    left, right = (left_chars[i] - left_chars[i - a]) * ratio, right_chars[j] - right_chars[j - b]
    log = np.log((right + 5.0) / (left + 5.0))
    # Variance of the log ratio of translations by length, measured on FLORES-200 and WMT24++.
    return min(log * log / (4.5 / (left + right + 40.0) + 0.001), 16.0)


@numba.njit(cache=True)
def _belongs(total, unit, other, share):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    cosine = total / max(unit * other, 1e-9)
    return _TRUE * cosine * np.sqrt(share) - _TRUE * _TRUE * share / 2


@numba.njit(cache=True)
def _weakest_left(dots, base, low, start, left_norms, right_norms, i, j, a, b):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    sizes, weakest = 0.0, np.inf
    for x in range(a):
        sizes += left_norms[0, i - x - 1]
    for x in range(a):
        total = 0.0
        for y in range(b):
            total += _dot(dots, base, low, start, i - x, j - y)
        unit = left_norms[0, i - x - 1]
        weakest = min(weakest, _belongs(total, unit, right_norms[b - 1, j - b], unit / max(sizes, 1e-9)))
    return weakest


@numba.njit(cache=True)
def _weakest_right(dots, base, low, start, left_norms, right_norms, i, j, a, b):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    sizes, weakest = 0.0, np.inf
    for y in range(b):
        sizes += right_norms[0, j - y - 1]
    for y in range(b):
        total = 0.0
        for x in range(a):
            total += _dot(dots, base, low, start, i - x, j - y)
        unit = right_norms[0, j - y - 1]
        weakest = min(weakest, _belongs(total, unit, left_norms[a - 1, i - a], unit / max(sizes, 1e-9)))
    return weakest


@numba.njit(cache=True)
def _fill(  # type: ignore[no-untyped-def]  # noqa: ANN202
    dots, base, first, end, low, start, left_norms, right_norms, left_hub, right_hub, left_chars, right_chars,  # noqa: ANN001
    ratio, sizes, out,  # noqa: ANN001
):  # fmt: skip
    for i in range(max(1, first), end):
        for j in range(max(1, low[i]), low[i] + start[i + 1] - start[i]):
            cell = start[i] - start[first] + j - low[i]
            for t in range(2, len(sizes)):
                a, b = sizes[t]
                if a > i or b > j:
                    continue
                if t == 10:  # crossed
                    straight = _cosine(dots, base, low, start, left_norms, right_norms, i - 1, j)
                    back = _cosine(dots, base, low, start, left_norms, right_norms, i, j - 1)
                    hubs = (left_hub[i] - left_hub[i - 2] + right_hub[j] - right_hub[j - 2]) / 2
                    out[t, cell, 0] = straight + back - hubs
                    out[t, cell, 1] = 0.0
                    out[t, cell, 2] = _length(left_chars, right_chars, ratio, i - 1, j, 1, 1)
                    out[t, cell, 2] += _length(left_chars, right_chars, ratio, i, j - 1, 1, 1)
                    continue
                total, best = 0.0, -1.0
                for x in range(a):
                    for y in range(b):
                        value = _dot(dots, base, low, start, i - x, j - y)
                        total += value
                        best = max(best, value / max(left_norms[0, i - x - 1] * right_norms[0, j - y - 1], 1e-9))
                if np.isnan(total):
                    continue
                cosine = total / max(left_norms[a - 1, i - a] * right_norms[b - 1, j - b], 1e-9)
                hubs = ((left_hub[i] - left_hub[i - a]) / a + (right_hub[j] - right_hub[j - b]) / b) / 2
                out[t, cell, 0] = cosine - hubs
                out[t, cell, 1] = cosine - best
                out[t, cell, 2] = _length(left_chars, right_chars, ratio, i, j, a, b)
                weakest = 0.0 if a == 1 else _weakest_left(dots, base, low, start, left_norms, right_norms, i, j, a, b)
                if b > 1:
                    weakest = min(weakest, _weakest_right(dots, base, low, start, left_norms, right_norms, i, j, a, b))
                out[t, cell, 3] = weakest


def score_cells(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Log-odds of every bead: float32 (types, cells), -inf where there is none."""
    scores = np.full(features.shape[:2], -np.inf, dtype=np.float32)
    scores[0], scores[1] = weights[0], weights[1]
    for kind in range(2, len(TYPES)):
        scores[kind] = _constant(kind, weights) + sum(
            np.float32(weights[at]) * features[kind, :, column] for column, at in _columns(kind)
        )
    return np.nan_to_num(scores, copy=False, nan=-np.inf, neginf=-np.inf)


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


def _constant(kind: int, weights: np.ndarray) -> np.float32:
    return np.float32(sum(weights[at] * times for at, times in _constants(kind).items()))


def add_features(total: np.ndarray, kind: int, features: np.ndarray, amount: np.ndarray) -> None:
    """Add to `total`, in the order of `NAMES`, what beads of one type hold: `features` (beads, 4), each
    `amount` times. For fitting the weights."""
    for at, times in _constants(kind).items():
        total[at] += times * amount.sum()
    if kind >= 2:
        for column, at in _columns(kind):
            total[at] += float(features[:, column] @ amount)
