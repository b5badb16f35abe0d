"""Decisions out of a sheet that was edited by hand: CSV as Excel or LibreOffice save it, or XLSX.

An empty cell says nothing, so that a sheet older than some decisions takes none of them back; `-` does.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from align.decisions.store import EMPTY, LONGEST_NOTE, VERDICTS, Subject, checked_name, edited
from align.errors import InputError
from align.report.tables import DANGEROUS, unguard
from align.review.run import Run

MAX_BYTES = 500_000_000
TABLES = ("findings", "sentences", "sample")  # where verdicts are filled in
MAX_COLUMNS, MAX_EMPTY = 200, 10_000
_NEEDED = ("verdict", "note", "key", "exported")
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
        if head is None or not set(_NEEDED) <= {c.strip().lower() for c in head[1]}:
            continue  # a sheet of the reviewer's own
        found += 1
        yield from _lines(chain([head], rows), where)
    book.close()
    if not found:
        raise InputError(f"{path}: expected a sheet with columns {', '.join(_NEEDED)}, found none")


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
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        columns = ", ".join(c for c in head if c)[:200] or "nothing"
        raise InputError(f"{where}: expected columns {', '.join(_NEEDED)}, found {columns}")
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


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edited row says: a verdict, a note, or None where that cell says nothing new."""

    subject: Subject
    verdict: str | None
    note: str | None
    reviewer: str
    where: str
    cells: str  # hash of what the row says


def looks_edited(path: Path) -> bool:
    """Whether a table that `align audit` wrote was written in since; quick, and without its run. One that cannot be
    read as such may have been."""
    if not path.exists():
        return False
    try:
        lines = read_sheet(path)
    except InputError:
        return not _verdicts_empty(path)
    return any(
        line.cells.get(name, "").strip() and edited(line.cells[name], line.cells.get("exported") or EMPTY, which)
        for line in lines
        for which, name in enumerate(("verdict", "note"))
    )


def _verdicts_empty(path: Path) -> bool:
    """Whether a table of another version holds no verdict and no note."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return not any(row.get("verdict") or row.get("note") for row in csv.DictReader(handle))
    except (OSError, csv.Error, UnicodeDecodeError):
        return False


def edits(run: Run, lines: Sequence[Line], result: Imported) -> Iterator[Edit]:
    """The edited rows: by the column `exported` a cell is known to be edited.

    Rows that say nothing or nothing new are counted in `result`, those that make no sense are listed there.
    """
    subjects = _subjects(run)
    for line in lines:
        cells = {name: line.cells.get(name, "").strip() for name in (*_NEEDED, "reviewer")}
        exported = cells["exported"] or EMPTY
        said = [cell if cell and edited(cell, exported, k) else None for k, cell in enumerate((cells["verdict"], cells["note"]))]
        if said == [None, None]:
            result.unchanged += bool(cells["verdict"] or cells["note"])
            continue
        subject = subjects.get(cells["key"])
        problem = _problem(cells, said, subject)
        if problem or subject is None:
            result.problems.append(f"{line.where}: {problem}")
            continue
        yield Edit(subject, None if said[0] is None else _verdict(said[0], subject), said[1], cells["reviewer"], line.where,
                   _hash(cells))  # fmt: skip


def _hash(cells: Mapping[str, str]) -> str:
    content = "\x1f".join(" ".join(cells[name].split()) for name in ("key", "verdict", "note", "reviewer"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _problem(cells: Mapping[str, str], said: Sequence[str | None], subject: Subject | None) -> str:
    if not cells["key"]:
        return "the key is empty: copy it from the run's table"
    if subject is None:
        return f"no row of this run has the key {cells['key'][:40]!r}; was it made by another run, or the cell changed?"
    if said[0] is not None and _verdict(said[0], subject) is None:
        return f"verdict: expected {', '.join(VERDICTS[subject.kind])}, found {said[0][:60]!r}"
    if said[1] is not None and len(said[1]) > LONGEST_NOTE:
        return f"note: expected at most {LONGEST_NOTE} characters, found {len(said[1])}"
    return ""


def import_sheet(run: Run, path: Path, reviewer: str, *, named: bool) -> Imported:
    """Take over the edited rows of a sheet. `named`: they are `reviewer`'s whatever the sheet says; otherwise those of
    the reviewer whom a row names. Raises InputError where the sheet cannot be read; bad rows are listed in the result."""
    result, done = Imported(), []
    seen: dict[tuple[str, str, str], str] = {}
    for edit in edits(run, read_sheet(path), result):
        try:
            who = reviewer if named or not edit.reviewer or "," in edit.reviewer else checked_name(edit.reviewer)
        except InputError as error:
            result.problems.append(f"{edit.where}: {error}")
            continue
        key = edit.subject.key
        said = {name: text for name, text in (("verdict", edit.verdict), ("note", edit.note)) if text is not None}
        if any(seen.setdefault((key, who, name), text) != text for name, text in said.items()):
            result.problems.append(f"{edit.where}: another row with the key {key} says something else; the first counts")
            continue
        done.append(edit.cells)
        mine = next((d for d in run.store.current([key]).get(key, ()) if d.reviewer == who), None)
        verdict = edit.verdict if edit.verdict is not None else mine.verdict if mine else ""
        if (verdict, edit.note or (mine.note if mine else "")) == ((mine.verdict, mine.note) if mine else ("", "")):
            result.unchanged += 1
            continue
        run.store.decide([edit.subject], verdict, who, edit.note)
        result.taken += 1
    run.store.remember(done)
    return result


def not_imported(run: Run, path: Path) -> int:
    """How many edited rows of a table were never imported: they would be lost if it were rewritten."""
    if not path.exists():
        return 0
    result, known = Imported(), run.store.remembered()
    return sum(edit.cells not in known for edit in edits(run, read_sheet(path), result)) + len(result.problems)


def refuse_to_lose(path: Path, run: Callable[[], Run], elsewhere: str) -> None:
    """InputError where a table holds verdicts that were not imported: writing over it would lose them. `run` is only
    asked for where the table looks edited; `elsewhere`: which option writes to another place."""
    if not looks_edited(path):
        return
    of = run()
    lost = not_imported(of, path)
    if lost:
        raise InputError(
            f"{path}: holds {lost} verdicts or notes that were not imported and would be lost; "
            f"align review {of.folder} --import {path} first, or {elsewhere}"
        )
