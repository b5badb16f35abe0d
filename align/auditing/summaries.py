"""What linking needs of pages, and the links that were found, in a file: memory does not grow with the pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from types import TracebackType
from typing import Any, overload

from align.errors import InputError
from align.headlines.candidates import RESTORED
from align.page import Provenance, Sentence

NAME = "siblings.tmp"
# The indexes are there from the start: to make or to sort later would fill the folder for temporary files, wherever that is.
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE pages (number INTEGER PRIMARY KEY, page TEXT, source TEXT, address TEXT, title TEXT);
CREATE TABLE headlines (number INTEGER PRIMARY KEY, of INT, page TEXT, headline TEXT, reading TEXT, is_slug INT, restored INT);
CREATE TABLE lines (number INTEGER PRIMARY KEY, page TEXT, segment TEXT, text TEXT);
CREATE TABLE links (kind TEXT, page TEXT, segment TEXT, sibling TEXT, probability REAL, vietnamese TEXT, indonesian TEXT);
CREATE INDEX by_source ON pages (source);
CREATE INDEX by_address ON pages (address);
CREATE INDEX headlines_of_page ON headlines (page);
CREATE INDEX links_in_order ON links (page, segment, sibling);
CREATE INDEX links_to ON links (sibling);
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What linking needs of a page: its source, its Vietnamese headline, its headline-like lines."""

    page: str
    url: str
    headline: str
    is_slug: bool
    lines: tuple[tuple[str, str], ...]
    own: str = ""  # the portal's slug
    reading: str = ""  # the headline with its accents, sure or not
    restored: bool = False  # whether the headline's accents were put back from what the page alone says


@dataclass(frozen=True, slots=True)
class Headline:
    """A page's Vietnamese headline; `reading`: with its accents, sure or not."""

    page: str
    text: str
    reading: str
    is_slug: bool


@dataclass(frozen=True, slots=True)
class Link:
    """`page`'s unit `segment` renders the headline of `sibling` (`teaser`, `title`), or both pages have
    one source (`same_source`) or one headline in their own addresses (`same_address`)."""

    kind: str
    page: str
    segment: str
    sibling: str
    probability: float
    vietnamese: str
    indonesian: str


def summarise(page: str, provenance: Provenance | None, sentences: Sequence[Sentence]) -> Summary:
    """The summary of one page."""
    headline, reading, is_slug, alone = "", "", False, False
    if provenance and provenance.title and provenance.title.evidence not in RESTORED:
        headline = provenance.title.text
    elif provenance and provenance.slug:
        headline, is_slug = provenance.slug.replace("-", " "), True
        reading = provenance.title.text if provenance.title else ""
        alone = bool(provenance.title and provenance.title.evidence == "lattice")
    lines = tuple((s.id, s.text) for s in sentences if s.role in ("title", "teaser", "heading"))
    own = f"{provenance.portal}/{provenance.slug}" if provenance and provenance.portal else ""
    return Summary(page, provenance.url if provenance else "", headline, is_slug, lines, own, reading, alone)


class _Column(Sequence[str]):
    """A column of a table whose numbers go up from 0, read as it is asked for."""

    def __init__(self, database: sqlite3.Connection, table: str, column: str) -> None:
        self._database, self._table, self._column = database, table, column

    def __len__(self) -> int:
        return int(self._database.execute(f"SELECT coalesce(max(number) + 1, 0) FROM {self._table}").fetchone()[0])

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        start, stop, _ = at.indices(len(self)) if isinstance(at, slice) else (at, at + 1, 1)
        asked = f"SELECT {self._column} FROM {self._table} WHERE number >= ? AND number < ? ORDER BY number"
        found = [text for (text,) in self._database.execute(asked, (start, stop))]
        return found if isinstance(at, slice) else found[0]


