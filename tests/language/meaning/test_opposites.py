"""Tests of align.language.meaning.opposites."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from align.language.meaning.opposites import find_poles, opposed

TABLE = yaml.safe_load((files("align.language") / "data" / "opposites.yaml").read_text("utf-8"))


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("lang", ["id", "vi", "en"])
def test_no_expression_stands_at_two_poles(kind: str, lang: str) -> None:
    words = [w.strip() for shown in TABLE[kind] for w in shown.get(lang, "").split(",") if w.strip()]
    assert len(set(words)) == len(words) and all(w == w.lower() for w in words)
    for end, shown in enumerate(TABLE[kind]):
        for word in filter(None, map(str.strip, shown.get(lang, "").split(","))):
            assert list(find_poles(kind, f"“{word}”", lang)) == ([] if shown.get("either") or shown.get("apart") else [end])


def test_the_longer_expression_counts() -> None:
    assert opposed("Perdagangan ilegal.", "Illegal trade.", "id", "en") is None
    assert opposed("Tidak sedikit warga.", "Few residents.", "id", "en") is not None
    assert opposed("Ia sudah menunggu sejak kuartal III-2023.", "He has waited since the third quarter.", "id", "en") is None


def test_one_of_several_is_reported() -> None:
    found = opposed("Xuất khẩu gạo chiếm nửa tổng lượng xuất khẩu.", "Rice imports made up half of all exports.", "vi", "en")
    assert found is not None and [s.start for s in found[1].spans] == [5]


def test_nothing_is_said_where_both_are_named() -> None:
    assert opposed("Ekspor naik, impor turun.", "Exports rose.", "id", "en") is None
    assert opposed("İSTANBUL naik.", "Istanbul fell.", "id", "en") is None  # lower-casing makes it longer
