"""Tests of align.models.translation.faults."""

from __future__ import annotations

import pytest

from align.models.translation.faults import faults, is_copy, repeats


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the army the army the army said", True),
        ("no no no no", True),
        ("he said that he said it", False),
        ("very very good", False),
        ("", False),
    ],
)
def test_repetition(text: str, expected: bool) -> None:
    assert repeats(text) is expected


def test_copies() -> None:
    assert is_copy("pasukan itu tiba di Kursk kemarin", "pasukan itu tiba di Kursk kemarin")
    assert not is_copy("Kim Jong Un", "Kim Jong Un")
    assert faults("pasukan itu tiba di Kursk kemarin", "pasukan itu tiba di Kursk kemarin", "id") == ("copied",)
