"""Rows of a sheet that was edited by hand: CSV as Excel or LibreOffice save it, or XLSX."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.report.tables import DANGEROUS, unguard

MAX_BYTES = 500_000_000
MAX_COLUMNS, MAX_EMPTY = 200, 10_000
NEEDED = ("verdict", "note", "key", "exported")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, with where it stands there."""

    where: str
    cells: Mapping[str, str]


def decoded(data: bytes, path: Path) -> str:
    """UTF-8, or UTF-16 with its mark (Excel's "Unicode text")."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: expected UTF-8, found byte 0x{data[error.start]:02x} at {error.start}; save it as “CSV UTF-8” or .xlsx"
        ) from error


def _csv_lines(path: Path) -> Iterator[Line]:
    text = decoded(path.read_bytes(), path)
    head = text.partition("\n")[0]
    if head.lower().startswith("sep="):
        text = text.partition("\n")[2]
        head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # a spreadsheet in another language saves semicolons
    csv.field_size_limit(64_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _lines(((f"{path} line {reader.line_num}", row) for row in reader), str(path))
    except csv.Error as error:
        raise InputError(f"{path} line {reader.line_num}: expected CSV, found {error}") from error


def _xlsx_lines(path: Path) -> Iterator[Line]:
    with path.open("rb") as handle:
        if handle.read(4) == b"\xd0\xcf\x11\xe0":
            raise InputError(f"{path}: expected an .xlsx workbook, found a password or the old .xls form; save it anew")
    try:
        yield from _workbook_lines(path)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook raises whatever the parsers below openpyxl do
        raise InputError(f"{path}: expected an .xlsx workbook, found a damaged one: {type(error).__name__}: {error}") from error


def _workbook_lines(path: Path) -> Iterator[Line]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(path) as packed:
        if sum(info.file_size for info in packed.infolist()) > MAX_BYTES:
            raise InputError(f"{path}: expected at most {MAX_BYTES} bytes unpacked, found more")
    book, found = load_workbook(path, read_only=True, data_only=True), 0
    for sheet in book.worksheets:
        where = f"{path} sheet {sheet.title}"
        rows = _filled_rows(sheet, where)
        head = next(rows, None)
        if head is None or not set(NEEDED) <= {c.strip().lower() for c in head[1]}:
            continue  # a sheet of the reviewer's own
        found += 1
        yield from _lines(chain([head], rows), where)
    book.close()
    if not found:
        raise InputError(f"{path}: expected a sheet with columns {', '.join(NEEDED)}, found none")


def _filled_rows(sheet: Any, where: str) -> Iterator[tuple[str, list[str]]]:
    """Rows as text; a long stretch of empty ones ends the sheet (a stray cell far below costs no minutes)."""
    empty = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        cells = ["" if v is None else str(v) for v in row]
        empty = 0 if any(cells) else empty + 1
        if empty > MAX_EMPTY:
            return
        yield f"{where} row {number}", cells


def _lines(rows: Iterator[tuple[str, Sequence[str]]], where: str) -> Iterator[Line]:
    head = [cell.strip().lower() for cell in next(rows, ("", []))[1]]
    missing = [name for name in NEEDED if name not in head]
    if missing:
        columns = ", ".join(c for c in head if c)[:200] or "nothing"
        raise InputError(f"{where}: expected columns {', '.join(NEEDED)}, found {columns}")
    for place, cells in rows:
        values = dict(zip(head, map(_plain, cells), strict=False))
        if any(values.values()):
            yield Line(place, values)


def _plain(cell: str) -> str:
    """A cell without the apostrophe that guards it in CSV files, also where one was saved as a workbook."""
    return unguard(cell) if cell[1:].startswith(DANGEROUS) else cell


def read_sheet(path: Path) -> list[Line]:
    """The rows of a sheet. Raises InputError where it cannot be read or lacks a column."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: expected at most {MAX_BYTES} bytes, found {path.stat().st_size}")
        return list(_xlsx_lines(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_lines(path))
    except OSError as error:
        raise InputError(f"{path}: expected a readable sheet: {error.strerror}") from error
