"""Decisions out of a sheet that was edited by hand: CSV as Excel or LibreOffice save it, or XLSX.

An empty cell says nothing, so that a sheet older than some decisions takes none of them back; `-` does.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from align.decisions.cells import EMPTY, edited
from align.decisions.decision import CORRECTED, LONGEST_NOTE, VERDICTS, Change, Subject, checked_name
from align.errors import InputError
from align.review.run import Run
from align.review.sheet_lines import NEEDED, Line, read_sheet

TABLES = ("findings", "sentences", "sample")  # where verdicts are filled in
CORRECTED_COLUMNS = {"corrected_indonesian": "indonesian", "corrected_english": "english"}
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

    def count(self, new: bool) -> None:
        """Count a row that said something new, or nothing."""
        self.taken += new
        self.unchanged += not new


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
    correction: str | None = None


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
        for which, name in enumerate(("verdict", "note", *CORRECTED_COLUMNS))
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
    subjects, pages = _subjects(run), {key: n for n, entry in enumerate(run.pages) for key in entry.rows}
    for line in lines:
        corrections = _corrections(run, line, pages, result)
        yield from corrections
        cells = {name: line.cells.get(name, "").strip() for name in (*NEEDED, "reviewer")}
        exported = cells["exported"] or EMPTY
        said = [cell if cell and edited(cell, exported, k) else None for k, cell in enumerate((cells["verdict"], cells["note"]))]
        if said == [None, None]:
            result.unchanged += bool(cells["verdict"] or cells["note"]) and not corrections
            continue
        subject = subjects.get(cells["key"])
        problem = _problem(cells, said, subject)
        if problem or subject is None:
            result.problems.append(f"{line.where}: {problem}")
            continue
        yield Edit(subject, None if said[0] is None else _verdict(said[0], subject), said[1], cells["reviewer"], line.where,
                   _hash(cells))  # fmt: skip


def _corrections(run: Run, line: Line, pages: Mapping[str, int], result: Imported) -> list[Edit]:
    """What a row of `sentences.csv` says that its texts ought to be; `-` takes a correction back."""
    found, key = [], line.cells.get("key", "").strip()
    for which, (name, column) in enumerate(CORRECTED_COLUMNS.items(), start=2):
        cell = line.cells.get(name, "").strip()
        if not cell or not edited(cell, line.cells.get("exported") or EMPTY, which):
            continue
        try:
            if key not in pages:
                raise InputError(f"no row of this run has the key {key[:40]!r}")
            subject = run.correctable(key, pages[key], column)
            text = " ".join(cell.split())
            text = "" if text in ("-", " ".join(subject.text.split())) else text
            Change(correction=text)
        except InputError as error:
            result.problems.append(f"{line.where}: {name}: {error}")
            continue
        reviewer = line.cells.get("reviewer", "").strip()
        said = {"key": subject.key, "verdict": text, "note": "", "reviewer": reviewer}
        found.append(Edit(subject, CORRECTED if text else "", None, reviewer, line.where, _hash(said), text))
    return found


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
        named_cells = ("verdict", edit.verdict), ("note", edit.note), ("correction", edit.correction)
        said = {name: text for name, text in named_cells if text is not None}
        if any(seen.setdefault((key, who, name), text) != text for name, text in said.items()):
            result.problems.append(f"{edit.where}: another row with the key {key} says something else; the first counts")
            continue
        done.append(edit.cells)
        new = run.store.decide_new(edit.subject, edit.verdict, who, Change(edit.note or None, correction=edit.correction))
        result.count(new)
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
