"""Leaks, furniture, addresses: kinds, traps, and the accounting of every character."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.checks.pagewise.dates import told_days
from align.errors import ConfigError
from align.headlines.claims import find_facts, look_up
from align.page import Provenance, Sentence, Span
from align.traces.labels import doubled_label
from align.traces.layout import Layout, read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers
from align.traces.urls import decode_time, parse_url

PUBLISHERS = load_publishers()


def layout_of(text: str) -> Layout:
    return read_layout("p", text, "id", PUBLISHERS)


def assert_accounted(text: str) -> Layout:
    layout = layout_of(text)
    at = 0
    for span in layout.spans():
        assert span.start == at and span.end > span.start
        at = span.end
    assert at == len(text)
    return layout


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
    "line",
    [
        "(Sumber: nhandan.vn) |",
        "Sumber | : | Thethao247.vn |",
        "Sumber: https://www.bbc.com/indonesia/articles/the-quick-brown-fox",
        "Sumber: Reuters",
        "Perdana Menteri Phạm Minh Chính tiba di Jakarta untuk menghadiri KTT ASEAN.",
    ],
)
def test_traps_are_no_leaks(line: str) -> None:
    layout = assert_accounted(line)
    assert not layout.leaks
    assert find_provenance(layout, PUBLISHERS) is None


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


@pytest.mark.parametrize(
    ("url", "created", "article_id"),
    [
        ("https://thanhnien.vn/a-b-185241101092031417.htm", "2024-11-01T09:20:31.417+07:00", "185241101092031417"),
        ("https://thanhnien.vn/a-b-18526091408451471.htm", "2026-09-14T08:45:14.071+07:00", "18526091408451471"),
        ("https://tuoitre.vn/a-b-20221222102721467.htm", "2022-12-22T10:27:21.467+07:00", "20221222102721467"),
        (
            "https://www.dantri.com.vn./x/a-b-20260914101845023.htm",
            "2026-09-14T10:18:45.023+07:00",
            "20260914101845023",
        ),
        ("https://dantri.com.vn/x/a-b-1441212345.htm", None, "1441212345"),
        ("https://suckhoedoisong.vn/a-b-169133117.htm", None, "169133117"),
        ("https://vietnambiz.vn/a-b-2026915915351.htm", None, "2026915915351"),
        ("https://vietstock.vn/2026/09/a-b-739-1492102.htm", "2026-09", "1492102"),
        ("https://vnexpress.net/a-b-5117454.html", None, "5117454"),
        ("https://unknown.example/a-b-185241101092031417.htm", None, "185241101092031417"),
        ("https://thanhnien.vn/a-b-185249901092031417.htm", None, "185249901092031417"),
    ],
)
def test_article_addresses(url: str, created: str | None, article_id: str) -> None:
    found = parse_url(url, PUBLISHERS)
    assert found is not None
    assert (found.created, found.article_id, found.slug) == (created, article_id, "a-b")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://", "http://[::1", "https://x.vn/" + "a" * 100_000])
def test_addresses_that_are_none(url: str) -> None:
    assert parse_url(url, PUBLISHERS) is None


def test_damaged_slugs_and_languages() -> None:
    damaged = parse_url("https://thanhnien.vn/tin---nong-hom-nay--185241101092031417.htm?x=1", PUBLISHERS)
    assert damaged and damaged.slug == "tin-nong-hom-nay"
    arabic = parse_url("https://id.vietnam.vn/ar/tin-nong", PUBLISHERS)
    assert arabic and arabic.language == "ar" and arabic.publisher and arabic.publisher.host == "vietnam.vn"
    province = parse_url("https://vietnam.vn/hagiang/tin-nong", PUBLISHERS)
    assert province and province.language is None
    assert parse_url("https://thanhnien.vn/%zz%E0%A4%A-1.htm", PUBLISHERS)


def test_time_rules() -> None:
    assert decode_time("185241101092031417", "none") is None
    assert decode_time("1852411010920314170", "prefixed") is None
    assert doubled_label("Báo XBáo Y01/11/2024") is None


def test_own_publishers(tmp_path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("- {host: baomoi.example, name: [Báo Mới], id: '-(?P<id>\\d+)\\.html$', time: none}")
    found = parse_url("https://baomoi.example/tin-nong-12.html", load_publishers(own))
    assert found and found.publisher and found.publisher.names == ("Báo Mới",)
    own.write_text("- {hots: x}")
    with pytest.raises(ConfigError, match=r"mine\.yaml"):
        load_publishers(own)


def test_facts_are_looked_up_by_value() -> None:
    page = "Ada delapan ribu tentara Korea Utara di Kursk, kata tiga jenderal AS dari Ukraina."
    slug = "my ukraine noi 8000 linh trieu tien o kursk gom 3 tuong"
    supports = look_up(find_facts(slug, slug=True), page)
    assert {s.fact.text for s in supports} >= {"8000", "3", "kursk", "trieu tien", "ukraine", "my"}
    assert all(s.span is not None for s in supports)
    missing = look_up(find_facts("Chiến sự Ukraine ngày 982", slug=False), page)
    assert [s.fact.text for s in missing if s.span is None] == ["982"]


@pytest.mark.parametrize(
    ("slug", "page"),
    [
        ("eu dap tra 26 ti euro", "Uni Eropa membalas dengan tarif senilai 26 miliar euro."),
        ("gia vang tang 15 trieu dong", "Harga emas naik 1,5 juta dong."),
        ("quoc hoi hop ngay 149", "Majelis bersidang pada 14 September."),
        ("xuat khau gao dat 4 86 ti usd trong 10 thang", "Ekspor beras capai 4,86 miliar dolar AS dalam 10 bulan"),
    ],
)
def test_slugs_lose_commas_and_slashes(slug: str, page: str) -> None:
    assert all(s.span is not None for s in look_up(find_facts(slug, slug=True), page) if s.fact.value)


def test_the_label_decides_between_two_sources() -> None:
    text = (
        "Báo Tuổi TrẻBáo Tuổi Trẻ31/02/2025\n"
        "Sumber: https://tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm\n"
        "Sumber: https://thanhnien.vn/my-ukraine-noi-8000-linh-185241101092031417.htm\n"
    )
    layout = assert_accounted(text)
    found = find_provenance(layout, PUBLISHERS)
    assert found and found.host == "tuoitre.vn" and layout.leaks[0].fields["date"] == ""


@pytest.mark.parametrize(
    "line",
    [
        "Sumber: <https://tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm>",
        "Sumber: tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm",
    ],
)
def test_sources_written_otherwise(line: str) -> None:
    layout = assert_accounted(line)
    assert [leak.fields["url"] for leak in layout.leaks] == ["https://tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm"]


@pytest.mark.parametrize("character", list("!-=#(/.| \u00a0ảnh[]:%?&1aA\t\"'"))
def test_a_megabyte_of_one_character_is_linear(character: str) -> None:
    began = time.process_time()
    assert_accounted(character * 1_000_000)
    assert_accounted("Sumber: https://" + character * 4000 + "\n" + character * 3990)
    assert time.process_time() - began < 5


def test_only_furniture() -> None:
    assert not assert_accounted("[iklan_2]\nKomentar (0)\n\n").sentences
    assert assert_accounted("").spans() == []


@pytest.mark.parametrize(
    ("lang", "text", "fits"),
    [
        ("id", "Reuters melaporkan kemarin (31/10).", True),
        ("id", "Reuters melaporkan kemarin, 20 Oktober.", False),
        ("id", "Pada hari Jumat, 1 November, ia tiba.", True),
        ("id", "Pada hari Senin, 1 November, ia tiba.", False),
        ("id", "Besok, 2 November, ia pergi.", True),
        ("id", "Besok, 12 November, ia pergi.", False),
        ("id", "Minggu (3/11) ia pergi.", True),
        ("id", "Pada Kamis, 30 April 1975, perang usai.", True),  # another year's day says nothing of the article's
        ("id", "Kemarin ia pergi; pada tanggal 5 Mei ia kembali.", True),
        ("vi", "Hôm qua (31/10), ông đến.", True),
        ("vi", "Hôm qua 12/10, ông đến.", False),
        ("fr", "Hier, le 12 octobre.", True),
    ],
)
def test_days_told_in_the_text_fit_the_article_id(lang: str, text: str, fits: bool) -> None:
    source = Provenance("thanhnien.vn", None, "https://thanhnien.vn/a", "a", "1", "2024-11-01T09:20:31+07:00", "second")
    found = told_days(source, [Sentence("p:0", Span(0, len(text)), "body", text, lang)])
    assert bool(found) != fits
    assert told_days(replace(source, created=None), [Sentence("p:0", Span(0, len(text)), "body", text, lang)]) == []


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
    ("line", "host"),
    [
        (
            "Menurut [laporan](https://tuoitre.vn/chung-khoan-tuan-moi-truoc-them-100260914003203375.htm), pasar naik.",
            "tuoitre.vn",
        ),
        ("https://thanhnien.vn/de-xuat-giam-30-thue-ngay-18526091408451471.htm", "thanhnien.vn"),
        ("Lihat (https://vnexpress.net/gia-vang-mieng-tang-4801234.html).", "vnexpress.net"),
        ("Lihat https://example.com/gia-vang-mieng-tang-4801234.html.", None),  # no newspaper
        ("![](https://vphoto.vietnam.vn/thumb/gia-vang-mieng-tang-4801234.webp)", None),  # a picture
        ("Baca di https://tuoitre.vn/ atau https://thanhnien.vn/the-gioi.", None),  # no article
    ],
)
def test_a_linked_article_is_a_trace_but_no_source(line: str, host: str | None) -> None:
    publishers = load_publishers()
    layout = read_layout("p", f"Pasar saham naik hari ini\n\n{line}\n", "id", publishers)
    links = [leak for leak in layout.traces() if leak.kind == "link"]
    assert [leak.fields["host"] for leak in links] == ([host] if host else [])
    assert all(leak.text == leak.span.of(f"Pasar saham naik hari ini\n\n{line}\n") for leak in links)
    assert find_provenance(layout, publishers) is None


def test_the_source_line_is_not_a_link_too() -> None:
    text = "Pasukan tiba.\n\nSumber: https://thanhnien.vn/de-xuat-giam-30-thue-ngay-18526091408451471.htm\n"
    assert [leak.kind for leak in read_layout("p", text, "id", load_publishers()).traces()] == ["source"]


ARTICLE = "thanhnien.vn/de-xuat-giam-30-thue-ngay-18526091408451471.htm"


@pytest.mark.parametrize(
    "line",
    [
        f"Sumber: HTTPS://{ARTICLE.upper().replace('.HTM', '.htm')}",
        f"SUMBER: https://{ARTICLE}",
        f"Sumber:\nhttps://{ARTICLE}",
        f"Sumber:\r\n\r\n<https://{ARTICLE}>",
        f"Sumber: [Báo Thanh niên](https://{ARTICLE})",
        f"Sumber: https://{ARTICLE}\u200b",
        f"Sumber: https://{ARTICLE}»",
        f"Sumber: https://{ARTICLE}」。",
        f"Sumber: https://{ARTICLE},https://tuoitre.vn/chung-khoan-tuan-moi-100260914003203375.htm",
    ],
)
def test_a_source_line_in_other_forms(line: str) -> None:
    text = f"Pajak diusulkan turun.\n\n{line}\n"
    layout = layout_of(text)
    found = find_provenance(layout, PUBLISHERS)
    assert (
        found
        and found.slug == "de-xuat-giam-30-thue-ngay"
        and found.created == "2026-09-14T08:45:14.71+07:00".replace(".71", ".071")
    )
    [source] = [leak for leak in layout.leaks if leak.kind == "source"]
    assert source.span.of(text) == source.text and source.text.lower().endswith(".htm")
    spans = layout.spans()
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False)) and spans[-1].end == len(text)


def test_a_label_written_once_names_a_newspaper() -> None:
    found = [
        leak for leak in layout_of("Judul berita\n\nBáo Thanh niên01/11/2024\n\nPasukan tiba.").leaks if leak.kind == "label"
    ]
    assert [(leak.fields["host"], leak.fields["date"]) for leak in found] == [("thanhnien.vn", "2024-11-01")]
    assert not layout_of("Judul berita\n\nKoran Anu01/11/2024\n\nPasukan tiba.").leaks


def test_names_of_newspapers_make_no_vietnamese_passage() -> None:
    assert not layout_of("Dilansir Tuổi Trẻ pada Senin, harga naik.").leaks


def test_underscores_part_the_words_of_a_slug() -> None:
    found = parse_url("https://thanhnien.vn/gia_vang_hom_nay_tang-18526091408451471.htm", PUBLISHERS)
    assert found and found.slug == "gia-vang-hom-nay-tang"


def test_lao_cai_is_no_country() -> None:
    assert [fact.key for fact in find_facts("Bão số 3: 200 người thiệt mạng ở Lào Cai", slug=False) if fact.kind == "name"] == [
        "VN-02"
    ]
