"""Tests of align.traces.labels."""

from __future__ import annotations

import pytest
from tracing import layout_of


def test_a_label_written_once_names_a_newspaper() -> None:
    found = [
        leak for leak in layout_of("Judul berita\n\nBáo Thanh niên01/11/2024\n\nPasukan tiba.").leaks if leak.kind == "label"
    ]
    assert [(leak.fields["host"], leak.fields["date"]) for leak in found] == [("thanhnien.vn", "2024-11-01")]
    assert not layout_of("Judul berita\n\nKoran Anu01/11/2024\n\nPasukan tiba.").leaks


def test_names_of_newspapers_make_no_vietnamese_passage() -> None:
    assert not layout_of("Dilansir Tuổi Trẻ pada Senin, harga naik.").leaks


@pytest.mark.parametrize(
    ("lines", "name", "day"),
    [
        ("Báo Cà Mau\nBáo Cà Mau\n12/02/2025", "Báo Cà Mau", "2025-02-12"),
        ("Báo Cà Mau\n12/02/2025", "Báo Cà Mau", "2025-02-12"),
        ("Báo Cà Mau\nBáo Cà Mau", "Báo Cà Mau", ""),
        ("VietnamPlus\nVietnamPlus\n28/10/2025", "VietnamPlus", "2025-10-28"),
        ("Đài PTTH Đồng Nai 12/02/2025", "Đài PTTH Đồng Nai", "2025-02-12"),
        ("Báo Sơn La•14/12/2025", "Báo Sơn La", "2025-12-14"),
        ("Báo và phát thanh, truyền hình Lâm ĐồngBáo và phát thanh, truyền hình Lâm Đồng01/09/2025", "Báo và phát thanh, truyền hình Lâm Đồng", "2025-09-01"),
    ],
)  # fmt: skip
def test_labels_on_lines_of_their_own_and_of_provinces(lines: str, name: str, day: str) -> None:
    layout = layout_of(f"Vietnam.vn\nSiswa desa menerima beasiswa\n{lines}\nPagi itu udara cerah. Semua siswa hadir.")
    (label,) = [leak for leak in layout.leaks if leak.kind == "label"]
    assert (label.fields["label"], label.fields["date"]) == (name, day)
    assert [s.role for s in layout.sentences] == ["title", "body", "body"]


def test_a_newspapers_name_alone_is_no_label() -> None:
    layout = layout_of("Siswa desa menerima beasiswa\nBáo Cà Mau đưa tin\nPagi itu udara cerah. Semua siswa hadir.")
    assert not [leak for leak in layout.leaks if leak.kind == "label"]
