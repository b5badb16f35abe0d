"""Tests of align.engines.pages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commandline import table

from align.config import Settings
from align.engines.pages import audit_one, audit_pages
from align.errors import ModelError
from align.page import Failure, Page
from align.pages import expand, read_pages
from align.report.writer import write_audits
from align.tools import Tools


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[iklan_2]\nKomentar (0)", "no sentence"),
        (
            "The president said that he would go there with his ministers and that he was not to return.",
            "found English",
        ),
        ("这是一个测试页面，用于检查其他语言的文本。" * 5, "another script"),
    ],
)
def test_pages_that_cannot_be_audited_are_named(tools: Tools, text: str, reason: str) -> None:
    found = audit_one(Page("p", text), tools)
    assert isinstance(found, Failure) and reason in found.reason


def bad_inputs(folder: Path) -> None:
    good = "Presiden mengatakan bahwa ia akan pergi ke Jakarta dengan para menteri."
    (folder / "a_good.txt").write_text(good, "utf-8")
    (folder / "b_empty.txt").write_bytes(b"")
    (folder / "c_binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "d_latin1.txt").write_bytes("Perdana Menteri café".encode("latin-1"))
    (folder / "e_nul.txt").write_bytes(b"teks \x00 teks")
    (folder / "f_long.txt").write_bytes(b"a" * 50_000_000)
    (folder / "g_bidi.txt").write_text(good + " \u202eabc\u202c \u2066x\u2069", "utf-8")
    (folder / "h_gzip.jsonl.gz").write_bytes(b"this is not gzip")
    (folder / "i_parquet.parquet").write_bytes(b"PAR1 not really PAR1")
    (folder / "j_column.csv").write_text("id,body\n1,teks\n", "utf-8")
    (folder / "k_rows.jsonl").write_text(
        json.dumps({"text": good, "id": "r1"}) + "\n{broken\n" + json.dumps({"text": 5}) + "\n", "utf-8"
    )
    (folder / "l_bom.txt").write_bytes(b"\xef\xbb\xbf" + good.encode())


def test_bad_input_costs_only_its_page(tools: Tools, tmp_path: Path) -> None:
    bad_inputs(tmp_path)
    found = list(read_pages(expand([str(tmp_path)]), Settings().pages))
    pages = [p.id for p in found if isinstance(p, Page)]
    failures = {f.id: f.reason for f in found if isinstance(f, Failure)}
    assert pages == ["a_good", "g_bidi", "r1", "l_bom"]
    assert "empty" in failures["b_empty"] and "UTF-8" in failures["c_binary"] and "UTF-8" in failures["d_latin1"]
    assert "NUL" in failures["e_nul"] and "50,000,000" in failures["f_long"]
    assert "--text-column" in failures["j_column"]
    assert len(failures) == 10
    outcome = write_audits((audit_one(p, tools) for p in found), tmp_path / "out", tools, {"signature": "s", "settings": {}})
    assert outcome.pages == 4 and len(table(tmp_path / "out" / "failures.csv")) == 10
    assert not [p for p in (tmp_path / "out").iterdir() if p.name.startswith(".partial")]


def test_a_file_name_that_is_no_text(tools: Tools, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("Presiden tiba di Jakarta pada hari Senin.", "utf-8")
    results = [audit_one(page, tools) for page in read_pages(expand([str(tmp_path)]), Settings().pages)]
    write_audits(results, tmp_path / "out", tools, {"signature": "s", "settings": {}})
    assert [row["page"] for row in table(tmp_path / "out" / "pages.csv")] == ["bad\\udcff"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_model_that_is_not_there_ends_the_run_once(workers: int) -> None:
    settings = Settings.model_validate(
        {"translator": {"model": "nobody/nothing", "cache": False}, "checks": {"estimator": "none"}}
    )
    with pytest.raises(ModelError, match="nobody/nothing"):
        list(audit_pages([Page(f"p{k}", "Rapat diadakan pada Senin pagi.") for k in range(3)], settings, workers=workers))
