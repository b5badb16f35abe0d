"""Tests of align.auditing.retitle."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from align.auditing.retitle import retitled
from align.auditing.siblings import link
from align.auditing.stages import audit_page
from align.auditing.summaries import Summaries, summarise
from align.finding import Audit
from align.page import Page
from align.tools import Tools

BODY = "Pemerintah mengadakan rapat pada Senin pagi. Ratusan orang hadir di sana.\n"


@pytest.mark.parametrize(
    ("slug", "teasers", "reading"),
    [
        ("nga-dua-them-tuong-den-bien-gioi", ["Rusia mengirim lebih banyak jenderal ke perbatasan"], "tướng"),
        ("bao-toi-gan-bo", ["Badai mendekati pantai"], "Bão"),
        ("ban-may-bay", ["Menjual pesawat"], "bán"),
        ("ban-may-bay", ["Menembak pesawat"], "bắn"),
        ("sua-tang-gia", ["Harga susu naik"], "sữa"),
    ],
)
def test_teasers_of_siblings_settle_the_accents(slug: str, teasers: list[str], reading: str, tools: Tools) -> None:
    page = Page("p", f"{BODY}Sumber: https://thanhnien.vn/{slug}-18526091408451471.htm\n")
    found = retitled(audit_page(page, tools), teasers, tools)
    assert found.provenance and found.provenance.title and found.provenance.title.evidence == "siblings"
    assert reading.lower() in found.provenance.title.text.lower().split()


def test_seed_000_is_about_three_generals(audits: dict[str, Audit], tools: Tools, tmp_path: Path) -> None:
    with Summaries(tmp_path) as summaries:
        for found in audits.values():
            summaries.add(summarise(found.page.id, found.provenance, found.sentences))
        link(summaries, tools.embedder)
        ((number, teasers),) = summaries.teasers().items()
        assert list(audits)[number] == "000" and len(teasers) == 2
        audit = retitled(audits["000"], teasers, tools)
        headline = audit.provenance.headline if audit.provenance else None
        assert headline and headline.evidence == "siblings" and headline.text.endswith("gồm 3 tướng")
        summaries.say("000", headline.text)
        assert {found.vietnamese for found in summaries.links() if found.kind == "teaser"} == {headline.text}
    assert audit.title_english and audit.title_english.endswith("3 tướng")
    assert retitled(audit, (), tools).provenance == audits["000"].provenance  # and back


def test_a_headline_that_was_read_stays(audits: dict[str, Audit], tools: Tools) -> None:
    assert retitled(audits["002"], ["Perang di Ukraina"], tools) == audits["002"]
    without = replace(audits["002"], provenance=None)
    assert retitled(without, ["Perang di Ukraina"], tools) == without
