"""Tests of align.review.guard."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from commandline import cli, table
from openpyxl import load_workbook
from reviewing import edited, finding

from align.errors import InputError
from align.review.export import export
from align.review.run import Run
from align.review.sheets import import_sheet


def test_an_audit_does_not_write_over_verdicts(folder: Path) -> None:
    edited(folder, {"numbers": {"verdict": "accepted"}}).replace(folder / "findings.csv")
    page = folder / "page.txt"
    page.write_text("Harga beras naik lima persen minggu ini.", "utf-8")
    answer = cli("audit", str(page), "--out", str(folder), "-q")
    assert answer.returncode == 2 and "were not imported" in answer.stderr
    assert any(r["verdict"] == "accepted" for r in table(folder / "findings.csv"))


@pytest.mark.parametrize("lost", ["exported", "key", "note"])
def test_an_audit_refuses_sheets_it_cannot_place(folder: Path, lost: str) -> None:
    rows = table(folder / "findings.csv")
    rows[0]["verdict"] = "accepted"
    with (folder / "findings.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, [name for name in rows[0] if name != lost], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    page = folder / "page.txt"
    page.write_text("Harga beras naik lima persen minggu ini.", "utf-8")
    assert cli("audit", str(page), "--out", str(folder), "-q").returncode == 2
    assert any(r["verdict"] for r in table(folder / "findings.csv"))


def test_the_same_verdict_of_another_reviewer_is_not_lost(folder: Path) -> None:
    run = Run(folder)
    path = edited(folder, {"numbers": {"verdict": "accepted", "reviewer": "ben"}})
    path.replace(folder / "findings.csv")
    run.store.decide([finding(run, "numbers")], "accepted", "anna")
    with pytest.raises(InputError, match="were not imported"):
        export(run, "csv", None, "mt")


def test_an_edited_workbook_is_not_written_over(folder: Path) -> None:
    run = Run(folder)
    path = export(run, "xlsx", None, "mt")
    export(run, "xlsx", None, "mt")
    book = load_workbook(path)
    head = [cell.value for cell in book["sample"][1]]
    book["sample"].cell(2, head.index("verdict") + 1).value = "missed"
    key = book["sample"].cell(2, head.index("key") + 1).value
    sentences = book["sentences"]
    row = next(
        r
        for r in range(2, sentences.max_row + 1)
        if sentences.cell(r, [c.value for c in sentences[1]].index("key") + 1).value == key
    )
    sentences.cell(row, [c.value for c in sentences[1]].index("note") + 1).value = "why"
    book.save(path)
    with pytest.raises(InputError, match="were not imported"):
        export(run, "xlsx", None, "mt")
    found = import_sheet(run, path, "ben", named=True)  # the verdict of one sheet, the note of another
    assert not found.problems and [(d.verdict, d.note) for d in run.store.current()[key]] == [("missed", "why")]
    export(run, "xlsx", None, "mt")


def test_verdicts_in_a_table_are_not_overwritten(folder: Path) -> None:
    edited(folder, {"numbers": {"verdict": "accepted"}}).replace(folder / "findings.csv")
    with pytest.raises(InputError, match="were not imported"):
        export(Run(folder), "csv", None, "mt")
    assert cli("review", str(folder), "--import", str(folder / "findings.csv")).returncode == 0
    export(Run(folder), "csv", None, "mt")