class Summaries:
    """Summaries of pages in order, and the links between them, in a file of `folder` that goes when they are closed.

    Leaving raises InputError where the file could not be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / NAME
        try:
            self._database = sqlite3.connect(self._path, isolation_level=None)
            self._database.executescript(_TABLES + "BEGIN;")
        except sqlite3.Error as error:
            raise self._unwritable(error) from error
        self._pages = self._headlines = self._lines = 0
        self.headlines, self.readings = (_Column(self._database, "headlines", name) for name in ("headline", "reading"))
        self.lines = _Column(self._database, "lines", "text")

    def __enter__(self) -> Summaries:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            raise self._unwritable(error) from error

    def _unwritable(self, error: Exception) -> InputError:
        return InputError(f"{self._path}: expected a file that can be written, found {error}")

    def add(self, summary: Summary) -> None:
        """Take one more page."""
        insert, of = self._database.execute, self._pages
        title = summary.lines[0][1] if summary.lines else ""
        address = "" if summary.url else summary.own
        insert("INSERT INTO pages VALUES (?,?,?,?,?)", (of, summary.page, summary.url.split("?")[0], address, title))
        self._pages += 1
        if summary.headline:
            texts = (summary.headline, summary.reading or summary.headline)
            row = (self._headlines, of, summary.page, *texts, summary.is_slug, summary.restored)
            insert("INSERT INTO headlines VALUES (?,?,?,?,?,?,?)", row)
            self._headlines += 1
        for segment, text in summary.lines:
            insert("INSERT INTO lines VALUES (?,?,?,?)", (self._lines, summary.page, segment, text))
            self._lines += 1

    def headline(self, number: int) -> Headline:
        """The headline of that number (from 0)."""
        asked = "SELECT page, headline, reading, is_slug FROM headlines WHERE number = ?"
        page, text, reading, is_slug = self._database.execute(asked, (number,)).fetchone()
        return Headline(page, text, reading, bool(is_slug))

    def line(self, number: int) -> tuple[str, str, str]:
        """Page, segment and text of the headline-like line of that number (from 0)."""
        asked = "SELECT page, segment, text FROM lines WHERE number = ?"
        page, segment, text = self._database.execute(asked, (number,)).fetchone()
        return page, segment, text

    def groups(self, column: str) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
        """For each `source` or `address` that several pages share: it, and (page, title) of them in order."""
        asked = f"SELECT {column}, page, title FROM pages INDEXED BY by_{column} WHERE {column} > '' ORDER BY {column}, number"
        for key, rows in groupby(self._database.execute(asked), key=lambda row: row[0]):
            several = list(islice(rows, 2))
            if len(several) > 1:
                yield key, ((page, title) for _, page, title in chain(several, rows))

    def keep(self, link: Link) -> None:
        """Take a link."""
        row = (link.kind, link.page, link.segment, link.sibling, link.probability, link.vietnamese, link.indonesian)
        self._database.execute("INSERT INTO links VALUES (?,?,?,?,?,?,?)", row)

    def links(self, most: int = -1) -> Iterator[Link]:
        """All links, or the first ones, by page, segment and sibling."""
        asked = "SELECT * FROM links INDEXED BY links_in_order ORDER BY page, segment, sibling, rowid LIMIT ?"
        return (Link(*row) for row in self._database.execute(asked, (most,)))

    def teasers(self) -> dict[int, list[str]]:
        """How other pages' teasers render the headlines of pages (numbers from 0) that were put back from what they say."""
        asked = """SELECT of, links.page, segment, links.rowid, indonesian FROM headlines JOIN links ON sibling = headlines.page
                   WHERE restored AND kind = 'teaser'"""
        rows: list[Any] = sorted(self._database.execute(asked))
        return {of: [text for *_, text in found] for of, found in groupby(rows, key=lambda row: row[0])}

    def say(self, page: str, headline: str) -> None:
        """From now on links to a page's headline say this one."""
        self._database.execute("UPDATE links SET vietnamese = ? WHERE kind = 'teaser' AND sibling = ?", (headline, page))
