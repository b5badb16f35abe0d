"""Tests of align.language.values.digits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from align.language.values.digits import parse_digits


@given(st.integers(1, 999_999_999_999))
def test_grouped_digits_read_back(number: int) -> None:
    english = f"{number:,}"
    assert parse_digits(english, "en") == (number,)
    assert parse_digits(english.replace(",", "."), "id")[0] == number
