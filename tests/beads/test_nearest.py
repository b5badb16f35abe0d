"""Tests of align.beads.nearest."""

from __future__ import annotations

import numpy as np
import pytest

from align.beads import nearest as room
from align.beads.nearest import nearest
from align.models.embedder import normalised


def rows(count: int, seed: int) -> np.ndarray:
    return normalised(np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32))


def test_the_nearest_are_those_of_the_whole_product() -> None:
    left, right = rows(40, 1), rows(300, 2)
    places, cosines = nearest(left, right, 5)
    product = left @ right.T
    assert np.allclose(cosines, -np.sort(-product, axis=1)[:, :5], atol=1e-5)
    assert np.allclose(np.take_along_axis(product, places, axis=1), cosines, atol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_fewer_than_asked_for(count: int) -> None:
    places, cosines = nearest(rows(2, 1), rows(count, 2), 5)
    assert (np.sort(places[:, :count], axis=1) == np.arange(count)).all() and (places[:, count:] == -1).all()
    assert (cosines[:, count:] == -1).all() and nearest(rows(0, 1), rows(3, 2), 5)[0].shape == (0, 5)


def test_cells_find_what_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "EXACT", 100)
    right = rows(5_000, 3)
    left = normalised(right[:200] + 0.3 * rows(200, 4))
    assert (nearest(left, right, 4)[0][:, 0] == np.arange(200)).mean() > 0.98
