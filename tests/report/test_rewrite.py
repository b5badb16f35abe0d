"""Tests of align.report.rewrite."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from commandline import table

from align.auditing.stages import audit_page
from align.finding import Audit
from align.page import Page
from align.report.jsonl import read_audits
from align.report.rewrite import rewrite
from align.report.writer import write_audits
from align.tools import Tools

TEXT = "=SUM(1) adalah rumus, kata Menteri itu.\nPemerintah mengadakan rapat pada Senin pagi.\n"


def test_only_the_pages_named_are_written_anew(tools: Tools, tmp_path: Path) -> None:
    audits = [audit_page(Page(f'=page "{k}"', TEXT), tools) for k in range(3)]
    write_audits(audits, tmp_path, tools, {"signature": "s", "settings": {}})
    before = {name: (tmp_path / name).read_bytes() for name in ("audit.jsonl", "pages.csv")}

    def change(audit: Audit) -> Audit:
        return replace(audit, title_english="Cô, \nlines")

    assert [number for number, _ in rewrite(tmp_path, {1: change})] == [1]
    assert [a.title_english for a in read_audits(tmp_path)] == [None, "Cô, \nlines", None]
    assert [row["title_english"] for row in table(tmp_path / "pages.csv")] == ["", "Cô, \nlines", ""]
    assert list(rewrite(tmp_path, {1: lambda audit: replace(audit, title_english=None)}))
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert list(rewrite(tmp_path, {})) == []
