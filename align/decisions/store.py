"""Decisions in SQLite: every one is a line that is never changed, an undone one is marked so.

Write-ahead logging and a commit for each: a decision is on the disk before the reviewer sees it.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from align.catalogue import CATEGORIES
from align.errors import InputError
from align.finding import SEVERITIES

FINDING_VERDICTS = ("accepted", "dismissed", "false positive", "won't fix")
ROW_VERDICTS = ("fine", "missed")  # of a row without findings: nothing is wrong, or something was missed
MARK_VERDICTS = ("omitted", "added", "error")
CORRECTED, LINKED = "corrected", "linked"
VERDICTS = {
    "finding": FINDING_VERDICTS,
    "row": ROW_VERDICTS,
    "mark": MARK_VERDICTS,
    "correction": (CORRECTED,),
    "link": (LINKED,),
}
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
_ADDED = ("category", "severity", "correction")  # columns that older files lack
_COLUMNS = (
    "key, kind, verdict, note, reviewer, made, check_name, leg, page, segment, row, place, span_start, span_end, text, "
    "category, severity, correction"
)
DECISIONS = "decisions.sqlite"  # in the folder of a run
LONGEST_NOTE = 4_000
LONGEST_CORRECTION = 20_000
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided on: a finding, a row, a span marked by hand, the text of a row's column that is corrected, or texts that
    are put together by hand (`decisions.links`).

    `leg` of a finding is its languages (id-en); `row` of a mark or a correction is the key of its row, `place` the column,
    `start` and `end` of a mark count characters of its text. `page` and `segment` say where it was last seen.
    """

    key: str
    kind: str
    check: str = ""
    leg: str = ""
    page: str = ""
    segment: str = ""
    row: str = ""
    place: str = ""
    start: int = 0
    end: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer last said of a subject; an empty verdict with a note is a note alone.

    `category` (of MQM, `Accuracy/Omission`) and `severity` are empty where the reviewer left the finding's own;
    `correction` is the text that ought to stand there.
    """

    subject: Subject
    verdict: str
    note: str
    reviewer: str
    made: str
    category: str = ""
    severity: str = ""
    correction: str = ""

    @property
    def says(self) -> bool:
        """Whether anything is left of it: one that was taken back says nothing."""
        return bool(self.verdict or self.note or self.category or self.severity)


@dataclass(frozen=True, slots=True)
class Change:
    """What a reviewer says beside a verdict; None keeps what was said before. Raises InputError for what cannot be kept."""

    note: str | None = None
    category: str | None = None
    severity: str | None = None
    correction: str | None = None

    def __post_init__(self) -> None:
        for name, text, most in (("note", self.note, LONGEST_NOTE), ("correction", self.correction, LONGEST_CORRECTION)):
            if text is not None and len(text) > most:
                raise InputError(f"{name}: expected at most {most} characters, found {len(text)}; nothing was kept of it")
        if self.severity and self.severity not in SEVERITIES:
            raise InputError(f"severity: expected {', '.join(SEVERITIES)}, found {self.severity[:40]!r}")
        if self.category and self.category not in CATEGORIES:
            raise InputError(f"category: expected one of MQM ({', '.join(CATEGORIES)}), found {self.category[:60]!r}")

    def over(self, old: Decision | None) -> tuple[str, ...]:
        """Note, category, severity and correction, where they are None those of `old`."""
        before = (old.note, old.category, old.severity, old.correction) if old else ("",) * 4
        said = self.note, self.category, self.severity, self.correction
        return tuple(had if now is None else now for now, had in zip(said, before, strict=True))


class Decided(dict[str, list[Decision]]):
    """What stands, by key: one decision a reviewer, the longest-standing reviewer first."""

    @cached_property
    def marks(self) -> dict[str, list[Decision]]:
        """Key of a row -> the spans that reviewers marked in it."""
        return self._of_rows("mark")

    @cached_property
    def links(self) -> dict[str, list[Decision]]:
        """Key of a row -> what reviewers put together or apart from there."""
        return self._of_rows("link")

    @cached_property
    def corrections(self) -> dict[str, list[Decision]]:
        """Key of a row -> what reviewers would have its texts say."""
        return self._of_rows("correction")

    def by(self, reviewer: str) -> Decided:
        """What one reviewer said."""
        mine = {key: [d for d in decisions if d.reviewer == reviewer] for key, decisions in self.items()}
        return Decided({key: decisions for key, decisions in mine.items() if decisions})

    def _of_rows(self, kind: str) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in (d for decisions in self.values() for d in decisions):
            if decision.subject.kind == kind and decision.verdict:
                found[decision.subject.row].append(decision)
        return found

    def corrected(self, row: str, place: str) -> str | None:
        """What the latest reviewer would have the text in a row's column say; None where nobody said."""
        found = [d for d in self.corrections.get(row, ()) if d.subject.place == place]
        return max(found, key=lambda d: d.made).correction if found else None


