"""Tests of align.language.vietnamese."""

from __future__ import annotations

from align.language.vietnamese import is_vietnamese


def test_vietnamese_told_from_neighbours() -> None:
    assert is_vietnamese("my ukraine noi 8000 linh trieu tien o kursk gom 3 tuong")
    assert is_vietnamese("Chiến sự Ukraine ngày 982")
    assert not is_vietnamese("Perdana Menteri Phạm Minh Chính menghadiri upacara di Hanoi")
    assert not is_vietnamese("Ini adalah hari yang baik")
    assert not is_vietnamese("This is what he said to me")
