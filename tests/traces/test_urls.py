"""Tests of align.traces.urls."""

from __future__ import annotations

import pytest
from tracing import PUBLISHERS

from align.traces.labels import doubled_label
from align.traces.urls import decode_time, parse_url


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


def test_underscores_part_the_words_of_a_slug() -> None:
    found = parse_url("https://thanhnien.vn/gia_vang_hom_nay_tang-18526091408451471.htm", PUBLISHERS)
    assert found and found.slug == "gia-vang-hom-nay-tang"


@pytest.mark.parametrize("mark", ["-4c61a2b/", "-1a31c22/", "-08032025-a143210.html", "-d784321.html"])
def test_a_mark_of_the_system_is_none_of_the_slug(mark: str) -> None:
    found = parse_url(f"https://baodaklak.vn/kinh-te/202508/sau-rieng-krong-pac-vao-vu{mark}", PUBLISHERS)
    assert found is not None and found.slug == "sau-rieng-krong-pac-vao-vu"
