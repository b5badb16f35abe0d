"""The nearest of many vectors, exactly among some ten thousand, by cells beyond.

The others are put into cells around a sample of them, and only the cells nearest to a row are looked at (an inverted file,
Jégou et al. 2011): the work grows with n to the power of one and a half rather than with its square.
"""

from __future__ import annotations

from collections.abc import Iterator

import numba
import numpy as np

EXACT = 100_000  # others that are all compared
CELLS = 1.0  # times the square root of the number of others
PROBED = 64  # cells a row looks at: of true pairs among 99,000 lines .90 are found, of .95 that stand among the 16 nearest
BLOCK = 1024  # rows compared at once
ROWS = 2**14  # rows whose nearest are held at once
OTHERS = 2**15  # others held at once where all are compared
TOGETHER = 2**23  # cosines held at once: 32 MB
SEED = 20240806


def nearest(rows: np.ndarray, others: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Places in `others` and cosines of the `k` nearest of each row, the nearest first: (len(rows), k), places int64.

    Both hold unit vectors. Where fewer were found the place is -1 and the cosine -1.
    """
    found = [(places, cosines) for _, places, cosines in nearest_in_blocks(rows, others, k)]
    if not found:
        return np.empty((0, k), np.int64), np.empty((0, k), np.float32)
    return np.concatenate([places for places, _ in found]), np.concatenate([cosines for _, cosines in found])


def nearest_in_blocks(rows: np.ndarray, others: np.ndarray, k: int) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """The same for blocks of rows: (first row, places, cosines). `rows` and `others` may lie in files."""
    cells = _Cells(others) if len(others) > EXACT else None
    for start in range(0, len(rows), ROWS):
        block = rows[start : start + ROWS]
        found = np.full((len(block), k), -1, np.int64), np.full((len(block), k), -1.0, np.float32)
        for chosen, members in cells.meet(block) if cells else _all(len(block), len(others)):
            lot = others[members].astype(np.float32, copy=False)
            step = max(32, min(BLOCK, TOGETHER // len(members)))
            for at in range(0, len(chosen), step):
                part = chosen[at : at + step]
                _keep(*found, part, members, block[part].astype(np.float32, copy=False) @ lot.T)
        yield start, *found


def _all(rows: int, others: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """All rows and, some at a time, all others."""
    for at in range(0, others, OTHERS):
        yield np.arange(rows), np.arange(at, min(at + OTHERS, others))


@numba.njit(cache=True)
def _keep(places: np.ndarray, best: np.ndarray, part: np.ndarray, members: np.ndarray, cosines: np.ndarray) -> None:
    """Merge the nearest of some rows into what was found before, in falling order."""
    k = places.shape[1]
    for i in range(len(part)):
        row = part[i]
        for j in range(len(members)):
            cosine = cosines[i, j]
            if cosine <= best[row, k - 1]:
                continue
            at = k - 1
            while at and best[row, at - 1] < cosine:
                best[row, at], places[row, at] = best[row, at - 1], places[row, at - 1]
                at -= 1
            best[row, at], places[row, at] = cosine, members[j]


class _Cells:
    """Others in cells around a sample of them."""

    def __init__(self, others: np.ndarray) -> None:
        self.count = int(CELLS * len(others) ** 0.5)
        sample = np.sort(np.random.default_rng(SEED).choice(len(others), self.count, replace=False))
        self._centres = others[sample].astype(np.float32)
        starts = range(0, len(others), BLOCK)
        home = np.concatenate([_closest(others[at : at + BLOCK], self._centres, 1)[:, 0] for at in starts])
        self._by_home = np.argsort(home, kind="stable")
        self._ends = np.searchsorted(home[self._by_home], np.arange(self.count + 1))

    def meet(self, rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Rows and others that meet in a cell."""
        looked = np.concatenate([_closest(rows[at : at + BLOCK], self._centres, PROBED) for at in range(0, len(rows), BLOCK)])
        by_looked = np.argsort(looked, axis=None, kind="stable")
        ends = np.searchsorted(looked.ravel()[by_looked], np.arange(self.count + 1))
        for cell in range(self.count):
            members = self._by_home[self._ends[cell] : self._ends[cell + 1]]
            chosen = by_looked[ends[cell] : ends[cell + 1]] // looked.shape[1]
            if len(members) and len(chosen):
                yield chosen, members


def _closest(block: np.ndarray, centres: np.ndarray, k: int) -> np.ndarray:
    near = block.astype(np.float32, copy=False) @ centres.T
    return np.argmax(near, axis=1)[:, None] if k == 1 else np.argpartition(-near, k - 1, axis=1)[:, :k]
