"""Tests of align.checks.pagewise.dates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from align.checks.pagewise.dates import conflicts, stated_days
from align.page import Leak, Provenance, Sentence, Span


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
def test_days_named_in_the_text_fit_the_article_id(lang: str, text: str, fits: bool) -> None:
    source = Provenance("thanhnien.vn", None, "https://thanhnien.vn/a", "a", "1", "2024-11-01T09:20:31+07:00", "second")
    found = stated_days(source, [Sentence("p:0", Span(0, len(text)), "body", text, lang)])
    assert bool(found) != fits
    assert stated_days(replace(source, created=None), [Sentence("p:0", Span(0, len(text)), "body", text, lang)]) == []


@pytest.mark.parametrize(
    ("label", "source", "same"),
    [("baogialai.vn", "baogialai.com.vn", True), ("thanhnien.vn", "thanhnien.vn", True), ("laodong.vn", "news.laodong.vn", True),
     ("thanhnien.vn", "tuoitre.vn", False), ("baocamau.vn", "baocantho.com.vn", False)],
)  # fmt: skip
def test_one_newspaper_under_two_endings_is_no_conflict(label: str, source: str, same: bool) -> None:
    provenance = Provenance(source, "Báo", f"https://{source}/a-1.html", "a", None, None, None)
    leak = Leak("label", Span(0, 4), "Báo", {"host": label, "label": "Báo"}, 1.0)
    assert (conflicts(provenance, [leak]) == []) is same


def test_a_host_that_is_not_listed_contradicts_no_label() -> None:
    provenance = Provenance("baokhac.vn", None, "https://baokhac.vn/a-1.html", "a", None, None, None)
    assert conflicts(provenance, [Leak("label", Span(0, 4), "Báo", {"host": "tuoitre.vn", "label": "Báo"}, 1.0)]) == []
