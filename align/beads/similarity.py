"""How alike spans of two texts are, judged against what unrelated sentences look like.

A similarity means little by itself: vectors share a common direction, and a short bland sentence is
near to everything. So vectors are centred on their language's mean, and each similarity is read as a
margin over the mean of the nearest unrelated sentences (Artetxe & Schwenk 2019), which come from a
background sample, so that a text of three sentences is judged as well as a book.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np

from align.models.embedder import normalised

NEIGHBOURS = 4
SAMPLE = 400  # units of a text that is its own background; as many as the shipped sample has


@dataclass(frozen=True, slots=True)
class Side:
    """One text ready to be compared.

    `rows`: float32 (n, width), centred unit vectors weighted by length, so that a span's vector is
    their sum; `norms`: float32 (4, n), length of the vector of the 1 to 4 units that start at each;
    `lengths`: prefix sums of characters (n + 1,); `hub_sums`: prefix sums (n + 1,) of each unit's mean
    similarity to its nearest unrelated sentences of the other side.
    """

    rows: np.ndarray
    norms: np.ndarray
    lengths: np.ndarray
    hub_sums: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def characters(self) -> np.ndarray:
        """Characters of each unit."""
        return np.diff(self.lengths)

    @property
    def hubness(self) -> np.ndarray:
        """Each unit's mean similarity to its nearest unrelated sentences."""
        return np.diff(self.hub_sums)

    def units(self, chosen: np.ndarray) -> np.ndarray:
        """Unit vectors of some units."""
        return normalised(self.rows[chosen])


def span_norms(rows: np.ndarray, largest: int = 4) -> np.ndarray:
    """Lengths of the sums of 1 to `largest` rows from each on; zero where there are fewer."""
    n = len(rows)
    squared = np.zeros((largest, n), dtype=np.float32)
    lags = [np.einsum("ij,ij->i", rows[back:], rows[: n - back]) for back in range(min(largest, n))]
    for size in range(1, min(largest, n) + 1):
        # |x + y|^2 of a span is that of the span less its last unit, plus that unit's products with all of it.
        count = n - size + 1
        squared[size - 1, :count] = lags[0][size - 1 :]
        for back in range(1, size):
            squared[size - 1, :count] += 2 * lags[back][size - 1 - back :]
        if size > 1:
            squared[size - 1, :count] += squared[size - 2, :count]
    return np.sqrt(np.maximum(squared, 0.0))


def nearest_mean(rows: np.ndarray, others: np.ndarray, k: int = NEIGHBOURS) -> np.ndarray:
    """Mean similarity of each row to its `k` nearest among `others`; zero where there are none."""
    if len(others) == 0 or len(rows) == 0:
        return np.zeros(len(rows), dtype=np.float32)
    k = min(k, len(others))
    out = np.empty(len(rows), dtype=np.float32)
    for at in range(0, len(rows), 8192):
        _mean_of_largest(rows[at : at + 8192] @ others.T, k, out[at : at + 8192])
    return out


@numba.njit(cache=True)
def _mean_of_largest(near, k, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    largest = np.empty(k, dtype=np.float32)
    for i in range(near.shape[0]):
        largest[:] = -np.inf
        for j in range(near.shape[1]):
            if near[i, j] > largest[0]:  # kept in rising order
                place = 0
                while place + 1 < k and largest[place + 1] < near[i, j]:
                    largest[place] = largest[place + 1]
                    place += 1
                largest[place] = near[i, j]
        out[i] = largest.mean()


def make_sides(
    left: np.ndarray,
    right: np.ndarray,
    left_lengths: np.ndarray,
    right_lengths: np.ndarray,
    background: tuple[np.ndarray, np.ndarray] | None = None,
) -> tuple[Side, Side]:
    """Both texts centred and measured. Vectors are unit rows; lengths are characters per unit.

    `background`: vectors of unrelated sentences in the left and in the right language. Without one the
    texts are their own background, in which case a unit's own counterpart is among its neighbours, and
    one more neighbour is taken and the nearest left out.
    """
    if background is not None:
        left_mean, right_mean = background[0].mean(axis=0), background[1].mean(axis=0)
        left_far, right_far = normalised(background[0] - left_mean), normalised(background[1] - right_mean)
    else:
        left_mean, right_mean = _mean(left), _mean(right)
        left_far, right_far = None, None
    left_rows, right_rows = _centred(left, left_mean), _centred(right, right_mean)
    if left_far is not None and right_far is not None:
        left_hub = nearest_mean(left_rows, right_far)
        right_hub = nearest_mean(right_rows, left_far)
    else:
        left_hub, right_hub = _own_hubness(left_rows, right_rows), _own_hubness(right_rows, left_rows)
    return _side(left_rows, left_lengths, left_hub), _side(right_rows, right_lengths, right_hub)


def _mean(rows: np.ndarray) -> np.ndarray:
    return rows.mean(axis=0) if len(rows) > 20 else np.zeros(rows.shape[1], dtype=np.float32)


def _own_hubness(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    chosen = others[:: max(1, len(others) // SAMPLE)]
    if len(chosen) < 2:
        return np.zeros(len(rows), dtype=np.float32)
    k = min(NEIGHBOURS, len(chosen) - 1)
    best = nearest_mean(rows, chosen, 1)
    return (nearest_mean(rows, chosen, k + 1) * (k + 1) - best) / k


def _centred(rows: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Unit rows of `rows` less `mean`; one copy, since these are the largest arrays of an alignment."""
    out = (rows - mean).astype(np.float32, copy=False)
    out /= np.maximum(np.sqrt(np.einsum("ij,ij->i", out, out)), 1e-9)[:, None]
    return out


def _side(rows: np.ndarray, lengths: np.ndarray, hubness: np.ndarray) -> Side:
    """Weights `rows` in place."""
    rows *= lengths[:, None].astype(np.float32)
    return Side(rows, span_norms(rows), _prefix(lengths), _prefix(hubness))


def _prefix(values: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
