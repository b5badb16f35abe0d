"""Tests of align.headlines.capitals."""

from __future__ import annotations

import pytest

from align.headlines.accents import default_model


@pytest.mark.parametrize(
    ("slug", "names", "headline"),
    [
        ("ong donald trump den ha noi", "", "Ông Donald Trump đến Hà Nội"),
        ("bo truong quoc phong nga tham trung quoc", "", "Bộ trưởng Quốc phòng Nga thăm Trung Quốc"),
        ("nguoi dan ban dat o binh duong", "", "Người dân bán đất ở Bình Dương"),
        ("ubnd tp hcm noi gi", "", "UBND TP HCM nói gì"),
        ("quan doi ukraine rut khoi vuhledar", "vuhledar", "Quân đội Ukraine rút khỏi Vuhledar"),
        ("gia vang hom nay tang manh", "", "Giá vàng hôm nay tăng mạnh"),
    ],
)
def test_names_get_their_capitals_back(slug: str, names: str, headline: str) -> None:
    assert default_model().restore(slug, names=frozenset(names.split()))[0].text == headline


def test_what_the_page_writes_large_is_likelier_large() -> None:
    model = default_model()
    plain = model.restore("ho hoan kiem dong khach")[0].text
    named = model.restore("ho hoan kiem dong khach", names=frozenset({"hoan", "kiem"}))[0].text
    assert "Hoàn Kiếm" in named and plain.lower() == named.lower()


def test_a_word_that_is_no_word_is_a_name() -> None:
    assert default_model().restore("gap go xzqorv tai hue")[0].text == "Gặp gỡ Xzqorv tại Huế"
