"""Tests of align.pages.units."""

from __future__ import annotations

import numpy as np
import pytest

from align.errors import InputError
from align.pages.units import check_vectors


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        (np.zeros((2, 4)), "expected shape"),
        (np.full((3, 4), np.nan), "NaN"),
        (np.zeros(3), "expected shape"),
    ],
)
def test_bad_vectors(vectors: np.ndarray, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_vectors(vectors, 3, "left")
