"""Decisions in SQLite: every one is a line that is never changed, an undone one is marked so.

Write-ahead logging and a commit for each: a decision is on the disk before the reviewer sees it.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from align.decisions.decision import VERDICTS, Change, Decided, Decision, Subject
from align.errors import InputError
from align.finding import SEVERITIES

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT NOT NULL,
  reviewer TEXT NOT NULL, made TEXT NOT NULL, batch TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
  check_name TEXT NOT NULL, leg TEXT NOT NULL, page TEXT NOT NULL, segment TEXT NOT NULL,
  row TEXT NOT NULL, place TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS imported (cells TEXT PRIMARY KEY);
CREATE INDEX IF NOT EXISTS by_key ON decisions (key, reviewer, id);
CREATE INDEX IF NOT EXISTS by_reviewer ON decisions (reviewer, undone, id);
"""
_ADDED = ("category", "severity", "correction", "of_text")  # columns that older files lack
_COLUMNS = (
    "key, kind, verdict, note, reviewer, made, check_name, leg, page, segment, row, place, span_start, span_end, text, "
    "category, severity, correction, of_text"
)
DECISIONS = "decisions.sqlite"  # in the folder of a run


class Store:
    """The decisions in one file; several processes may use it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._connected() as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN IMMEDIATE")  # of two processes one adds them
            held = {row[1] for row in database.execute("PRAGMA table_info(decisions)")}
            for column in (name for name in _ADDED if name not in held):
                database.execute(f"ALTER TABLE decisions ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
            database.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            database = sqlite3.connect(self.path, timeout=20.0, isolation_level=None)
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: expected a file for decisions that can be written: {error}") from error
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=FULL")
            yield database
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: expected a database of decisions: {error}") from error
        finally:
            database.close()

    def decide(
        self, subjects: Sequence[Subject], verdict: str | None, reviewer: str, note: str | None = None,
        change: Change | None = None,
    ) -> str:  # fmt: skip
        """Write one decision a subject, undone together; a `verdict` None keeps the verdict, `note` None the note, unless
        `change` has one. The batch's name.

        Raises InputError for a verdict that a subject cannot have, and for a note that is too long.
        """
        change = change or Change(note)
        for subject in subjects:
            if verdict and verdict not in VERDICTS.get(subject.kind, ()):
                expected = ", ".join(VERDICTS.get(subject.kind, ("nothing",)))
                raise InputError(f"verdict of a {subject.kind}: expected {expected}, found {verdict!r}")
        batch, made = uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._connected() as database:
            database.execute("BEGIN IMMEDIATE")  # what stood before is read where nobody else writes
            before = {d.subject.key: d for d in self._latest_in(database, reviewer, [s.key for s in subjects])}
            rows = []
            for s in subjects:
                old = before.get(s.key)
                said = (old.verdict if old else "") if verdict is None else verdict
                kept, *more = change.over(old)
                row = (s.key, s.kind, said, kept, reviewer, made, s.check, s.leg, s.page, s.segment, s.row, s.place,
                       s.start, s.end, s.text, *more, s.of_text, batch)  # fmt: skip
                rows.append(tuple(_storable(cell) if isinstance(cell, str) else cell for cell in row))
            marks = ", ".join("?" * 20)
            database.executemany(f"INSERT INTO decisions ({_COLUMNS}, batch) VALUES ({marks})", rows)
            database.execute("COMMIT")
        return batch

    def decide_new(self, subject: Subject, verdict: str | None, reviewer: str, change: Change) -> bool:
        """Decide where that says something new; whether it did. Raises InputError as `decide` does."""
        mine = next(iter(self._latest(reviewer, [subject.key])), None)
        before = mine.verdict if mine else ""
        if (before if verdict is None else verdict, change.over(mine)) == (before, Change().over(mine)):
            return False
        self.decide([subject], verdict, reviewer, change=change)
        return True

    def undo(self, reviewer: str) -> list[Subject]:
        """Take back the reviewer's last decision, or all of a batch: what it was about."""
        with self._connected() as database:
            database.execute("BEGIN IMMEDIATE")
            last = database.execute(
                "SELECT batch FROM decisions WHERE reviewer = ? AND undone = 0 ORDER BY id DESC LIMIT 1", (reviewer,)
            ).fetchone()
            found = []
            if last:
                found = database.execute(f"SELECT {_COLUMNS} FROM decisions WHERE batch = ? ORDER BY id", last).fetchall()
                database.execute("UPDATE decisions SET undone = 1 WHERE batch = ?", last)
            database.execute("COMMIT")
        return [self._decision(row).subject for row in found]

    def _latest(self, reviewer: str | None, keys: Iterable[str] | None) -> list[Decision]:
        """The newest decision of each reviewer on each subject."""
        with self._connected() as database:
            return self._latest_in(database, reviewer, keys)

    def _latest_in(self, database: sqlite3.Connection, reviewer: str | None, keys: Iterable[str] | None) -> list[Decision]:
        newest = "SELECT max(id) FROM decisions WHERE undone = 0 {} GROUP BY key, reviewer"
        if keys is None:
            rows = database.execute(f"SELECT {_COLUMNS} FROM decisions WHERE id IN ({newest.format('')})").fetchall()
        else:
            database.execute("CREATE TEMP TABLE asked (key TEXT PRIMARY KEY)")
            database.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((_storable(k),) for k in keys))
            newest_ids = newest.format("AND key IN (SELECT key FROM asked)")
            rows = database.execute(f"SELECT {_COLUMNS} FROM decisions WHERE id IN ({newest_ids})").fetchall()
        return [d for d in map(self._decision, rows) if reviewer is None or d.reviewer == reviewer]

    def remember(self, cells: Iterable[str]) -> None:
        """Edited rows of sheets, by hash, as imported."""
        with self._connected() as database:
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT OR IGNORE INTO imported VALUES (?)", ((c,) for c in cells))
            database.execute("COMMIT")

    def remembered(self) -> set[str]:
        """The hashes of all rows that were imported."""
        with self._connected() as database:
            return {str(row[0]) for row in database.execute("SELECT cells FROM imported")}

    def _decision(self, row: Sequence[str | int]) -> Decision:
        try:
            return _decision(row)
        except (ValueError, OverflowError) as error:
            raise InputError(f"{self.path}: expected decisions, found a damaged one: {error}") from error

    def current(self, keys: Iterable[str] | None = None) -> Decided:
        """What stands on `keys`, or on everything."""
        found = Decided()
        for decision in sorted(self._latest(None, keys), key=lambda d: (d.made, d.reviewer)):
            if decision.says:
                found.setdefault(decision.subject.key, []).append(decision)
        return found


def _decision(row: Sequence[str | int]) -> Decision:
    """A row of `_COLUMNS`."""
    key, kind, verdict, note, reviewer, made, check, leg, page, segment, of_row, place, start, end, text, *more = row
    what = {
        "check": check,
        "leg": leg,
        "page": page,
        "segment": segment,
        "row": of_row,
        "place": place,
        "text": text,
        "of_text": more[3],
    }
    subject = Subject(str(key), str(kind), start=int(start), end=int(end), **{name: str(cell) for name, cell in what.items()})
    category, severity, correction, _ = map(str, more)
    severity = severity if severity in SEVERITIES else ""  # of another version
    return Decision(subject, str(verdict), str(note), str(reviewer), str(made), category, severity, correction)


def _storable(text: str) -> str:
    """Text that can be written as UTF-8; lone surrogates become U+FFFD."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
