"""Tests of align.auditing.siblings."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from align.auditing.siblings import link
from align.auditing.summaries import Link, Summaries, Summary, summarise
from align.finding import Audit
from align.models.embedder import Embedder
from align.tools import Tools

URL = "https://thanhnien.vn/gia-vang-hom-nay-18526091408451471.htm"


def linked(folder: Path, found: list[Summary], embedder: Embedder) -> list[Link]:
    with Summaries(folder) as summaries:
        for summary in found:
            summaries.add(summary)
        link(summaries, embedder)
        return list(summaries.links())


def test_page_001_is_linked_to_000(audits: dict[str, Audit], tools: Tools, tmp_path: Path) -> None:
    links = linked(tmp_path, [summarise(a.page.id, a.provenance, a.sentences) for a in audits.values()], tools.embedder)
    pairs = {(found.page, found.sibling, found.indonesian[:20]) for found in links}
    assert ("001", "000", "Ukraina menunjuk 3 j") in pairs
    assert ("002", "000", "AS dan Ukraina sebut") in pairs
    assert len(links) == 2


def test_many_copies_of_one_source_are_linked_to_the_first(tools: Tools, tmp_path: Path) -> None:
    links = linked(tmp_path, [Summary(f"p{n:02}", URL, "", False, ()) for n in range(12)], tools.embedder)
    assert [(x.page, x.sibling) for x in links] == [(f"p{n:02}", "p00") for n in range(1, 12)]


def test_a_few_copies_are_linked_to_each_other(tools: Tools, tmp_path: Path) -> None:
    pages = [Summary(f"p{n}", f"{URL}?page={n}", "", False, (("s1", f"Harga emas {n}"),)) for n in range(3)]
    pages += [Summary(f"q{n}", "", "", False, (), own="vietnam.vn/gia-vang") for n in range(2)]
    links = linked(tmp_path, pages, tools.embedder)
    same = [(x.page, x.sibling) for x in links if x.kind == "same_source"]
    assert same == [(f"p{n}", f"p{k}") for n in range(3) for k in range(3) if n != k]
    assert [(x.page, x.sibling, x.kind) for x in links[-2:]] == [("q0", "q1", "same_address"), ("q1", "q0", "same_address")]
    assert links[0].indonesian == "Harga emas 0" and links[0].vietnamese == URL


def test_an_encoder_without_unrelated_sentences_finds_them_too(tools: Tools, tmp_path: Path) -> None:
    class Plain:
        signature = "plain"

        def embed(self, texts: list[str]) -> np.ndarray:
            return tools.embedder.embed(texts)

        def background(self, lang: str) -> None:
            return None

    pages = [
        Summary("a", "", "Bão số 3 gây thiệt hại lớn ở Quảng Ninh", False, ()),
        Summary("b", "", "", False, (("s1", "Topan No. 3 menyebabkan kerusakan besar di Quang Ninh"),)),
        *(Summary(f"c{n}", "", "", False, (("s1", f"Harga kopi naik {n} persen pekan ini"),)) for n in range(30)),
    ]
    assert [(x.page, x.sibling) for x in linked(tmp_path, pages, Plain())] == [("b", "a")]
