"""Tests of align/models/translation/currency.py."""

from __future__ import annotations

import pytest

from align.models.translation.currency import repair_currencies


@pytest.mark.parametrize(
    ("lang", "source", "target", "mended"),
    [
        ("vi", "Thiệt hại 3.500 tỉ đồng.", "The damage is 3,500 billion francs.", "The damage is 3,500 billion dong."),
        ("vi", "Giá 120.000 đồng/kg.", "It costs 120,000 dollars per kilogram.", "It costs 120,000 dong per kilogram."),
        ("vi", "tăng 1,2 triệu đồng", "up $1.2 million", "up 1.2 million dong"),
        ("vi", "phạt 7.500.000đ", "fined €7,500,000", "fined 7,500,000 dong"),
        (
            "vi",
            "336.630 tỉ đồng (13,5 tỉ USD)",
            "336,630 billion dollars ($13.5 billion)",
            "336,630 billion dong ($13.5 billion)",
        ),
        ("id", "20 juta dong", "20 million dollars", "20 million dong"),
        ("id", "Rp 20 juta", "20 million dollars", "20 million rupiah"),
        ("id", "harga 15.850 rupiah", "a price of £15,850", "a price of 15,850 rupiah"),
    ],
)
def test_the_source_says_which_money(lang: str, source: str, target: str, mended: str) -> None:
    text, flags = repair_currencies(source, target, lang)
    assert text == mended and flags == (f"repaired: {'rupiah' if 'rupiah' in mended else 'dong'}",)


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        ("vi", "3.500 tỉ đồng", "3,500 billion dong"),
        ("vi", "5 tỷ đồng và 5 tỷ USD", "5 billion dollars and $5 billion"),  # which of the two is meant?
        ("vi", "Giá 5 USD", "It costs $5"),
        ("vi", "Bắt 5 đồng phạm, phạt 3 USD", "5 accomplices caught, fined $3"),
        ("vi", "120 triệu đồng", "130 million dollars"),  # another figure: not this repair's to mend
        ("id", "20 juta euro", "20 million dollars"),  # euros are the checks' to tell
        ("id", "20 kilometer", "20 miles"),
    ],
)
def test_what_is_right_or_unclear_stays(lang: str, source: str, target: str) -> None:
    assert repair_currencies(source, target, lang) == (target, ())
