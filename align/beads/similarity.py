"""How alike spans of two texts are, judged against what unrelated sentences look like.

A similarity means little by itself: vectors share a common direction, and a short bland sentence is
near to everything. So vectors are centred on their language's mean, and each similarity is read as a
margin over the mean of the nearest unrelated sentences (Artetxe & Schwenk 2019), which come from a
background sample, so that a text of three sentences is judged as well as a book.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.models.embedder import normalised

NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One text ready to be compared.

    `sums`: float32 (n + 1, width), prefix sums of centred vectors weighted by length, so that the
    vector of sentences i..j is `sums[j] - sums[i]`; `lengths`: prefix sums of characters (n + 1,);
    `hubness`: per unit, mean similarity to its nearest unrelated sentences of the other side.
    """

    sums: np.ndarray
    lengths: np.ndarray
    hubness: np.ndarray

    def __len__(self) -> int:
        return len(self.lengths) - 1

    def spans(self, size: int) -> np.ndarray:
        """Unit vectors of all runs of `size` units: row i is the run that starts at i."""
        count = len(self) - size + 1
        if count <= 0:
            return np.zeros((0, self.sums.shape[1]), dtype=np.float32)
        return normalised(self.sums[size:] - self.sums[:count])

    def span_lengths(self, size: int) -> np.ndarray:
        """Characters of all runs of `size` units."""
        return self.lengths[size:] - self.lengths[: max(0, len(self.lengths) - size)]

    def span_hubness(self, size: int) -> np.ndarray:
        """Mean hubness of all runs of `size` units."""
        totals = np.concatenate([[0.0], np.cumsum(self.hubness)])
        return (totals[size:] - totals[: max(0, len(totals) - size)]) / size


def nearest_mean(rows: np.ndarray, others: np.ndarray, k: int = NEIGHBOURS) -> np.ndarray:
    """Mean similarity of each row to its `k` nearest among `others`; zero where there are none."""
    if len(others) == 0 or len(rows) == 0:
        return np.zeros(len(rows), dtype=np.float32)
    k = min(k, len(others))
    out = np.empty(len(rows), dtype=np.float32)
    for at in range(0, len(rows), 8192):
        near = rows[at : at + 8192] @ others.T
        out[at : at + 8192] = np.partition(near, len(others) - k, axis=1)[:, -k:].mean(axis=1)
    return out


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
    left_rows, right_rows = normalised(left - left_mean), normalised(right - right_mean)
    if left_far is not None and right_far is not None:
        left_hub = nearest_mean(left_rows, right_far)
        right_hub = nearest_mean(right_rows, left_far)
    else:
        left_hub, right_hub = _own_hubness(left_rows, right_rows), _own_hubness(right_rows, left_rows)
    return _side(left_rows, left_lengths, left_hub), _side(right_rows, right_lengths, right_hub)


def _mean(rows: np.ndarray) -> np.ndarray:
    return rows.mean(axis=0) if len(rows) > 20 else np.zeros(rows.shape[1], dtype=np.float32)


def _own_hubness(rows: np.ndarray, others: np.ndarray, sample: int = 2000) -> np.ndarray:
    step = max(1, len(others) // sample)
    chosen = others[::step]
    if len(chosen) < 2:
        return np.zeros(len(rows), dtype=np.float32)
    k = min(NEIGHBOURS, len(chosen) - 1)
    best = nearest_mean(rows, chosen, 1)
    return (nearest_mean(rows, chosen, k + 1) * (k + 1) - best) / k


def _side(rows: np.ndarray, lengths: np.ndarray, hubness: np.ndarray) -> Side:
    weighted = rows * lengths[:, None].astype(np.float32)
    zero = np.zeros((1, rows.shape[1]), dtype=np.float32)
    sums = np.concatenate([zero, np.cumsum(weighted, axis=0, dtype=np.float64).astype(np.float32)])
    totals = np.concatenate([[0.0], np.cumsum(lengths, dtype=np.float64)])
    return Side(sums, totals, hubness.astype(np.float32))
