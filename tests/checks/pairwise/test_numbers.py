"""Tests of align.checks.pairwise.numbers: months."""

from __future__ import annotations

import pytest

from align.checks.pair import Pair
from align.checks.pairwise.numbers import check


@pytest.mark.parametrize(
    ("source", "target", "langs"),
    [("Pertemuan itu berlangsung pada bulan Juni.", "The meeting took place in August.", ("id", "en")),
     ("Cuộc họp diễn ra vào tháng Sáu.", "The meeting took place in August.", ("vi", "en")),
     ("Cuộc họp diễn ra vào tháng 6.", "Pertemuan itu berlangsung pada bulan Agustus.", ("vi", "id"))],
)  # fmt: skip
def test_a_month_that_became_another_is_as_grave_as_one_with_a_year(source: str, target: str, langs: tuple[str, str]) -> None:
    found = check(Pair(source, target, *langs))
    assert found.severity == "critical" and found.score >= 0.9 and "changed" in found.message
