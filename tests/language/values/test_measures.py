"""Tests of align.language.values.measures."""

from __future__ import annotations

from align.language.values.measures import find_measures


def test_measures_have_units() -> None:
    assert [m.unit for m in find_measures("Harganya Rp 3 juta untuk 5 kg.", "id")] == ["IDR", "kilogram"]
    assert [m.unit for m in find_measures("US$20 for 3 hours, 15 percent", "en")] == ["USD", "hour", "percent"]
