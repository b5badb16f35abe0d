"""Tests of align.beads.band."""

from __future__ import annotations

import numpy as np

from align.beads.aligner import align_vectors
from align.beads.band import find_band
from align.beads.similarity import make_sides
from align.models.embedder import normalised


def test_the_band_follows_a_long_missing_block_and_a_long_insertion() -> None:
    rng = np.random.default_rng(3)
    vectors = normalised(rng.normal(size=(3000, 32)).astype(np.float32))
    lengths = rng.integers(30, 200, size=3000).astype(float)
    noisy = normalised(vectors + 0.1 * rng.normal(size=vectors.shape).astype(np.float32))
    extra = normalised(rng.normal(size=(700, 32)).astype(np.float32))
    right = np.concatenate([noisy[:500], noisy[1400:2500], extra, noisy[2500:]])
    sizes = np.concatenate([lengths[:500], lengths[1400:2500], np.full(700, 90.0), lengths[2500:]])
    found = align_vectors(vectors, right, lengths, sizes)
    assert [i for i, p in enumerate(found.left_dropped) if p > 0.5] == list(range(500, 1400))
    assert [j for j, p in enumerate(found.right_inserted) if p > 0.5] == list(range(1600, 2300))
    sides = make_sides(vectors, right, lengths, sizes)
    assert find_band(*sides).cells < 60 * 3000 + 40 * 3000
