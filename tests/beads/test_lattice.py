"""Tests of align.beads.lattice."""

from __future__ import annotations

import math

import numpy as np
import pytest

from align.beads.band import full_band
from align.beads.features import TYPES
from align.beads.lattice import posteriors


def brute_force(scores: np.ndarray, left: int, right: int) -> tuple[float, dict[tuple[int, int, int], float]]:
    """Sum over every path, by enumeration."""
    total, beads = 0.0, dict[tuple[int, int, int], float]()

    def walk(i: int, j: int, score: float, path: list[tuple[int, int, int]]) -> None:
        nonlocal total
        if (i, j) == (left, right):
            total += math.exp(score)
            for bead in path:
                beads[bead] = beads.get(bead, 0.0) + math.exp(score)
            return
        for t, (a, b) in enumerate(TYPES):
            if i + a <= left and j + b <= right and np.isfinite(scores[t, i + a, j + b]):
                walk(i + a, j + b, score + scores[t, i + a, j + b], [*path, (t, i + a, j + b)])

    walk(0, 0, 0.0, [])
    return total, {bead: value / total for bead, value in beads.items()}


@pytest.mark.parametrize(("left", "right"), [(1, 1), (2, 3), (4, 2), (3, 3)])
def test_posteriors_equal_enumeration(left: int, right: int) -> None:
    rng = np.random.default_rng(left * 10 + right)
    scores = rng.normal(size=(len(TYPES), left + 1, right + 1))
    for t, (a, b) in enumerate(TYPES):
        scores[t, :a] = -np.inf
        scores[t, :, :b] = -np.inf
    total, expected = brute_force(scores, left, right)
    band = full_band(left, right)
    found = posteriors(scores.reshape(len(TYPES), -1).astype(np.float32), band, every_bead=True)
    assert found.log_total == pytest.approx(math.log(total), abs=1e-5)
    beads = found.beads.reshape(scores.shape)
    for (t, i, j), value in expected.items():
        assert beads[t, i, j] == pytest.approx(value, abs=1e-5)
    for i in range(left):
        covered = sum(beads[t, e, :].sum() for t, (a, _) in enumerate(TYPES) for e in range(i + 1, min(left, i + a) + 1))
        assert covered == pytest.approx(1.0, abs=1e-5)
        assert found.left_null[i] == pytest.approx(beads[0, i + 1].sum(), abs=1e-6)
    assert found.path[-1][1:3] == (left, right)
    assert all(found.path[k][3] == pytest.approx(beads[found.path[k][:3]], abs=1e-6) for k in range(len(found.path)))
