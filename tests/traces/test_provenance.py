"""Where a page came from: its own address, its label and its source line together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tracing import PUBLISHERS, assert_accounted, layout_of

from align.page import Page, Provenance
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers

TEXT = "Pasukan tiba di Kursk pada hari Senin. Mereka pulang kemarin."
OWN = "https://www.vietnam.vn/id/linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"


def found(text: str, url: str | None) -> Provenance | None:
    return find_provenance(read_layout("p", text, "id", PUBLISHERS), PUBLISHERS, url)


def test_a_portals_address_tells_the_headline_and_no_newspaper() -> None:
    provenance = found(TEXT, OWN)
    assert provenance is not None and provenance.title is not None
    assert (provenance.portal, provenance.publisher, provenance.url, provenance.created) == ("Vietnam.vn", None, "", None)
    assert provenance.slug == "linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"
    assert "own_address" in provenance.evidence
    assert provenance.title.evidence == "lattice"


@pytest.mark.parametrize(
    "url",
    [
        None, "", "https://www.vietnam.vn/id/12345", "https://www.vietnam.vn/", "https://www.vietnam.vn/id",
        "https://www.vietnam.vn/en/hanoi-hosts-asean-meeting-today", "https://www.vietnam.vn/fr/le-president-arrive-a-hanoi",
        "https://www.vietnam.vn/id/presiden-prabowo-tiba-di-hanoi-untuk-kunjungan-kerja", "ftp://www.vietnam.vn/id/a-b-c-d",
        "https://example.com/id/linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong", "https://[::1", "x" * 5000,
    ],
)  # fmt: skip
def test_an_address_that_says_nothing_invents_nothing(url: str | None) -> None:
    assert found(TEXT, url) is None


def test_the_label_names_the_newspaper_beside_the_portal() -> None:
    provenance = found(f"Vietnam.vn - Nền tảng quảng bá Việt Nam\nJudul\nBáo Dân tríBáo Dân trí04/02/2025\n{TEXT}", OWN)
    assert provenance is not None
    assert (provenance.portal, provenance.publisher, provenance.host) == ("Vietnam.vn", "Báo Dân trí", "dantri.com.vn")
    assert provenance.label_date == "2025-02-04"


def test_the_source_line_counts_before_the_own_address() -> None:
    source = "https://thanhnien.vn/linh-trieu-tien-o-kursk-nga-noi-ve-ba-tuong-185241101092031417.htm"
    provenance = found(f"{TEXT}\nSumber: {source}", OWN)
    assert provenance is not None
    assert (provenance.url, provenance.portal) == (source, "Vietnam.vn")
    assert provenance.slug == "linh-trieu-tien-o-kursk-nga-noi-ve-ba-tuong"


@pytest.mark.parametrize("lang", ["id/", "ms/", "", "zh-cn/"])
def test_every_language_of_the_portal_has_the_same_slug(lang: str) -> None:
    provenance = found(TEXT, f"https://id.vietnam.vn/{lang}linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong?utm=1#top")
    assert provenance is not None and provenance.slug == "linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"


def leaks(*args: str, text: str = "") -> list[dict[str, object]]:
    run = subprocess.run(
        [sys.executable, "-m", "align", "leaks", *args, "--json", "--no-english"], input=text, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_address_comes_from_an_option_a_column_or_the_files_name(tmp_path: Path) -> None:
    slug = OWN.rsplit("/", 1)[1]
    page, named, table = tmp_path / "page.txt", tmp_path / f"{slug}.txt", tmp_path / "pages.jsonl"
    page.write_text(TEXT, "utf-8")
    named.write_text(TEXT, "utf-8")
    rows = [{"id": c, "text": TEXT, c: OWN} for c in ("url", "source_url", "link")]
    table.write_text("\n".join(map(json.dumps, [*rows, {"id": "none", "text": TEXT}])), "utf-8")
    slugs = [
        (row["provenance"] or {}).get("slug")  # type: ignore[attr-defined]
        for row in (*leaks(str(page), "--url", OWN), *leaks(str(named)), *leaks(str(table)))
    ]
    assert slugs == [slug, slug, slug, slug, slug, None]


def test_an_option_for_one_page_is_refused_for_several(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, "-m", "align", "leaks", str(tmp_path), "--url", OWN, "--no-english"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "--url" in run.stderr and "expected one page, found 2" in run.stderr


def test_pages_know_their_address() -> None:
    assert Page("p", TEXT, url=OWN, meta={"file_name": "x"}).address == OWN
    assert Page("p", TEXT, meta={"file_name": "x"}).address == "x"


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
