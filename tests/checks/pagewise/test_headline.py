"""Tests of align.checks.pagewise.headline: clauses of the headline that the title lacks, and those it says in other words."""

from __future__ import annotations

import pytest

from align.checks.pagewise.headline import check
from align.page import Sentence, Span


def unlike(left: str, right: str) -> float:
    return 0.0


def unit(text: str, role: str, lang: str) -> Sentence:
    return Sentence("p:0", Span(0, len(text)), role, text, lang)


@pytest.mark.parametrize(
    ("headline", "title", "missing"),
    [
        ("Giá cà phê hôm nay: Quay đầu tăng", "Harga kopi hari ini: Berbalik naik, petani masih enggan menjual", []),
        ("Cô giáo vùng cao: Tôi sợ học sinh không đến", 'Guru dataran tinggi: "Saya takut murid tidak datang"', []),
        ("Giá vàng tăng mạnh, giáo viên lo lắng", "Harga emas naik tajam, guru cemas", []),
        ("Mưa lớn ở miền Bắc: Cảnh báo lũ quét", "Hujan lebat di wilayah utara", ["Cảnh báo lũ quét"]),
        ("Cháy chợ ở Hà Nội, công an vào cuộc", "Kebakaran pasar di Hanoi", ["công an vào cuộc"]),
        ("Khánh thành cầu mới: Người dân phấn khởi", "Jembatan baru diresmikan", ["Người dân phấn khởi"]),
    ],
)  # fmt: skip
def test_a_clause_is_missing_unless_its_words_are_translated(headline: str, title: str, missing: list[str]) -> None:
    found = check(unit(headline, "headline", "vi"), unit(title, "title", "id"), unlike, 0.5)
    assert [f.expected for f in found] == missing
