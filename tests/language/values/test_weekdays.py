"""Tests of align.language.values.weekdays."""

from __future__ import annotations

import pytest

from align.language.values.weekdays import find_weekdays


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ngày thứ 5 sau bão, điện mới có lại.", []),
        ("Đây là tuần thứ 3 của cuộc đình công.", []),
        ("Cuộc họp vào ngày thứ 5 tuần này.", [3]),
        ("Động đất xảy ra ngày thứ Sáu.", [4]),
        ("Đi dạo phố ngày Chủ nhật.", [6]),
        ("Lớp học vào thứ 3, 5 và 7 hằng tuần.", [1, 3, 5]),
        ("Giảm giá thứ 7, CN.", [5, 6]),
    ],
)
def test_days_of_the_week_and_days_that_are_counted(text: str, days: list[int]) -> None:
    assert [day for day, _ in find_weekdays(text, "vi")] == days