def checked_name(name: str) -> str:
    """A reviewer's name. Raises InputError for one that tables could not hold."""
    name = name.strip()
    if not name or "," in name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(f"reviewer {name[:90]!r}: expected a name of 1 to {LONGEST_NAME} characters without commas")
    return name


class Store:
    """The decisions in one file; several processes may use it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._connected() as database:
            database.executescript(_SCHEMA)
            held = {row[1] for row in database.execute("PRAGMA table_info(decisions)")}
            for column in (name for name in _ADDED if name not in held):
                database.execute(f"ALTER TABLE decisions ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")

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
        self, subjects: Sequence[Subject], verdict: str, reviewer: str, note: str | None = None, change: Change | None = None
    ) -> str:
        """Write one decision a subject, undone together; `note` None keeps the note, unless `change` has one. The batch's name.

        Raises InputError for a verdict that a subject cannot have, and for a note that is too long.
        """
        change = change or Change(note)
        for subject in subjects:
            if verdict and verdict not in VERDICTS.get(subject.kind, ()):
                expected = ", ".join(VERDICTS.get(subject.kind, ("nothing",)))
                raise InputError(f"verdict of a {subject.kind}: expected {expected}, found {verdict!r}")
        batch, made = uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="milliseconds")
        before = {d.subject.key: d for d in self._latest(reviewer, [s.key for s in subjects])}
        rows = []
        for s in subjects:
            kept, *more = change.over(before.get(s.key))
            rows.append((s.key, s.kind, verdict, kept, reviewer, made, s.check, s.leg, s.page, s.segment, s.row, s.place,
                         s.start, s.end, s.text, *more, batch))  # fmt: skip
        with self._connected() as database:
            database.execute("BEGIN IMMEDIATE")
            marks = ", ".join("?" * 19)
            database.executemany(f"INSERT INTO decisions ({_COLUMNS}, batch) VALUES ({marks})", rows)
            database.execute("COMMIT")
        return batch

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
        newest = "SELECT max(id) FROM decisions WHERE undone = 0 {} GROUP BY key, reviewer"
        with self._connected() as database:
            if keys is None:
                rows = database.execute(f"SELECT {_COLUMNS} FROM decisions WHERE id IN ({newest.format('')})").fetchall()
            else:
                database.execute("CREATE TEMP TABLE asked (key TEXT PRIMARY KEY)")
                database.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((k,) for k in keys))
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
        except ValueError as error:
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
    what = {"check": check, "leg": leg, "page": page, "segment": segment, "row": of_row, "place": place, "text": text}
    subject = Subject(str(key), str(kind), start=int(start), end=int(end), **{name: str(cell) for name, cell in what.items()})
    return Decision(subject, str(verdict), str(note), str(reviewer), str(made), *map(str, more))


def verdicts(decisions: Sequence[Decision]) -> list[str]:
    """The verdicts that reviewers gave, each once; several are a dispute, none is undecided."""
    return list(dict.fromkeys(d.verdict for d in decisions if d.verdict))
