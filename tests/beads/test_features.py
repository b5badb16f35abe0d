"""Tests of align.beads.features."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from align.beads.band import full_band
from align.beads.features import CROSSED, TYPES, bead_features, make_spans
from align.beads.similarity import make_sides
from align.models.embedder import normalised


def test_features_equal_their_definition() -> None:
    """The compiled features against plain vectors, for every bead type."""
    rng = np.random.default_rng(4)
    rows = [normalised(rng.normal(size=(n, 8)).astype(np.float32)) for n in (7, 6)]
    lengths = [rng.integers(20, 200, size=n).astype(float) for n in (7, 6)]
    left, right = make_sides(*rows, *lengths)
    band, ratio = full_band(7, 6), 1.3
    found = bead_features(left, right, (make_spans(left, ratio), make_spans(right, 1.0)), band, 0, band.rows)
    hubs = np.diff(left.hub_sums), np.diff(right.hub_sums)
    for kind, (a, b) in enumerate(TYPES):
        for i, j in itertools.product(range(8), range(7)):
            got = found[kind, band.cell(i, j)]
            if kind < 2 or kind == CROSSED or i < a or j < b:
                assert kind == CROSSED or np.isnan(got[0])
                continue
            one, other = left.rows[i - a : i], right.rows[j - b : j]
            pairs = np.array([[float(normalised(x[None])[0] @ normalised(y[None])[0]) for y in other] for x in one])
            cosine = float(normalised(one.sum(0)[None])[0] @ normalised(other.sum(0)[None])[0])
            margin = cosine - (hubs[0][i - a : i].mean() + hubs[1][j - b : j].mean()) / 2
            sizes = lengths[0][i - a : i].sum() * ratio, lengths[1][j - b : j].sum()
            log = math.log((sizes[1] + 5) / (sizes[0] + 5))
            assert got[0] == pytest.approx(margin, abs=1e-4)
            assert got[2] == pytest.approx(min(16.0, log**2 / (4.5 / (sum(sizes) + 40) + 0.001)), rel=1e-3)
            if a + b > 2:
                assert got[1] == pytest.approx(cosine - pairs.max(), abs=1e-4)
