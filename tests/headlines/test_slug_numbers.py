"""Tests of align.headlines.slug_numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.headlines.slug_numbers import put_back, witness

MADE = "2024-11-01T15:43:10+07:00"


@pytest.mark.parametrize(
    ("slug", "page", "created", "shown"),
    [
        ("hon-1-000-canh-sat", "", None, "hon 1000 canh sat"),
        ("de-xuat-11-500-ty-dong", "anggaran 11.500 miliar", None, "de xuat 11500 ty dong"),
        ("hon-1-234-567-nguoi", "1,234,567 orang", None, "hon 1234567 nguoi"),
        ("gia-vang-hom-nay-80-500-000-dong", "Rp80.500.000", MADE, "gia vang hom nay 80500000 dong"),
        ("moi-ngay-1-000-ca-mac", "", None, "moi ngay 1000 ca mac"),
        ("1-000-000-000-000-000-dong", "", None, "1000000000000000 dong"),
        ("sea-games-32-136-huy-chuong", "SEA Games ke-32: 136 medali", None, "sea games 32 136 huy chuong"),
        ("may-bay-boeing-737-800", "", None, "may bay boeing 737 800"),
        ("goi-113-114-115", "", None, "goi 113 114 115"),
        ("tuyen-metro-so-1-500-000-khach", "Jalur 1: 500.000 penumpang", None, "tuyen metro so 1 500000 khach"),
        ("gia-vang-sang-14-9-tai-sjc", "", None, "gia vang sang 14/9 tai sjc"),
        ("lai-suat-hom-nay-24-9-2026", "", None, "lai suat hom nay 24/9/2026"),
        ("thoi-tiet-hom-nay-149", "", None, "thoi tiet hom nay 14/9"),
        ("quoc-hoi-hop-ngay-149", "", "2026-09-14T09:13:00+07:00", "quoc hoi hop ngay 14/9"),
        ("quoc-hoi-hop-ngay-149", "", "2026-03-02T09:13:00+07:00", "quoc hoi hop ngay 149"),
        ("quoc-hoi-hop-ngay-149", "pada 14 September", None, "quoc hoi hop ngay 14/9"),
        ("hom-nay-2112024", "", MADE, "hom nay 2/11/2024"),
        ("chien-su-ukraine-ngay-149", "", None, "chien su ukraine ngay 149"),  # the 149th day
        ("chien-su-ukraine-ngay-111", "Perang hari ke-111", MADE, "chien su ukraine ngay 111"),  # 1/11, were the page not there
        ("chien-su-ukraine-ngay-982", "", MADE, "chien su ukraine ngay 982"),
        ("ngay-111-o-day", "", "2025-01-11T00:00:00+07:00", "ngay 11/1 o day"),  # 1/11 is far
        ("ngay-111-o-day", "", "2025-06", "ngay 111 o day"),
        ("moi-ngay-2-3-lit-nuoc", "2-3 liter", MADE, "moi ngay 2 3 lit nuoc"),
        ("toi-nay-2-1-viet-nam-thang", "menang 2-1", MADE, "toi nay 2 1 viet nam thang"),
        ("tu-ngay-1-5-11", "", MADE, "tu ngay 1 5/11"),  # the 1st to the 5th
        ("quoc-khanh-2-9", "Hari Nasional 2 September", None, "quoc khanh 2/9"),
        ("ngay-30-2", "", None, "ngay 30 2"),
        ("007-tro-lai", "", None, "007 tro lai"),
    ],
)
def test_numbers_are_put_back(slug: str, page: str, created: str | None, shown: str) -> None:
    assert " ".join(put_back(slug.split("-"), witness(page, created))) == shown


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([None, "2024-02-29", "2026-09", MADE]))
def test_no_digit_is_lost_or_made(text: str, page: str, created: str | None) -> None:
    words = text.split()
    assert "".join(put_back(words, witness(page, created))).replace("/", "") == "".join(words).replace("/", "")
