"""Tests of align.language.values.numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from align.language.values.numbers import find_numbers


@pytest.mark.parametrize("lang", ["id", "vi", "en"])
@given(number=st.integers(min_value=10, max_value=10**10))
def test_spelled_numbers_read_back(lang: str, number: int) -> None:
    text = {"id": "Ada {} orang.", "vi": "Có {} người.", "en": "There are {} people."}[lang]
    found = find_numbers(text.format(num2words(number, lang=lang)), lang)
    assert [v.readings[0] for v in found] == [number]


def values(text: str, lang: str) -> list[object]:
    return [v.readings[0] for v in find_numbers(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("8.000 tentara", "id", 8000),
        ("delapan ribu tentara", "id", 8000),
        ("2,5 triliun rupiah", "id", 2_500_000_000_000),
        ("Rp 3 juta", "id", 3_000_000),
        ("ke-21", "id", 21),
        ("dua puluh satu", "id", 21),
        ("425 juta dolar AS", "id", 425_000_000),
        ("2,5 nghìn tỷ đồng", "vi", 2_500_000_000_000),
        ("hai mươi mốt người", "vi", 21),
        ("8.000 lính", "vi", 8000),
        ("8k", "en", 8000),
        ("2.5 trillion", "en", 2_500_000_000_000),
        ("one hundred and five", "en", 105),
        ("$1.5bn", "en", 1_500_000_000),
        ("twenty-one", "en", 21),
    ],
)
def test_number_values(text: str, lang: str, expected: int) -> None:
    assert values(text, lang) == [Fraction(expected)]
