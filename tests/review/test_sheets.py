"""Tests of align.review.sheets."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from commandline import cli, table
from openpyxl import load_workbook
from reviewing import edited, finding

from align.decisions.decision import Change
from align.errors import InputError
from align.review.export import export
from align.review.run import Run
from align.review.sheets import import_sheet, read_sheet


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_a_sheet_comes_back_however_it_was_saved(folder: Path, delimiter: str, encoding: str) -> None:
    note = 'two lines\nand "quotes"; =1+1'
    path = edited(folder, {"numbers": {"verdict": "FP ", "note": note}}, delimiter=delimiter, encoding=encoding)
    run = Run(folder)
    found = import_sheet(run, path, "ben", named=False)
    assert found.taken >= 1 and not found.problems
    shown = run.store.current()[finding(run, "numbers").key]
    assert [(d.verdict, d.note, d.reviewer) for d in shown] == [("false positive", note, "ben")]
    assert import_sheet(run, export(run, "csv", None, "mt") / "findings.csv", "ben", named=False).taken == 0


def test_rows_that_cannot_be_placed_are_reported(folder: Path) -> None:
    path = edited(folder, {"numbers": {"verdict": "perhaps"}, "negation": {"verdict": "accepted", "key": "f0000"}})
    found = import_sheet(Run(folder), path, "ben", named=True)
    assert found.taken == 0 and len(found.problems) >= 2
    assert any("edited.csv line" in p and "expected accepted, dismissed" in p for p in found.problems)
    assert any("no row of this run has the key 'f0000'" in p for p in found.problems)
    (folder / "bad.csv").write_bytes(b"page,verdict,note,key\r\na,\xff\xfe,,f1\r\n")
    with pytest.raises(InputError, match="save it as"):
        read_sheet(folder / "bad.csv")
    (folder / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="expected columns verdict, note, key"):
        read_sheet(folder / "bad.csv")
    (folder / "bad.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match=r"expected an \.xlsx workbook"):
        read_sheet(folder / "bad.xlsx")
    answer = cli("review", str(folder), "--import", str(path))
    assert answer.returncode == 3 and "not placed" in answer.stderr and "Traceback" not in answer.stderr


def test_a_dispute_goes_out_and_only_edited_cells_come_back(folder: Path) -> None:
    run = Run(folder)
    numbers = finding(run, "numbers")
    run.store.decide([numbers], "accepted", "anna", "- mine")
    run.store.decide([numbers], "false positive", "ben", "bens words")
    path = export(run, "csv", None, "mt") / "findings.csv"
    export(run, "csv", None, "mt")
    assert import_sheet(run, path, "cara", named=True).taken == 0
    edited(folder, {"numbers": {"verdict": "won't fix"}}).replace(path)
    assert import_sheet(run, path, "cara", named=True).taken >= 1
    shown = {d.reviewer: (d.verdict, d.note) for d in run.store.current()[numbers.key]}
    assert shown == {"anna": ("accepted", "- mine"), "ben": ("false positive", "bens words"), "cara": ("won't fix", "")}
    export(run, "csv", None, "mt")  # imported, so nothing is lost


@pytest.mark.parametrize("cells", [{"verdict": "f"}, {"verdict": "-"}, {"note": "x" * 4_000}, {"note": "=1+1"}])
def test_what_was_imported_may_be_written_over(folder: Path, cells: dict[str, str]) -> None:
    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "ben")
    export(run, "csv", None, "mt")
    edited(folder, {"numbers": cells}).replace(folder / "findings.csv")
    assert import_sheet(run, folder / "findings.csv", "ben", named=True).taken >= 1
    export(run, "csv", None, "mt")


def test_damaged_workbooks_are_reported(folder: Path) -> None:
    path = export(Run(folder), "xlsx", None, "mt")
    data = path.read_bytes()
    broken = folder / "broken.xlsx"
    for damaged in (data[: len(data) // 2], data[:3000] + bytes(200) + data[3200:], b"\xd0\xcf\x11\xe0" + data):
        broken.write_bytes(damaged)
        with pytest.raises(InputError, match=r"expected an \.xlsx workbook"):
            read_sheet(broken)
    book = load_workbook(path)
    book["findings"]["XFD1048576"] = "stray"
    book.save(broken)
    began = time.monotonic()
    assert read_sheet(broken) and time.monotonic() - began < 20


def test_corrections_go_out_and_edited_ones_come_back(folder: Path) -> None:
    run = Run(folder)
    sheet = export(run, "csv", None, "mt") / "sentences.csv"
    rows = table(sheet)
    at = next(k for k, row in enumerate(rows) if "seven provinces" in row["english"])
    rows[at]["corrected_english"] = "Floods hit three provinces."
    rows[at - 1]["corrected_indonesian"] = "=1+1"
    with (folder / "edited.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = import_sheet(run, folder / "edited.csv", "ben", named=True)
    assert (found.taken, found.problems) == (2, [])
    again = table(export(run, "csv", None, "mt") / "sentences.csv")
    assert again[at]["corrected_english"] == "Floods hit three provinces." and again[at - 1]["corrected_indonesian"] == "'=1+1"
    assert import_sheet(run, sheet, "ben", named=True).taken == 0  # nothing in it was edited since
    run.store.decide(
        [run.correctable(rows[at]["key"], 0, "english")], "corrected", "eva", change=Change(correction="Better still.")
    )
    assert import_sheet(run, folder / "edited.csv", "ben", named=True).taken == 0  # an old sheet takes nothing back
    assert run.store.current().corrected("english", rows[at]["english"]) == "Better still."
