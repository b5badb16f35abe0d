"""Decisions out of a sheet that was edited by hand: CSV as Excel or LibreOffice save it, or XLSX.

An empty cell says nothing, so that a sheet older than some decisions takes none of them back; `-` does.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.decisions.store import VERDICTS, Subject, summed
from align.errors import InputError
from align.report.csv import unguard
from align.review.run import Run

MAX_BYTES = 500_000_000
_NEEDED = ("verdict", "note", "key")
# What people write for a verdict besides its name.
_ALIASES = {
    "a": "accepted", "accept": "accepted", "yes": "accepted", "right": "accepted", "d": "dismissed", "dismiss": "dismissed",
    "f": "false positive", "fp": "false positive", "false": "false positive", "false-positive": "false positive",
    "no": "false positive", "w": "won't fix", "wont fix": "won't fix", "won’t fix": "won't fix", "wontfix": "won't fix",
    "ok": "fine", "wrong": "missed", "-": "", "none": "",
}  # fmt: skip


@dataclass(slots=True)
class Imported:
    """What came of a sheet: rows taken over, rows that said nothing new, and why others were not placed."""

    taken: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, with where it stands there."""

    where: str
    cells: Mapping[str, str]


def _decoded(data: bytes, path: Path) -> str:
    """UTF-8, or UTF-16 with its mark (Excel's "Unicode text")."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: expected UTF-8, found byte 0x{data[error.start]:02x} at {error.start}; save it as “CSV UTF-8” or .xlsx"
        ) from error


def _csv_lines(path: Path) -> Iterator[Line]:
    text = _decoded(path.read_bytes(), path)
    head = text.partition("\n")[0]
    if head.lower().startswith("sep="):
        text = text.partition("\n")[2]
        head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)  # a spreadsheet in another language saves semicolons
    csv.field_size_limit(64_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _lines(((f"{path} line {reader.line_num}", row) for row in reader), str(path), guarded=True)
    except csv.Error as error:
        raise InputError(f"{path} line {reader.line_num}: expected CSV, found {error}") from error


def _xlsx_lines(path: Path) -> Iterator[Line]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(info.file_size for info in packed.infolist()) > MAX_BYTES:
                raise InputError(f"{path}: expected at most {MAX_BYTES} bytes unpacked, found more")
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException) as error:
        raise InputError(f"{path}: expected an .xlsx workbook: {error}") from error
    found = 0
    for sheet in book.worksheets:
        where = f"{path} sheet {sheet.title}"
        rows = (
            (f"{where} row {number}", ["" if v is None else str(v) for v in row])
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        )
        head = next(rows, None)
        if head is None or not set(_NEEDED) <= {c.strip().lower() for c in head[1]}:
            continue  # a sheet of the reviewer's own
        found += 1
        yield from _lines(iter([head, *rows]), where, guarded=False)
    book.close()
    if not found:
        raise InputError(f"{path}: expected a sheet with columns {', '.join(_NEEDED)}, found none")


def _lines(rows: Iterator[tuple[str, Sequence[str]]], where: str, *, guarded: bool) -> Iterator[Line]:
    head = [cell.strip().lower() for cell in next(rows, ("", []))[1]]
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        told = ", ".join(c for c in head if c)[:200] or "nothing"
        raise InputError(f"{where}: expected columns {', '.join(_NEEDED)}, found {told}")
    for place, cells in rows:
        values = dict(zip(head, (unguard(c) if guarded else c for c in cells), strict=False))
        if any(values.values()):
            yield Line(place, values)


def read_sheet(path: Path) -> list[Line]:
    """The rows of a sheet. Raises InputError where it cannot be read or lacks a column."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: expected at most {MAX_BYTES} bytes, found {path.stat().st_size}")
        return list(_xlsx_lines(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_lines(path))
    except OSError as error:
        raise InputError(f"{path}: expected a readable sheet: {error.strerror}") from error


def _subjects(run: Run) -> dict[str, Subject]:
    found = {s.key: s for entry in run.pages for s in entry.findings}
    for entry in run.pages:
        for key, segment in entry.rows.items():
            found.setdefault(key, Subject(key, "row", page=str(entry.summary["id"]), segment=segment))
    return found


def _verdict(cell: str, subject: Subject) -> str | None:
    """The verdict that a cell means; None where it means none."""
    text = " ".join(cell.strip().lower().split())
    text = _ALIASES.get(text, text)
    return text if text in ("", *VERDICTS[subject.kind]) else None


def changes(run: Run, lines: Sequence[Line], result: Imported) -> Iterator[tuple[Subject, str | None, str | None, str]]:
    """(subject, verdict, note, reviewer named) of every row that says something new, None for an empty cell; counts
    the others in `result`."""
    subjects = _subjects(run)
    decided = run.store.current()
    for line in lines:
        cells = {name: line.cells.get(name, "").strip() for name in (*_NEEDED, "reviewer")}
        standing = summed(decided.get(cells["key"], ()))
        if not (cells["verdict"] or cells["note"]):
            continue
        subject = subjects.get(cells["key"])
        if subject is None:
            what = f"no row of this run has the key {cells['key'][:40]!r}" if cells["key"] else "the key is empty"
            result.problems.append(f"{line.where}: {what}; was it made by another run, or the cell changed?")
            continue
        if cells["verdict"] in ("", standing["verdict"]) and cells["note"] in ("", standing["note"]):
            result.unchanged += 1
            continue
        verdict = _verdict(cells["verdict"], subject) if cells["verdict"] != standing["verdict"] else ""
        if verdict is None:
            told = ", ".join(VERDICTS[subject.kind])
            result.problems.append(f"{line.where}: verdict: expected {told}, found {cells['verdict'][:60]!r}")
            continue
        keeps = cells["verdict"] in ("", standing["verdict"])
        yield subject, None if keeps else verdict, cells["note"] or None, cells["reviewer"]


def import_sheet(run: Run, path: Path, reviewer: str, *, named: bool) -> Imported:
    """Take over the decisions of a sheet. `named`: they are `reviewer`'s whatever the sheet says; otherwise those of
    the reviewer whom a row names. Raises InputError where the sheet cannot be read; bad rows are told in the result."""
    result = Imported()
    seen: dict[str, tuple[str | None, str | None]] = {}
    for subject, verdict, note, told in changes(run, read_sheet(path), result):
        who = reviewer if named or not told or "," in told else told
        if seen.setdefault(subject.key, (verdict, note)) != (verdict, note):
            result.problems.append(f"{path}: two rows with the key {subject.key} say different things; the first counts")
            continue
        if verdict is None:
            verdict = next((d.verdict for d in run.store.current([subject.key]).get(subject.key, ()) if d.reviewer == who), "")
        run.store.decide([subject], verdict, who, note)
        result.taken += 1
    return result


def not_imported(run: Run, path: Path) -> int:
    """How many rows of a table say something that the store does not know: they would be lost if it were rewritten."""
    if not path.exists():
        return 0
    result = Imported()
    found = sum(1 for _ in changes(run, read_sheet(path), result))
    return found + sum("verdict: expected" in p for p in result.problems)
