"""Tests of align.report.rows."""

from __future__ import annotations

from pathlib import Path

from commandline import table

from align.auditing.stages import audit_page
from align.finding import Audit
from align.page import Page
from align.report.rows import page_rows
from align.tools import Tools


def test_rows_hold_every_sentence_once(audits: dict[str, Audit]) -> None:
    for audit in audits.values():
        rows = page_rows(audit)
        assert [r.order for r in rows] == list(range(1, len(rows) + 1))
        assert len({r.segment for r in rows}) == len(rows)
        assert [r.indonesian for r in rows if r.indonesian] == [s.text for s in audit.sentences]
        assert sum(len(r.findings) for r in rows) == len(audit.findings)


def test_every_finding_stands_in_a_row(folder: Path) -> None:
    segments = {r["segment"] for r in table(folder / "sentences.csv")}
    assert {r["segment"] for r in table(folder / "findings.csv")} <= segments
    assert len({r["segment"] for r in table(folder / "sentences.csv")}) == len(table(folder / "sentences.csv"))


def test_two_identical_captions_are_two_rows_with_one_finding(tools: Tools) -> None:
    caption = "Chiến sự Ukraine ngày 982: Triều Tiên tuyên bố sát cánh cùng Nga - Ảnh 1."
    text = f"Presiden tiba di Jakarta pada hari Senin.\n{caption}\nIa bertemu menteri luar negeri.\n{caption}\nMereka berbicara lama."
    rows = page_rows(audit_page(Page("p", text), tools))
    shown = {r.segment: [f.check for f in r.findings] for r in rows if r.status == "untranslated"}
    assert [checks.count("untranslated") for checks in shown.values()] == [1, 0]
    assert sum(checks.count("leak_facts") > 0 for checks in shown.values()) == 1


def test_english_made_here_says_how_far_to_trust_it(audits: dict[str, Audit]) -> None:
    rows = [row for row in page_rows(audits["000"]) if row.indonesian]
    assert rows and all(row.confidence is not None and 0 < row.confidence <= 1 for row in rows)
