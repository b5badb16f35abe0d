"""Decisions on their way out: into the run's tables, one workbook, JSON lines, or an exchange format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from align.decisions.decision import FINDING_VERDICTS, ROW_VERDICTS, Decided
from align.decisions.keys import finding_key
from align.formats.whole_file import whole_file
from align.formats.xml_text import NOT_XML
from align.report import tables
from align.report.jsonl import plain
from align.review.exchange import FORMS as EXCHANGE
from align.review.exchange import write_exchange
from align.review.run import Run
from align.review.sheets import refuse_to_lose

FORMS = ("csv", "xlsx", "jsonl", *EXCHANGE)
_ENDINGS = {"xlsx": "review.xlsx", "jsonl": "review.jsonl", "tmx": "review.tmx", "xliff": "review.xlf", "xliff2": "review.2.xlf",
            "marot": "review.marot.tsv", "wmt": "review.wmt.tsv"}  # fmt: skip
MAX_CELL = 32_000  # characters; a spreadsheet's cell holds 32,767
_WIDE = {"vietnamese", "indonesian", "english", "left", "right", "message", "note"}


def export(run: Run, form: str, to: Path | None, leg: str, *, unreviewed: bool = False) -> Path:
    """Write the run with its decisions as `form`; where it lies. csv rewrites the run's own tables unless `to` is a
    folder; `unreviewed`: whether TMX holds what no person found right.

    Raises InputError where a table holds verdicts that were not imported, or a file cannot be written.
    """
    decided = run.store.current()
    if form == "csv":
        return _export_tables(run, to or run.folder, decided)
    path = to or run.folder / _ENDINGS[form]
    if form == "xlsx":
        refuse_to_lose(path, lambda: run, "--to another place")
        return _whole(path, "wb", lambda handle: _write_workbook(handle, run, decided))
    if form == "jsonl":
        return _whole(path, "w", lambda handle: handle.writelines(_json_lines(run, decided)))
    return _whole(path, "w", lambda handle: write_exchange(handle, form, run.audits(), leg, decided, unreviewed=unreviewed))


def _whole(path: Path, mode: str, write: Callable[[IO[Any]], Any]) -> Path:
    with whole_file(path, mode) as handle:
        write(handle)
    return path.resolve()


def _sentences(run: Run, decided: Decided) -> Iterator[dict[str, Any]]:
    for audit, rows in run.audits():
        yield from tables.sentence_rows(audit, rows, decided)


def _findings(run: Run, decided: Decided) -> Iterator[dict[str, Any]]:
    for audit, rows in run.audits():
        yield from tables.finding_rows(audit, rows, decided)


def _drawn(run: Run, decided: Decided) -> Iterator[dict[str, Any]]:
    wanted = dict.fromkeys(run.sample)
    for row in _sentences(run, decided):
        if row["key"] in wanted:
            wanted[row["key"]] = row
    return (row for row in wanted.values() if row)


_TABLES = (
    ("findings", tables.FINDINGS, _findings),
    ("sentences", tables.SENTENCES, _sentences),
    ("sample", tables.SAMPLE, _drawn),
)


def _export_tables(run: Run, folder: Path, decided: Decided) -> Path:
    for name, _, _ in _TABLES:
        refuse_to_lose(folder / f"{name}.csv", lambda: run, "--to another place")
    for name, columns, rows in _TABLES:

        def write(handle: IO[str], columns: tuple[str, ...] = columns, rows: Any = rows) -> None:
            tables.Table(handle, columns).write(rows(run, decided))  # type: ignore[arg-type]

        _whole(folder / f"{name}.csv", "w", write)
    return folder


def _json_lines(run: Run, decided: Decided) -> Iterator[str]:
    """A line a finding, then one a decided row and one a span marked by hand, with every reviewer's decision."""
    for audit, rows in run.audits():
        for row in rows:
            for finding in row.findings:
                key = finding_key(audit, finding)
                left, right = audit.sides(finding)
                record = {"kind": "finding", "page": audit.page.id, "segment": row.segment, "key": key, **plain(finding),
                        "left": left, "right": right, "decisions": _decisions(decided, key)}  # fmt: skip
                yield json.dumps(record, ensure_ascii=False) + "\n"
    for decisions in run.decided_here(decided):
        subject = decisions[0].subject
        if subject.kind != "finding":
            about = {k: v for k, v in plain(subject).items() if v or k in ("start", "end")}
            yield json.dumps(about | {"decisions": _decisions(decided, subject.key)}, ensure_ascii=False) + "\n"


def _decisions(decided: Decided, key: str) -> list[dict[str, str]]:
    names = ("verdict", "note", "reviewer", "made", "category", "severity", "correction")
    return [{name: getattr(d, name) for name in names} for d in decided.get(key, ())]


def _write_workbook(handle: IO[bytes], run: Run, decided: Decided) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, columns, rows in _TABLES:
        _sheet(book, name, columns, rows(run, decided))
    book.save(handle)


def _sheet(book: Any, name: str, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> None:
    """A sheet whose text cells are text whatever they begin with, with the verdicts to choose from."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 50 if column in _WIDE else 14
    choices = FINDING_VERDICTS if name == "findings" else ROW_VERDICTS
    letter = get_column_letter(columns.index("verdict") + 1)
    validation = DataValidation("list", formula1='"' + ",".join(choices) + '"', allow_blank=True, showErrorMessage=False)
    validation.add(f"{letter}2:{letter}1048576")
    sheet.data_validations.append(validation)

    def cell(value: Any, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            made.value = value
            return made
        text = NOT_XML.sub("\ufffd", "" if value is None else str(value))
        made.value = text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
        made.data_type = "s"
        made.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(column, bold=True) for column in columns])
    count = 1
    for row in rows:
        sheet.append([cell(row.get(column)) for column in columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
