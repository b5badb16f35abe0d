"""Tests of align.auditing.siblings."""

from __future__ import annotations

from align.auditing.siblings import link, summarise
from align.finding import Audit
from align.tools import Tools


def test_page_001_is_linked_to_000(audits: dict[str, Audit], tools: Tools) -> None:
    links = link([summarise(a.page.id, a.provenance, a.sentences) for a in audits.values()], tools.embedder)
    pairs = {(found.page, found.sibling, found.indonesian[:20]) for found in links}
    assert ("001", "000", "Ukraina menunjuk 3 j") in pairs
    assert ("002", "000", "AS dan Ukraina sebut") in pairs
    assert len(links) == 2
