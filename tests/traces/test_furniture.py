"""Tests of align.traces.furniture, and of the lines that single patterns tell."""

from __future__ import annotations

import pytest
from tracing import layout_of

from align.traces.furniture import furniture_kind, perhaps_furniture

BODY = "Pagi itu udara cerah di seluruh desa. Semua siswa hadir tepat waktu dan mengikuti upacara."
MORE = "Kepala sekolah menyampaikan terima kasih kepada para guru. Acara selesai pada siang hari."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("LE VAN A", "byline"), ("HÀ AN", "byline"), ("Le Tuyet -", "byline"), ("Nguyễn Thị Minh Khai", "byline"),
        ("Tran Hoang Nam –", "byline"), ("PHAM T. HA", ""), ("Harga Beras Naik", ""), ("HARGA BERAS", ""), ("Le", ""),
        ("Nguyen Van A tiba di Hanoi", ""), ("Le Monde", ""),
        ("dataran tinggi, beasiswa penuh, Beijing,", "tags"), ("Gadis Gunung, Beasiswa Penuh", "tags"),
        ("kopi, ekspor, harga", "tags"), ("#kopi #ekspor", "tags"), ("Hanoi, ibu kota Vietnam", ""),
        ("Israel Bunuh Yahya Sinwar, Begini Respons Rusia", ""), ("Harga naik, petani senang.", ""),
        ("Setelah menang, tim pulang", ""), ("Harga Beras Mahal, Inflasi Juli 0,30%", ""),
        ("Mayor 6 10.800.000 14.040.000", "table"), ("Kolonel Senior 7,20 16.848.000 18.200.000", "table"),
        ("| Gabah | 6.500 | 7.000 |", "table"), ("Vietnam 2 - 1 Thailand", ""), ("Pertandingan 12 Mei 2024 19.30", ""),
        ("Sebanyak 12 orang dari 15 hadir.", ""), ("Lebih dari 1.200 15.000", "table"),
    ],
)  # fmt: skip
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert (furniture_kind(line) or perhaps_furniture(line)) == kind


@pytest.mark.parametrize(
    "line",
    ["Độc lập - Tự do - Hạnh phúc", "ĐỘC LẬP – TỰ DO – HẠNH PHÚC", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Sumber", "Source", "Fuente",
     "Nguồn:", "Internasional", "Sepak Bola", "Nasional / Hukum", "2026-01-21", "Xem thêm", "Baca juga", "."],
)  # fmt: skip
def test_lines_of_the_portal_are_no_text(line: str) -> None:
    layout = layout_of(
        f"Vietnam.vn - Nền tảng quảng bá Việt Nam\n{line}\nSiswa desa menerima beasiswa\n{BODY}\n{MORE}\nKomentar (0)"
    )
    assert [s.role for s in layout.sentences] == ["title", *["body"] * 4]
    assert [leak.kind for leak in layout.leaks if leak.kind != "template"] == ["site"]


@pytest.mark.parametrize(
    "prefix",
    ["(VOVWORLD) - ", "(VOVWORLD) – ", "MerahPutih.com - ", "Gridhype.id- ", "TEMPO.CO, Jakarta - ", "Jakarta, Pahami.id — ",
     "(VOVWORLD) -\n", "Liputan6.com, Jakarta -\n", "(KANTOR BERITA) - "],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "Para siswa berbaris (Foto: Panitia).\n"])
def test_an_agency_before_the_text_is_cut_off(prefix: str, before: str) -> None:
    layout = layout_of(f"Siswa desa menerima beasiswa\n{before}{prefix}{BODY}\n{MORE}")
    body = [s.text for s in layout.sentences if s.role == "body"]
    assert body[0] == "Pagi itu udara cerah di seluruh desa." and len(body) == 4


def test_a_paragraph_that_comes_back_later_is_no_caption() -> None:
    layout = layout_of(f"Gaji naik\n{BODY}\nMayor 6 10.800.000 14.040.000\n{BODY}")
    assert [s.role for s in layout.sentences] == ["title", *["body"] * 4]
