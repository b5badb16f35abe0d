"""Which cells of the lattice are looked at: all of a small one, else a band found coarse to fine.

As in Vecalign (Thompson & Koehn 2019): neighbouring units are pooled until the lattice is small, the
best path of the pooled texts is found, and the path of each level bounds that of the next finer one.
Linear in time and memory. Rows may differ in width, so that a long insertion is one wide row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np

from align.beads.similarity import Side
from align.models.embedder import normalised

FULL_CELLS = 250_000  # lattices up to here are searched whole
TOP_CELLS = 1_000_000  # pooled lattices up to here are
RADIUS = 7  # units to either side of the coarser path
MATCH = 0.15  # cosine from which on pooled units count as matching
ROWS = 64  # rows that share one matrix product


@dataclass(frozen=True, slots=True)
class Band:
    """Row i (0..n left units consumed) covers right positions `low[i]` and on; its cells are
    `start[i]` .. `start[i + 1]` of flat arrays. int64 (n + 1,) and (n + 2,)."""

    low: np.ndarray
    start: np.ndarray

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return int(self.start[-1])

    @property
    def rows(self) -> int:
        """Left positions: units plus one."""
        return len(self.low)

    @property
    def high(self) -> np.ndarray:
        """Last right position of each row."""
        return self.low + np.diff(self.start) - 1

    def cell(self, i: int, j: int) -> int:
        """Flat index of (i, j), which must lie in the band."""
        return int(self.start[i] + j - self.low[i])


def make_band(low: np.ndarray, high: np.ndarray) -> Band:
    """A band from its first and last position in each row."""
    start = np.concatenate([[0], np.cumsum(high - low + 1)])
    return Band(low.astype(np.int64), start.astype(np.int64))


def full_band(left: int, right: int) -> Band:
    """Every cell."""
    return make_band(np.zeros(left + 1, dtype=np.int64), np.full(left + 1, right, dtype=np.int64))


def find_band(left: Side, right: Side) -> Band:
    """The cells in which the alignment of two texts is searched."""
    if (len(left) + 1) * (len(right) + 1) <= FULL_CELLS:
        return full_band(len(left), len(right))
    levels = [(left.rows, right.rows)]
    while (len(levels[-1][0]) + 1) * (len(levels[-1][1]) + 1) > TOP_CELLS or len(levels) == 1:
        levels.append((_pool(levels[-1][0]), _pool(levels[-1][1])))
    band = full_band(len(levels[-1][0]), len(levels[-1][1]))
    for depth in range(len(levels) - 1, 0, -1):
        rows, columns = (normalised(side) for side in levels[depth])
        first, last = _coarse_path(band_dots(rows, columns, band, 0, band.rows), band.low, band.start)
        band = _finer(first, last, len(levels[depth - 1][0]), len(levels[depth - 1][1]))
    return band


def _pool(rows: np.ndarray) -> np.ndarray:
    """Sums of neighbouring pairs; a last odd one stays."""
    if len(rows) < 2:
        return rows
    even = rows[: len(rows) // 2 * 2]
    pooled = even[0::2] + even[1::2]
    return pooled if len(even) == len(rows) else np.concatenate([pooled, rows[-1:]])


def _finer(first: np.ndarray, last: np.ndarray, left: int, right: int) -> Band:
    """The band of the next level around a path (its first and last position in each row)."""
    at = np.arange(left + 1)
    low = 2 * first[np.clip((at - RADIUS) // 2, 0, len(first) - 1)] - RADIUS
    high = 2 * last[np.clip((at + RADIUS) // 2 + 1, 0, len(last) - 1)] + RADIUS
    low, high = np.clip(low, 0, right), np.clip(high, 0, right)
    low[0], high[-1] = 0, right
    return make_band(np.minimum(low, high), high)


def band_dots(left: np.ndarray, right: np.ndarray, band: Band, first: int, end: int) -> np.ndarray:
    """Dot products of the rows of two matrices at the cells of the band's rows `first` .. `end` - 1, flat.

    Cell (i, j) holds that of left unit i - 1 and right unit j - 1; nan where i or j is 0.
    """
    out = np.full(int(band.start[end] - band.start[first]), np.nan, dtype=np.float32)
    high = band.high
    for at in range(max(1, first), end, ROWS):
        stop = min(at + ROWS, end)
        begin, final = max(1, int(band.low[at])), int(high[stop - 1])
        if final < begin:
            continue
        block = left[at - 1 : stop - 1] @ right[begin - 1 : final].T
        _scatter(block, at, begin, band.low, band.start, int(band.start[first]), out)
    return out


@numba.njit(cache=True)
def _scatter(block, at, begin, low, start, base, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    for r in range(block.shape[0]):
        i = at + r
        for j in range(max(low[i], begin), low[i] + start[i + 1] - start[i]):
            out[start[i] - base + j - low[i]] = block[r, j - begin]


@numba.njit(cache=True)
def _coarse_path(cosine, low, start):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """First and last position of the best path in each row; units match or are skipped for nothing."""
    rows = len(low)
    best = np.full(start[-1], -np.inf, dtype=np.float32)
    taken = np.zeros(start[-1], dtype=np.int8)  # 1 up, 2 left, 3 diagonal
    for i in range(rows):
        for j in range(low[i], low[i] + start[i + 1] - start[i]):
            cell = start[i] + j - low[i]
            if i == 0 and j == 0:
                best[cell] = 0.0
                continue
            if j > low[i] and best[cell - 1] > best[cell]:
                best[cell], taken[cell] = best[cell - 1], 2
            if i > 0:
                width = start[i] - start[i - 1]
                back = j - low[i - 1]
                if 0 <= back < width and best[start[i - 1] + back] > best[cell]:
                    best[cell], taken[cell] = best[start[i - 1] + back], 1
                if 0 <= back - 1 < width:
                    value = best[start[i - 1] + back - 1] + cosine[cell] - MATCH
                    if value > best[cell]:
                        best[cell], taken[cell] = value, 3
    first = np.zeros(rows, dtype=np.int64)
    last = np.zeros(rows, dtype=np.int64)
    i, j = rows - 1, low[rows - 1] + start[rows] - start[rows - 1] - 1
    last[i] = j
    while i > 0 or j > 0:
        move = taken[start[i] + j - low[i]]
        first[i] = j
        if move == 0:
            break
        if move != 2:
            i -= 1
        if move != 1:
            j -= 1
        if move != 2:
            last[i] = j
    first[0] = 0
    return first, last
