"""An audited folder as a reviewer works on it: what can be decided there, and a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from align.decisions.decision import Decision, Subject, verdicts
from align.decisions.keys import correction_key, finding_key, mark_key
from align.decisions.store import DECISIONS, Store
from align.errors import InputError
from align.finding import Audit
from align.report.html import index_values
from align.report.jsonl import read_audit
from align.report.rows import COLUMNS, Row, page_rows
from align.report.view import summary
from align.review import by_hand


@dataclass(frozen=True, slots=True)
class PageEntry:
    """Where a page's audit lies in `audit.jsonl`, what the index shows of it, and what can be decided on it."""

    offset: int
    size: int
    summary: dict[str, Any]
    findings: tuple[Subject, ...]
    severities: tuple[str, ...]  # of the findings
    rows: dict[str, str]  # key of a row -> its segment
    texts: frozenset[str]  # keys of the texts that marks and corrections are on


def subjects(audit: Audit, rows: Sequence[Row]) -> Iterator[Subject]:
    """What can be decided on a page: its findings, in the order of the rows."""
    for row in rows:
        for finding in row.findings:
            yield Subject(
                finding_key(audit, finding), "finding", finding.check, audit.languages(finding.leg), audit.page.id, row.segment,
                text=finding.message,
            )  # fmt: skip


def _texts(rows: Sequence[Row]) -> frozenset[str]:
    """Keys of the texts of rows, as marks and corrections know them."""
    marked = (row.text_key(column) for row in rows for column in COLUMNS)
    return frozenset([*marked, *(correction_key(c, said) for row in rows for c in COLUMNS if (said := row.said(c)))])


