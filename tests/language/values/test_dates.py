"""Tests of align.language.values.dates."""

from __future__ import annotations

import pytest

from align.language.values.calendar import CalendarDate
from align.language.values.dates import dates_agree, find_dates
from align.language.values.numbers import find_numbers


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Selasa (5/11/2024) kemarin", "id", (5, 11, 2024)),
        ("ngày 1.11", "vi", (1, 11, 0)),
        ("ngày 31 tháng 10 năm 2024", "vi", (31, 10, 2024)),
        ("16 tháng Chín", "vi", (16, 9, 0)),
        ("October 31, 2024", "en", (31, 10, 2024)),
        ("31 Oktober", "id", (31, 10, 0)),
        ("pukul 14.30 WIB", "id", (14, 30, True)),
        ("14h30", "vi", (14, 30, True)),
        ("2:30 p.m.", "en", (14, 30, True)),
    ],
)
def test_dates_and_times(text: str, lang: str, expected: tuple[int, int, int]) -> None:
    assert find_dates(text, lang)[0].readings[0] == expected


def test_a_price_is_not_a_date() -> None:
    assert not find_dates("harga 31.000 rupiah", "id")
    assert dates_agree(CalendarDate(1, 11, 0), CalendarDate(1, 11, 2024)) and not dates_agree(
        CalendarDate(1, 11, 0), CalendarDate(2, 11, 2024)
    )


@pytest.mark.parametrize(
    "text", ["Họ họp sáu tháng một lần.", "Họ họp 6 tháng một lần.", "Ủy ban họp mỗi tháng một lần.", "Ba tháng hai lần."]
)
def test_how_often_in_months_is_no_month(text: str) -> None:
    assert not [v for v in find_numbers(text, "vi") if v.kind == "date"]
