"""Tests of align.report.tables."""

from __future__ import annotations

import pytest

from align.report.tables import guard, unguard


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "@x", "\tx", "'x", "x", "", "''"])
def test_guarded_cells_come_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell and not guard(cell).startswith(("=", "+", "-", "@", "\t"))
