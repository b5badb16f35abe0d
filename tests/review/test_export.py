"""Tests of align.review.export."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import table
from openpyxl import load_workbook
from reviewing import finding

from align.decisions.decision import Subject
from align.review.export import export
from align.review.run import Run
from align.review.sheets import import_sheet


def test_a_workbook_goes_out_and_comes_back(folder: Path) -> None:
    run = Run(folder)
    path = export(run, "xlsx", None, "mt")
    book = load_workbook(path)
    assert book.sheetnames == ["findings", "sentences", "sample"]
    sheet = book["sentences"]
    head = [cell.value for cell in sheet[1]]
    texts = list(next(c for c in sheet.columns if c[0].value == "indonesian"))[1:]
    assert any(str(c.value).startswith("=HYPERLINK") for c in texts) and all(c.data_type != "f" for c in texts)
    assert max(len(str(c.value or "")) for c in texts) <= 32_767
    row = next(r for r in range(2, sheet.max_row + 1) if "=HYPERLINK" in str(sheet.cell(r, head.index("indonesian") + 1).value))
    sheet.cell(row, head.index("verdict") + 1).value = "missed"
    sheet.cell(row, head.index("note") + 1).value = "a formula"
    book.save(path)
    found = import_sheet(run, path, "ben", named=True)
    assert found.taken == 1 and not found.problems
    assert (
        next(r for r in table(export(run, "csv", folder / "out", "mt") / "sentences.csv") if r["verdict"])["note"] == "a formula"
    )


def test_json_lines_hold_every_decision(folder: Path) -> None:
    run = Run(folder)
    row = next(iter(run.pages[2].rows))
    run.store.decide([finding(run, "numbers")], "accepted", "anna")
    run.store.decide([Subject(row, "row", page="tiga", segment="tiga:0")], "missed", "ben", "why")
    run.store.decide([run.mark(row, 2, "indonesian", 0, 5)], "omitted", "ben")
    lines = [json.loads(line) for line in export(run, "jsonl", None, "mt").read_text("utf-8").splitlines()]
    kinds = {line["kind"]: line for line in lines if line["decisions"]}
    assert kinds["finding"]["decisions"][0]["verdict"] == "accepted" and kinds["row"]["decisions"][0]["note"] == "why"
    assert kinds["mark"]["text"] == "Harga" and kinds["mark"]["row"] == row
