"""Captions, credits, headings, doubles, labels: pages as portals write them."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tracing import PUBLISHERS, assert_accounted, layout_of

from align.traces.layout import Layout, read_layout
from align.traces.provenance import find_provenance

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


LINES = st.sampled_from(
    [
        "Presiden tiba di Jakarta. Ia berbicara.",
        "Sumber: https://thanhnien.vn/my-ukraine-noi-185241101092031417.htm",
        "teks TH (mengikut Vietnamnet)Sumber: https://baohaiduong.vn/tin-moi-nhat-hom-nay-400123.html",
        "Báo Dân tríBáo Dân trí04/02/2025",
        "Chiến sự Ukraine ngày 982- Ảnh 1.",
        "[iklan_2]",
        "Komentar (0)",
        "![[Foto] x](https://a.vn/1761897188943_x.webp)",
        "JAKARTA – Polisi menangkap dua orang. (*)",
        "(PLO)- Polisi menangkap dua orang.",
        "  \t ",
        "",
        "Nga Trieu Tien anh 1",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=80)), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_every_character_is_in_one_span(lines: list[str], end: str) -> None:
    assert_accounted(end.join(lines))


def test_seed_pages_are_accounted_for(seeds: dict[str, str]) -> None:
    for text in seeds.values():
        assert_accounted(text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sumber: https://thanhnien.vn/my-ukraine-noi-8000-linh-185241101092031417.htm", "source"),
        ("Sursă: https://dantri.com.vn/xa-hoi/tin-nong-hom-nay-20250204101845023.htm", "source"),
        ("Báo Thanh niênBáo Thanh niên01/11/2024", "label"),
        ("VietnamPlusVietnamPlus28/10/2025", "label"),
        ("Vietnam.vn - Nền tảng quảng bá Việt Nam", "site"),
        ("Mỹ tuyên bố gói viện trợ mới cho Ukraine - Ảnh 1.", "caption"),
        ("Mỹ tuyên bố gói viện trợ mới cho Ukraine - 1", "caption"),
        ("Mỹ tuyên bố gói viện trợ mới cho Ukraine ảnh 1", "caption"),
        ("Nga Trieu Tien anh 1", "caption"),
        ("Tong thong Nga den tham Trieu Tien hinh anh 1", "caption"),
        ("Ông cho biết cuộc họp sẽ diễn ra vào ngày mai tại Hà Nội.", "passage"),
        ("(PLO)- Polisi menangkap dua orang di Hanoi kemarin.", "prefix"),
        ("TPO - Polisi menangkap dua orang di Hanoi kemarin.", "prefix"),
    ],
)
def test_kinds_of_leak(line: str, kind: str) -> None:
    assert [leak.kind for leak in layout_of(line).leaks] == [kind]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[iklan_2]", "placeholder"),
        ("Komentar (0)", "comments"),
        ("コメント (0)", "comments"),
        ("![[Foto] Da Nang](https://vphoto.vietnam.vn/2025/10/31/1761897188943_a.webp)", "image"),
        ("Editor | : Deasy Mayasari |", "byline"),
        ("Artikel ini sebelumnya sudah tayang di TIMES Indonesia dengan judul: Bentrokan", "republication"),
        ("2-7176.jpg", "filename"),
        ("![]() |", "image"),
        ("| |", "table"),
    ],
)
def test_furniture(line: str, kind: str) -> None:
    assert [f.kind for f in layout_of(line).furniture if f.kind != "blank"] == [kind]


def test_crawl_date_of_a_gallery_image() -> None:
    layout = layout_of("![x](https://vphoto.vietnam.vn/2025/10/31/1761897188943_a.webp)")
    assert layout.furniture[0].fields["crawled"] == "2025-10-31"


@pytest.mark.parametrize("character", list("!-=#(/.| \u00a0ảnh[]:%?&1aA\t\"'"))
def test_a_megabyte_of_one_character_is_linear(character: str) -> None:
    began = time.process_time()
    assert_accounted(character * 1_000_000)
    assert_accounted("Sumber: https://" + character * 4000 + "\n" + character * 3990)
    assert time.process_time() - began < 5


def test_only_furniture() -> None:
    assert not assert_accounted("[iklan_2]\nKomentar (0)\n\n").sentences
    assert assert_accounted("").spans() == []


@pytest.mark.parametrize("credit", [". Foto: Tran A", " (Foto: Panitia).", " (Dok. VFF)", ""])
def test_a_caption_that_stands_twice_with_its_credit_is_one(credit: str) -> None:
    line = f"Para siswa berbaris di lapangan{credit}"
    layout = layout_of(f"Judul berita\n{BODY}\n{line}\n{line}\nUpacara selesai pada siang hari. Semua pulang.")
    assert [s.role for s in layout.sentences] == ["title", "body", "body", "caption", "body", "body"]
    assert [f.kind for f in layout.furniture].count("double") == 1
