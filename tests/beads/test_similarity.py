"""Tests of align.beads.similarity."""

from __future__ import annotations

import numpy as np
import pytest

from align.beads.similarity import span_norms


def test_span_norms() -> None:
    rows = np.random.default_rng(2).normal(size=(6, 5)).astype(np.float32)
    norms = span_norms(rows)
    for size in range(1, 5):
        for i in range(6 - size + 1):
            assert norms[size - 1, i] == pytest.approx(float(np.linalg.norm(rows[i : i + size].sum(0))), rel=1e-4)