class Run:
    """One folder that `align audit` wrote, with the decisions on it.

    Raises InputError where the folder holds no audit.
    """

    def __init__(self, folder: Path, decisions: Path | None = None) -> None:
        self.folder = folder
        self._path = folder / "audit.jsonl"
        if not self._path.is_file():
            raise InputError(f"{folder}: expected a folder that `align audit --out` wrote, found no audit.jsonl there")
        self.store = Store(decisions or folder / DECISIONS)
        self.pages = list(self._entries())
        if not self.pages:
            raise InputError(f"{self._path}: expected the audits of a run, found none; audit again")
        self.manifest = self._manifest()
        self.sample = self._sample()

    def _entries(self) -> Iterator[PageEntry]:
        for number, (offset, line) in enumerate(self._lines()):
            audit = read_audit(line, f"{self._path} line {number + 1}")
            rows = page_rows(audit)
            keys = {row.key: row.segment for row in rows}
            grave = tuple(finding.severity for row in rows for finding in row.findings)
            yield PageEntry(
                offset, len(line), summary(audit, rows, number), tuple(subjects(audit, rows)), grave, keys, _texts(rows)
            )

    def stamp(self) -> tuple[int, int, int]:
        """Changes when the folder's audits are written anew."""
        try:
            stat = self._path.stat()
        except OSError as error:
            raise InputError(f"{self._path}: expected the audits of a run: {error.strerror}") from error
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        offset = 0
        with self._path.open("rb") as handle:
            for line in handle:
                yield offset, line
                offset += len(line)

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest = json.loads((self.folder / "manifest.json").read_text("utf-8"))
            if not isinstance(manifest, dict):
                raise ValueError(f"a {type(manifest).__name__} instead of an object")
            return manifest
        except (OSError, ValueError, RecursionError) as error:
            raise InputError(
                f"{self.folder / 'manifest.json'}: expected the manifest of an audit: {error}; audit again"
            ) from error

    def _sample(self) -> list[str]:
        """Keys of the rows drawn at random; none where the run drew none."""
        sample = self.manifest.get("sample", [])
        if not isinstance(sample, list) or not all(isinstance(key, str) for key in sample):
            raise InputError(f"{self.folder / 'manifest.json'}: expected keys of rows in `sample`; audit again")
        return sample

    def page(self, number: int) -> tuple[Audit, list[Row]]:
        """The audit of page `number` (from 0) and its rows. Raises IndexError."""
        entry = self.pages[number]
        with self._path.open("rb") as handle:
            handle.seek(entry.offset)
            audit = read_audit(handle.read(entry.size), f"{self._path} line {number + 1}")
        return audit, page_rows(audit)

    def audits(self) -> Iterator[tuple[Audit, list[Row]]]:
        """All pages, in order."""
        return (self.page(number) for number in range(len(self.pages)))

    def _on(self, page: int | None) -> list[PageEntry]:
        return self.pages if page is None else self.pages[page : page + 1]

    @cached_property
    def index(self) -> dict[str, Any]:
        """What the index shows, made once a run: all pages and the findings by check."""
        return index_values([entry.summary for entry in self.pages], {})

    def finding(self, key: str, page: int | None = None) -> Subject | None:
        """The finding of that key, on that page or anywhere."""
        return next((s for entry in self._on(page) for s in entry.findings if s.key == key), None)

    def row(self, key: str, page: int | None = None) -> Subject | None:
        """The row of that key."""
        for entry in self._on(page):
            if key in entry.rows:
                return Subject(key, "row", page=str(entry.summary["id"]), segment=entry.rows[key])
        return None

    def _text_of(self, row_key: str, page: int, column: str) -> tuple[Row, str, str]:
        """A row of a page, the text in its column and the page's id. Raises InputError where there is none."""
        audit, rows = self.page(page)
        row = next((r for r in rows if r.key == row_key), None)
        if row is None or column not in COLUMNS:
            raise InputError(f"expected a row of page {audit.page.id} and a column, found {row_key[:40]} {column[:40]}")
        return row, str(getattr(row, column)), audit.page.id

    def mark(self, row_key: str, page: int, column: str, start: int, end: int, category: str = "") -> Subject:
        """A span of a row's column as something to decide on, of errors of another `category` each by itself.

        Raises InputError where there is no such text.
        """
        row, text, name = self._text_of(row_key, page, column)
        if not 0 <= start < end <= len(text):
            raise InputError(f"mark: expected characters of 0 to {len(text)}, found {start} to {end}")
        of_text = row.text_key(column)
        return Subject(mark_key(of_text, column, start, end, category), "mark", page=name, segment=row.segment, row=row_key,
                       place=column, start=start, end=end, text=text[start:end], of_text=of_text)  # fmt: skip

    def correctable(self, row_key: str, page: int, column: str) -> Subject:
        """The translation in a row's column as something to correct. Raises InputError where there is none."""
        row, text, name = self._text_of(row_key, page, column)
        if column == "vietnamese":
            raise InputError("correct: expected the column indonesian or english; the original is not corrected")
        said = row.said(column)
        if not said or text == "″":
            raise InputError(f"correct: expected a text in {column}, or one that it leaves out, found none")
        key = correction_key(column, said)
        return Subject(key, "correction", page=name, segment=row.segment, row=row_key, place=column, text=said)

    def links(self, row_key: str, page: int, how: str, order: int = 0, at: int = 0) -> list[Subject]:
        """What a reviewer says of the alignment of a row: `merge` it with the next one, `split` it, `unlink` it, or put it `to`
        the row with that number. `at`: the number of the row itself, where several have its texts.

        Raises InputError where nothing is aligned there.
        """
        audit, rows = self.page(page)
        row = next((r for r in rows if r.key == row_key and at in (0, r.order)), None)
        if row is None:
            raise InputError(f"link: expected a row of page {audit.page.id}, found {row_key[:40]}")
        found = by_hand.links(audit, rows, row, how, order)
        return [link.subject(audit.page.id, row.segment, row.key) for link in found]

    def undecided(
        self, check: str, page: int | None = None, leg: str = "", text: str = "", severity: str = "", of: str = "",
        reviewer: str | None = None,
    ) -> list[Subject]:  # fmt: skip
        """The findings that nobody decided on, each once: of a check, of the languages of a leg, with `text` in what they say,
        of a severity, on pages with `of` in their name; whatever is empty is any. `reviewer`: nobody else's decisions count."""
        wanted, named = text.casefold(), of.casefold()
        found = {
            s.key: s for entry in self._on(page) if named in str(entry.summary["id"]).casefold()
            for s, grave in zip(entry.findings, entry.severities, strict=True)
            if check in ("", s.check) and leg in ("", s.leg) and severity in ("", grave) and wanted in s.text.casefold()
        }  # fmt: skip
        decided = self.store.current(found)
        decided = decided.by(reviewer) if reviewer else decided
        return [s for key, s in found.items() if not verdicts(decided.get(key, ()))]

    def decided_here(self, decided: Mapping[str, Sequence[Decision]]) -> Iterable[Sequence[Decision]]:
        """Of all decisions those on findings and rows of this run, and marks in its rows."""
        findings = {s.key for entry in self.pages for s in entry.findings}
        rows = {key for entry in self.pages for key in entry.rows}
        texts = {key for entry in self.pages for key in entry.texts}
        here = findings | rows | texts
        return [ds for key, ds in decided.items() if key in here or ds[0].subject.of_text in texts or _links(ds) & rows]

    def elsewhere(self, decided: Mapping[str, Sequence[Decision]]) -> int:
        """How many decisions but for those on alignment are on texts that this run does not have (any more); they are kept."""
        others = {key: ds for key, ds in decided.items() if ds[0].subject.kind != "link"}
        return len(others) - len(list(self.decided_here(others)))


def _links(decisions: Sequence[Decision]) -> set[str]:
    """Keys of the rows that decisions on alignment were made on."""
    return {d.subject.row for d in decisions if d.subject.kind == "link"}
