"""Tests of scripts/training/rounds/texts.py."""

from __future__ import annotations

import pytest
from training.rounds.texts import fits


@pytest.mark.parametrize(
    ("made", "good"),
    [
        ("Prices rose sharply today.", True),
        ("", False),
        ("Harga naik tajam hari ini.", False),  # a copy
        ("Up.", False),  # too short
        ("rose rose rose rose rose", False),
        ("Prices rose sharply today, and then they rose again and again until the evening came over the city.", False),
    ],
)
def test_what_may_stand_beside_what_it_was_made_from(made: str, good: bool) -> None:
    assert fits("Harga naik tajam hari ini.", made) is good


def test_a_line_with_a_tab_would_break_its_file() -> None:
    assert not fits("Harga\tnaik tajam.", "Prices rose sharply.")
