"""What speaks for a bead: features for every bead type at every cell of a band.

Rows of the band are left positions 0..n; row i covers right positions offset[i] .. offset[i] + width.
An entry for type (a, b) at (i, j) is the bead of the a left units that end at i and the b right units
that end at j.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.beads.similarity import Side

TYPES = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2))
MERGES = TYPES[3:]
# Weights, in this order: see `score_band`.
NAMES = (
    "left_null", "right_null", "one_margin", "one_bias", "one_length", "merge_margin", "merge_bias",
    "merge_more", "merge_gain", "merge_length", "two_two",
)  # fmt: skip
ROWS = 64  # rows that share one matrix product


@dataclass(frozen=True, slots=True)
class Band:
    """`offset`: first right position of each row, int64 (n + 1,); `width`: positions a row covers."""

    offset: np.ndarray
    width: int


def full_band(left: int, right: int) -> Band:
    """Every cell."""
    return Band(np.zeros(left + 1, dtype=np.int64), right + 1)


def band_margins(left: Side, right: Side, band: Band, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Cosine and margin of the bead of `size` ending at each cell; nan where there is no such bead.

    Two float32 arrays of shape (n + 1, width).
    """
    a, b = size
    n, m = len(left), len(right)
    cosine = np.full((n + 1, band.width), np.nan, dtype=np.float32)
    margin = np.full_like(cosine, np.nan)
    if n < a or m < b:
        return cosine, margin
    left_rows, right_rows = left.spans(a), right.spans(b)
    left_hub, right_hub = left.span_hubness(a), right.span_hubness(b)
    columns = np.arange(band.width)
    for start in range(a, n + 1, ROWS):
        rows = np.arange(start, min(start + ROWS, n + 1))
        low = max(b, int(band.offset[rows[0]]))
        high = min(m, int(band.offset[rows[-1]]) + band.width - 1)
        if high < low:
            continue
        block = left_rows[rows - a] @ right_rows[low - b : high - b + 1].T
        at = band.offset[rows][:, None] + columns[None, :]
        valid = (at >= low) & (at <= high)
        index = np.clip(at - low, 0, high - low)
        values = np.take_along_axis(block, index, axis=1)
        hubs = (left_hub[rows - a][:, None] + right_hub[np.clip(at - b, 0, m - b)]) / 2
        cosine[rows] = np.where(valid, values, np.nan)
        margin[rows] = np.where(valid, values - hubs, np.nan)
    return cosine, margin


def length_penalty(left: Side, right: Side, band: Band, size: tuple[int, int], ratio: float) -> np.ndarray:
    """Squared log ratio of the two lengths around `ratio` (right characters per left one), capped."""
    a, b = size
    n, m = len(left), len(right)
    at = band.offset[:, None] + np.arange(band.width)[None, :]
    left_chars = np.zeros(n + 1)
    left_chars[a:] = left.span_lengths(a)
    right_chars = np.ones(m + 1)
    right_chars[b:] = right.span_lengths(b)
    logs = np.log((right_chars[np.clip(at, 0, m)] + 5) / (left_chars[:, None] * ratio + 5))
    return np.minimum(logs**2, 2.0).astype(np.float32)


def part_gain(cosine: np.ndarray, ones: np.ndarray, band: Band, size: tuple[int, int]) -> np.ndarray:
    """How much the merged bead's cosine exceeds that of the best single pair inside it.

    A sentence that belongs to the merge raises the similarity; a dropped one lowers it.
    """
    a, b = size
    best = np.full_like(cosine, -1.0)
    for back_left in range(a):
        for back_right in range(b):
            best = np.fmax(best, shifted(ones, band, back_left, back_right))
    return cosine - best


def shifted(cells: np.ndarray, band: Band, up: int, back: int) -> np.ndarray:
    """`cells` at (i - up, j - back) for every (i, j) of the band; nan outside."""
    n = len(cells) - 1
    out = np.full_like(cells, np.nan)
    rows = np.arange(up, n + 1)
    at = band.offset[rows][:, None] + np.arange(band.width)[None, :] - back - band.offset[rows - up][:, None]
    valid = (at >= 0) & (at < band.width)
    picked = np.take_along_axis(cells[rows - up], np.clip(at, 0, band.width - 1), axis=1)
    out[rows] = np.where(valid, picked, np.nan)
    return out


def bead_features(left: Side, right: Side, band: Band, ratio: float) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """For each type of TYPES: an array (n + 1, width, features it uses), and its cosines.

    The features of (1, 1) are [margin, 1, length]; of merges [margin, 1, units beyond three, gain,
    length, is 2-2]. Null beads have none. Cells without a bead are nan.
    """
    features: list[np.ndarray] = [np.empty(0), np.empty(0)]
    cosines: list[np.ndarray] = [np.empty(0), np.empty(0)]
    ones, margin = band_margins(left, right, band, (1, 1))
    penalty = length_penalty(left, right, band, (1, 1), ratio)
    features.append(np.stack([margin, np.ones_like(margin), penalty], axis=-1))
    cosines.append(ones)
    for size in MERGES:
        cosine, margin = band_margins(left, right, band, size)
        gain = part_gain(cosine, ones, band, size)
        same = np.ones_like(margin)
        columns = [
            margin, same, same * max(0, sum(size) - 3), gain,
            length_penalty(left, right, band, size, ratio), same * (size == (2, 2)),
        ]  # fmt: skip
        features.append(np.stack(columns, axis=-1))
        cosines.append(cosine)
    return features, cosines


def score_band(features: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    """Log-odds of every bead: float64 (types, n + 1, width), -inf where there is none."""
    shape = features[2].shape[:2]
    scores = np.full((len(TYPES), *shape), -np.inf)
    scores[0], scores[1] = weights[0], weights[1]
    scores[2] = features[2] @ weights[2:5]
    for index in range(3, len(TYPES)):
        scores[index] = features[index] @ weights[5:11]
    return np.where(np.isnan(scores), -np.inf, scores)
