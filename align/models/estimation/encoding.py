"""Pairs of texts as the estimator reads them: pieces of both in one sequence, positions counted anew for the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

KINDS = ("omission", "addition", "name", "negation", "meaning", "untranslated", "form", "number", "any")
PAD = 1


@dataclass(frozen=True, slots=True)
class Encoded:
    """One pair as pieces; `split` is where the target starts. The first piece stands for the pair."""

    ids: Sequence[int]
    split: int


def encode(source: Sequence[int], target: Sequence[int], limit: int) -> Encoded:
    """Pieces of both sides without specials; each side is cut at `limit`."""
    left = [0, *source[: limit - 2], 2]
    return Encoded([*left, *target[: limit - 1], 2], len(left))


def padded(rows: Sequence[Encoded]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids, positions and sides (0 the source, 1 the target) of a batch, int64 (rows, longest); padding is PAD."""
    longest = max(len(row.ids) for row in rows)
    ids = np.full((len(rows), longest), PAD)
    positions, sides = np.zeros_like(ids), np.zeros_like(ids)
    for k, row in enumerate(rows):
        size = len(row.ids)
        ids[k, :size] = row.ids
        positions[k, : row.split] = np.arange(row.split)
        positions[k, row.split : size] = np.arange(size - row.split)
        sides[k, row.split : size] = 1
    return ids, positions, sides
