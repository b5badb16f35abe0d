"""Captions, credits, headings, doubles, labels: pages as portals write them."""

from __future__ import annotations

import unicodedata

import pytest

from align.traces.layout import Layout, read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers

PUBLISHERS = load_publishers()
BODY = "Pagi itu udara cerah di seluruh desa. Semua siswa hadir tepat waktu."


def layout(text: str) -> Layout:
    return read_layout("p", text, "id", PUBLISHERS)


def roles(text: str) -> list[tuple[str, str]]:
    return [(s.role, s.text) for s in layout(text).sentences]


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        ("Para siswa berbaris di lapangan. Foto: Tran A", "Para siswa berbaris di lapangan."),
        ("Para petani memanen padi (Foto: Panitia).", "Para petani memanen padi"),
        ("Tran Van A. (Foto: NVCC)", "Tran Van A."),
        ("Warga menonton pertandingan. (Dok. VFF)", "Warga menonton pertandingan."),
        ("Siswa berbaris. (Foto: Le A ) |", "Siswa berbaris."),
        ("Petani memanen padi di sawah\nFoto: Le B", "Petani memanen padi di sawah"),
        ("Petani memanen padi di sawah\nẢnh: Lê B", "Petani memanen padi di sawah"),
        ("Petani memanen padi di sawah\nANTARA/R. Wijaya", "Petani memanen padi di sawah"),
        ("foto-desa-12.jpg\nDesa pada pagi hari.", "Desa pada pagi hari."),
        ("![](a.jpg)\nDesa pada sore hari.", "Desa pada sore hari."),
        ("Anak-anak bermain di sungai\nAnak-anak bermain di sungai", "Anak-anak bermain di sungai"),
    ],
)
def test_a_caption_is_one_unit_its_credit_apart(lines: str, caption: str) -> None:
    found = roles(f"Judul halaman\n{BODY}\n{lines}\n{BODY}")
    assert ("caption", caption) in found
    assert [text for role, text in found if role == "body"] == BODY.replace(". S", ".|S").split("|") * 2


@pytest.mark.parametrize(
    "line",
    ["Presiden menyatakan hal itu di Jakarta.", "Foto itu diambil pada 2020 oleh warga.", "Menurut dia, foto: bukti penting.",
     "Ia memotret desa dan menyimpan fotonya."],
)  # fmt: skip
def test_a_sentence_of_ordinary_news_is_no_caption(line: str) -> None:
    assert ("body", line) in roles(f"Judul halaman\n{BODY}\n{line}\n{BODY}")


@pytest.mark.parametrize(
    "line", ["Kembali bertani dengan gelar sarjana", "Kerendahan hati Tuan Anh", "Bagaimana Anda menilai hasil itu?"]
)
def test_a_line_before_body_text_is_a_heading(line: str) -> None:
    assert ("heading", line) in roles(f"Judul halaman\n{BODY}\n{line}\n{BODY}")


def test_lines_in_runs_and_at_the_end_are_teasers() -> None:
    found = roles(f"Judul halaman\n{BODY}\nMenteri bertemu petani di Hanoi\nHarga beras naik lagi")
    assert [role for role, _ in found[-2:]] == ["teaser", "teaser"]


@pytest.mark.parametrize(
    "label", ["Báo Kiên GiangBáo Kiên Giang07/07/2025", "Báo Sơn La•14/12/2025", "Đài PTTH Lào Cai 01/02/2025"]
)
def test_a_label_names_a_newspaper_that_is_not_listed(label: str) -> None:
    provenance = find_provenance(layout(f"Judul\n{label}\n{BODY}"), PUBLISHERS)
    assert provenance is not None and provenance.publisher == label[: len(provenance.publisher or "")]
    assert provenance.label_date and provenance.label_date.startswith("2025-")


def test_decomposed_pages_read_as_composed_ones() -> None:
    text = f"Judul\nBáo Thanh niênBáo Thanh niên01/11/2024\n{BODY}\nChiến sự Ukraine ngày 982: Triều Tiên sát cánh cùng Nga- Ảnh 1.\n"
    split = unicodedata.normalize("NFD", text)
    one, two = layout(text), layout(split)
    assert [(k.kind, k.text) for k in one.leaks] == [(k.kind, k.text) for k in two.leaks]
    for part in (*two.sentences, *two.leaks):
        assert unicodedata.normalize("NFC", part.span.of(split)) == part.text
    assert sum(s.end - s.start for s in two.spans()) == len(split)
