"""Tests of align.language.identify."""

from __future__ import annotations

from align.language.identify import identify


def test_identify() -> None:
    assert identify("Presiden mengatakan bahwa ia akan pergi ke sana dengan para menteri dan tidak kembali.") == "id"
    assert identify("The president said that he would go there with his ministers and not return to the city.") == "en"
    assert identify("大统领发表声明" * 20) == "other"
    assert identify("Kursk 8.000") is None
