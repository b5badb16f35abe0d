"""Tests of align.report.jsonl."""

from __future__ import annotations

from pathlib import Path

from align.report.jsonl import audit_line, read_audits


def test_an_audit_comes_back_from_its_line(folder: Path) -> None:
    lines = (folder / "audit.jsonl").read_text("utf-8").splitlines()
    assert [audit_line(a) for a in read_audits(folder)] == lines
