"""Tests of align.auditing.teasers."""

from __future__ import annotations

from align.auditing.teasers import renderings
from align.tools import Tools

PAIRS = [
    ("Bão số 3 gây thiệt hại lớn ở Quảng Ninh", "Topan No. 3 menyebabkan kerusakan besar di Quang Ninh"),
    ("Giá cà phê tăng lên mức cao nhất", "Harga kopi naik ke tingkat tertinggi"),
    ("Thủ tướng thăm các bệnh nhân ở Hà Nội", "Perdana Menteri mengunjungi para pasien di Hanoi"),
]
OTHERS = [
    "Harga emas naik tajam pekan ini",
    "Perdana Menteri bertemu dengan para pengusaha di Hanoi",
    "Topan melemah setelah mencapai daratan",
    "Selengkapnya",
]


def test_lines_that_render_a_headline_are_found(tools: Tools) -> None:
    headlines, lines = [vi for vi, _ in PAIRS], [line for _, line in PAIRS] + OTHERS
    found = renderings(headlines, headlines, lines, tools.embedder, 0.9)
    assert [(target, at) for target, at, _ in found] == [(0, 0), (1, 1), (2, 2)]


def test_a_slug_is_compared_by_its_reading(tools: Tools) -> None:
    slugs = ["gia ca phe tang len muc cao nhat"]
    lines = [PAIRS[1][1], *OTHERS]
    with_reading = {at: p for _, at, p in renderings(slugs, [PAIRS[1][0]], lines, tools.embedder, 0.0)}
    without = {at: p for _, at, p in renderings(slugs, slugs, lines, tools.embedder, 0.0)}
    assert with_reading[0] > max(0.9, without[0])


def test_nothing_to_compare(tools: Tools) -> None:
    assert list(renderings([], [], ["Selengkapnya"], tools.embedder, 0.9)) == []
    assert list(renderings(["Giá vàng"], ["Giá vàng"], [], tools.embedder, 0.9)) == []
