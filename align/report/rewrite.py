"""Outputs of single pages written once more, where something was learned after all pages were read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from align.finding import Audit
from align.report import tables
from align.report.jsonl import audit_line, read_audit


def rewrite(folder: Path, changes: Mapping[int, Callable[[Audit], Audit]]) -> Iterator[tuple[int, Audit]]:
    """Change the audits with these numbers (from 0) in `audit.jsonl` and `pages.csv`; gives (number, audit) of each, in order.

    Both files are copied beside themselves and replaced when the last page was given.
    """
    if not changes:
        return
    path, table = folder / "audit.jsonl", folder / "pages.csv"
    lines, rows = path.with_suffix(".tmp"), table.with_suffix(".tmp")
    with (
        path.open("rb") as old, lines.open("wb") as new,
        table.open(encoding="utf-8-sig", newline="") as old_rows, rows.open("w", encoding="utf-8", newline="") as new_rows,
    ):  # fmt: skip
        reader = csv.reader(old_rows)
        writer = tables.Table(new_rows, next(reader))
        for number, (line, row) in enumerate(zip(old, reader, strict=True)):
            if number not in changes:
                new.write(line)
                writer.copy(row)
                continue
            audit = changes[number](read_audit(line, f"{path} line {number + 1}"))
            new.write((audit_line(audit) + "\n").encode())
            writer.write([tables.page_row(audit)])
            yield number, audit
    lines.replace(path)
    rows.replace(table)
