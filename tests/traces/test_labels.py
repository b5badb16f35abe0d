"""Tests of align.traces.labels."""

from __future__ import annotations

from tracing import layout_of


def test_a_label_written_once_names_a_newspaper() -> None:
    found = [
        leak for leak in layout_of("Judul berita\n\nBáo Thanh niên01/11/2024\n\nPasukan tiba.").leaks if leak.kind == "label"
    ]
    assert [(leak.fields["host"], leak.fields["date"]) for leak in found] == [("thanhnien.vn", "2024-11-01")]
    assert not layout_of("Judul berita\n\nKoran Anu01/11/2024\n\nPasukan tiba.").leaks


def test_names_of_newspapers_make_no_vietnamese_passage() -> None:
    assert not layout_of("Dilansir Tuổi Trẻ pada Senin, harga naik.").leaks
