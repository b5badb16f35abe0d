"""Tests of align.report.writer."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import table

from align.auditing.stages import audit_page
from align.page import Failure, Page
from align.report.tables import unguard
from align.report.writer import write_audits
from align.tools import Tools

HOSTILE = (
    '<script>alert(1)</script> mengatakan bahwa "pasukan" itu tidak akan datang.\n'
    "=HYPERLINK(\"http://x\") adalah yang pertama. -2+3 juga tidak.\n"
    "javascript:alert(1) dan \u202eterbalik\u202c tidak ada di sini.\n"
    "Sumber: https://thanhnien.vn/my-ukraine-<b>x-185241101092031417.htm\n" + "x" * 100_000 + " selesai.\n"
)  # fmt: skip


def test_hostile_text_is_inert(tools: Tools, tmp_path: Path) -> None:
    audit = audit_page(Page("<img src=x onerror=alert(1)>", HOSTILE), tools)
    write_audits([audit, Failure("<b>", "<script>x</script>")], tmp_path, tools, {"signature": "s", "settings": {}})
    html = (tmp_path / "report.html").read_text("utf-8")
    assert html.count("<script") == 1 and "<img" not in html and "<b>x" not in html
    assert 'href="javascript' not in html and "default-src 'none'" in html
    for row in table(tmp_path / "sentences.csv"):
        assert not row["indonesian"].startswith(("=", "+", "-", "@"))
    texts = [unguard(row["indonesian"]) for row in table(tmp_path / "sentences.csv") if row["indonesian"]]
    assert texts == [s.text for s in audit.sentences]


def test_the_report_keeps_the_worst_pages(tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from align.report import writer

    monkeypatch.setattr(writer, "MAX_REPORT_PAGES", 2)
    slug = "Sumber: https://thanhnien.vn/chien-su-ukraine-ngay-982-trieu-tien-tuyen-bo-185241101154310964.htm\n"
    texts = ["Rapat diadakan pada Senin pagi.\n" * 2 + (f"Perang Ukraina\n{slug}" if k in (3, 4) else "") for k in range(6)]
    audits = [audit_page(Page(f"page-{k}", text), tools) for k, text in enumerate(texts)]
    assert [bool(a.page_findings) for a in audits] == [False, False, False, True, True, False]
    outcome = write_audits(audits, tmp_path, tools, {"signature": "s", "settings": {}})
    html = (tmp_path / "report.html").read_text("utf-8")
    assert outcome.pages == 6 and all(f"page-{k}" in html for k in (3, 4)) and "page-0" not in html
    assert len(table(tmp_path / "pages.csv")) == 6
