"""Tests of align.traces.mentions."""

from __future__ import annotations

import pytest
from tracing import PUBLISHERS, layout_of

from align.traces.provenance import find_provenance


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Berbicara kepada wartawan Dan Tri, ia menolak.", "dantri.com.vn"),
        ("Berbicara kepada wartawan surat kabar Dân trí, ia menolak.", "dantri.com.vn"),
        ("Surat Kabar Dunia dan Vietnam mewawancarai duta besar itu.", "baoquocte.vn"),
        ("Menurut Tuoi Tre, harga beras akan naik.", "tuoitre.vn"),
        ("Menurut surat kabar Kompas, harga beras akan naik.", None),
        ("Mereka membahas lao dong dan dan tri di sana.", None),  # words, not names
        ("Partai Lao Dong mengadakan rapat.", None),  # a name without a cue
    ],
)
def test_newspapers_named_in_the_text(text: str, host: str | None) -> None:
    layout = layout_of(text)
    assert [m.fields["host"] for m in layout.mentions] == ([host] if host else [])
    for mention in layout.mentions:
        assert mention.span.of(text) == mention.text
    assert find_provenance(layout, PUBLISHERS) is None  # a mention alone is no source


def test_a_mention_of_the_source_is_evidence() -> None:
    text = "Berbicara kepada wartawan Dan Tri, ia menolak.\nSumber: https://dantri.com.vn/the-gioi/gia-gao-tang-manh-20250204101845023.htm"
    found = find_provenance(layout_of(text), PUBLISHERS)
    assert found and "mention" in found.evidence and [t.kind for t in layout_of(text).traces()] == ["mention", "source"]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Hal itu dikutip dari Thanhnien pada Senin.", "thanhnien.vn"), ("Menurut laporan Soha.vn, harga naik.", "soha.vn"),
        ("Seperti mengutip dari VnExpress, toko itu tutup.", "vnexpress.net"), ("Dilansir dari Tuoitre, ia pulang.", "tuoitre.vn"),
        ("Menurut Báo Sơn La, jalan itu longsor.", "baosonla.vn"), ("Ia membaca laporan harian.", None),
        ("Para buruh lao động di pabrik.", None),
    ],
)  # fmt: skip
def test_newspapers_that_are_cited(text: str, host: str | None) -> None:
    found = layout_of(f"Judul berita\n{text} Semua orang hadir di sana.").mentions
    assert [m.fields["host"] for m in found] == ([host] if host else [])


@pytest.mark.parametrize(
    "text", ["Hujan turun dari Nghe An.", "Kopi itu dari Da Nang.", "Menurut laporan Kien Giang, panen naik."]
)
def test_a_province_is_no_newspaper(text: str) -> None:
    assert not layout_of(f"Judul berita\n{text} Semua orang hadir di sana.").mentions
