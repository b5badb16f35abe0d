"""Tests of align.auditing.stages."""

from __future__ import annotations

import pytest

from align.auditing.stages import audit_page
from align.finding import Audit
from align.page import Page
from align.tools import Tools


def test_page_000(audits: dict[str, Audit]) -> None:
    audit = audits["000"]
    assert audit.provenance and audit.provenance.host == "thanhnien.vn"
    assert audit.provenance.created == "2024-11-01T09:20:31.417+07:00"
    assert {f.kind for f in audit.furniture} >= {"image", "placeholder", "comments"}
    assert {f.fields.get("crawled") for f in audit.furniture if f.kind == "image"} == {"2025-10-31"}
    roles = {s.text[:20]: s.role for s in audit.sentences}
    assert roles["Konferensi pers anta"] == "caption" and roles["NATO mengatakan pasu"] == "teaser"
    assert not [f for f in audit.findings if f.check == "leak_facts"], "8,000, Kursk and 3 generals are on the page"


def test_page_002(audits: dict[str, Audit]) -> None:
    audit = audits["002"]
    title = "Chiến sự Ukraine ngày 982: Triều Tiên tuyên bố sát cánh cùng Nga đến chiến thắng"
    assert audit.provenance and audit.provenance.title and audit.provenance.title.text == title
    assert audit.provenance.title.evidence == "caption"
    untranslated = [f for f in audit.findings if f.check == "untranslated" and f.leg == "leak"]
    assert len(untranslated) == 1 and "photo caption 1, 2 left in Vietnamese" in untranslated[0].message  # the same twice
    facts = [f for f in audit.findings if f.check == "leak_facts"]
    assert [f.expected for f in facts] == ["982"] and facts[0].right_spans
    assert facts[0].left_spans[0].of(title) == "982"
    assert not [f for f in audit.findings if f.check == "headline"]  # the clause that is left out holds the fact shown above
    assert not [f for f in audit.findings if f.check == "dates"]
    assert {f.kind for f in audit.furniture} >= {"related", "menu", "widget"}


@pytest.mark.parametrize("name", ["003", "004"])
def test_pages_without_a_source(audits: dict[str, Audit], name: str) -> None:
    audit = audits[name]
    assert audit.provenance is None and not audit.leaks
    assert [leg.name for leg in audit.legs] == ["mt"] and audit.title_english is None


def test_page_003_and_004_details(audits: dict[str, Audit]) -> None:
    quoted = [s.text for s in audits["003"].sentences if s.text.startswith("“Saya memiliki")]
    assert quoted and quoted[0].endswith("Republik Rakyat Demokratik Korea.")
    kinds = {f.kind for f in audits["004"].furniture}
    assert kinds >= {"dateline", "endmark", "republication", "byline"}


def test_a_given_translation_is_audited(tools: Tools) -> None:
    text = "Presiden tiba di Jakarta pada hari Senin. Harga minyak dunia naik lima persen minggu lalu."
    audit = audit_page(Page("p", text, english="The president arrived in Jakarta on Monday."), tools)
    leg = audit.leg("mt")
    assert leg and leg.left_dropped[1] > 0.5 and leg.left_dropped[0] < 0.5
    [lost] = [f for f in audit.findings if f.check == "dropped"]
    assert (lost.leg, lost.sentences, lost.message) == ("mt", ("p:1",), "sentence of the page has no counterpart in its English")
