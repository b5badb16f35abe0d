"""Tests of align.headlines.candidates."""

from __future__ import annotations


def test_a_headline_with_its_numbers() -> None:
    from align.headlines.candidates import restored

    assert restored("hon-1-000-canh-sat-bao-ve-tran-dau", [])[0].text.startswith("Hơn 1.000 cảnh sát")
    assert " 14/9" in restored("thoi-tiet-ngay-149-mien-bac", [], "", "2026-09-14T09:13:00+07:00")[0].text


def test_a_slug_that_kept_its_accents_is_the_headline() -> None:
    from align.headlines.candidates import restored

    [found] = restored("giá-vàng-hôm-nay-tăng-mạnh", [])
    assert found.text == "Giá vàng hôm nay tăng mạnh" and found.evidence == "slug"


def test_the_page_guides_the_accents() -> None:
    from align.headlines.candidates import restored

    slug = "tong-thong-ukraine-lam-nong-nghi-van-binh-si-trieu-tien-den-nga"
    page = "Presiden Ukraina memanaskan dugaan bahwa tentara Korea Utara tiba di Rusia."
    alone, guided = restored(slug, [])[0], restored(slug, [], page)[0]
    assert "binh sĩ Triều Tiên" in guided.text and guided.confidence > alone.confidence


def test_the_original_tells_the_headline_that_the_slug_does_not() -> None:
    from align.headlines.candidates import with_original
    from align.traces.layout import read_layout
    from align.traces.provenance import find_provenance
    from align.traces.publishers import load_publishers

    publishers = load_publishers()
    text = "Harga beras naik.\n\nSumber: https://thanhnien.vn/gia-gao-tang-manh-o-ha-noi-18526091408451471.htm\n"
    found = find_provenance(read_layout("p", text, "id", publishers), publishers)
    assert found and found.title and found.title.evidence == "lattice"
    shown = with_original(found, "Kinh tế\n\nGiá gạo tăng mạnh ở Hà Nội\n\nHôm qua giá gạo tăng.")
    assert shown.title and (shown.title.text, shown.title.evidence) == ("Giá gạo tăng mạnh ở Hà Nội", "original")
    assert shown.titles[1:] == found.titles
    assert with_original(found, "Một bài khác\n\nKhông liên quan.") == found
