"""Originals from files: a folder or zip of texts and HTML named by article id or slug, web captures (WARC)
keyed by address, and JSONL or Parquet tables.

Only names and places are held; a text is read when it is asked for.
"""

from __future__ import annotations

import json
import logging
import re
import zipfile
from collections.abc import Callable, Generator
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from rapidfuzz import fuzz, process

from align.errors import InputError
from align.originals.documents import MAX_BYTES, parts_of_data
from align.page import Original, Part, Provenance

_TEXTS = (".txt", ".html", ".htm", ".txt.gz", ".html.gz", ".htm.gz")
_WARCS = (".warc", ".warc.gz")
Reader = Callable[[], tuple[Part, ...]]
_LOG = logging.getLogger(__name__)


def _address(url: str) -> str:
    return url.split("?", 1)[0].split("#", 1)[0].removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


_NUMBER = re.compile(r"(\d{5,20})\D{0,8}$")  # an article's id at the end of a name
MIN_DASHES = 4  # of a slug that says enough to be known by likeness
ALIKE, APART = 80.0, 4.0  # likeness of 100 from which on a slug is taken, and by how much it must be the best
ALIKE_THAT_DAY = 65.0  # the same where the original is of the page's day
NEAR = timedelta(days=2)
DAYS = ("date", "day", "created", "published", "published_at", "publish_date", "datetime")  # columns that hold an original's day


def _slug_of(name: str) -> str:
    """The slug in a file's name or an address: its last part without ending and article id."""
    last = name.rsplit("/", 1)[-1]
    return re.sub(r"(?:-(?:post|d|i|ar)?\d{5,20})?(?:\.[a-z]{2,5})?$", "", last)


def _figures(slug: str) -> list[str]:
    return sorted(part for part in slug.split("-") if part.isdecimal())


_OPPOSITES = (
    ("tang", "giam"), ("dau", "cuoi"), ("thang", "thua"), ("mo", "dong"), ("len", "xuong"), ("truoc", "sau"), ("nong", "lanh"),
)  # fmt: skip


def _opposed(one: str, other: str) -> bool:
    """Whether one slug says of a word what the other says of its opposite: prices rise here, fall there."""
    left, right = set(one.split("-")), set(other.split("-"))
    sides = (left - right, right - left), (right - left, left - right)
    return any(a in here and b in there for a, b in _OPPOSITES for here, there in sides)


def _day(value: object) -> date | None:
    """The day of a date, a time or their ISO text; None for anything else, and for a month alone."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


class FileOriginals:
    """Readers of originals by name (article id, slug) and by address; the first of a name counts."""

    def __init__(self) -> None:
        self._readers: dict[str, Reader] = {}
        self._captured: dict[str, str] = {}
        self._days: dict[str, date] = {}
        self._slugs: dict[str, str] | None = None
        self._numbered: dict[str, list[str]] = {}  # article id in a name -> the names

    def add(self, key: str, reader: Reader, captured: str = "", day: object = None) -> None:
        """An original under a name; `captured`: when a capture was made, `day`: when it was published."""
        self._readers.setdefault(key.lower(), reader)
        if (number := _NUMBER.search(key.rsplit("/", 1)[-1])) is not None:
            self._numbered.setdefault(number[1], []).append(key.lower())
        self._captured.setdefault(key.lower(), captured)
        self._slugs = None
        if (known := _day(day)) is not None:
            self._days.setdefault(key.lower(), known)

    def _alike(self, slug: str, day: date | None) -> tuple[str, float] | None:
        """The name whose slug is most like a headline's that was changed a little, and the likeness of 100; none where two
        are, or figures differ. The day is a second witness: of another day's none is taken, of the same day's one less alike."""
        if slug.count("-") < MIN_DASHES:
            return None
        if self._slugs is None:
            self._slugs = {name: found for name in self._readers if (found := _slug_of(name)).count("-") >= MIN_DASHES}
        near = process.extract(slug, self._slugs, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_THAT_DAY, limit=20)
        apart = {name: abs(day - self._days[name]) for _, _, name in near if day and name in self._days}
        near = [
            found for found in near
            if apart.get(found[2], NEAR) <= NEAR and _figures(found[0]) == _figures(slug) and not _opposed(found[0], slug)
        ]  # fmt: skip
        same_day = [found for found in near if found[2] in apart]
        best = same_day or [found for found in near if found[1] >= ALIKE]
        if not best or (len(best) > 1 and best[0][1] - best[1][1] < APART and best[0][0] != best[1][0]):
            return None
        return best[0][2], best[0][1]

    def _by_number(self, provenance: Provenance) -> str | None:
        """The one name that holds the article's id, of its newspaper where the name is an address."""
        number = _NUMBER.search(provenance.article_id or "")
        names = self._numbered.get(number[1], []) if number else []
        mine = [name for name in names if "/" not in name or name.split("/", 1)[0] == provenance.host]
        return mine[0] if len(mine) == 1 else None

    def __len__(self) -> int:
        return len(self._readers)

    def find(self, provenance: Provenance) -> Original | None:
        """The original by address, article id or slug, then by a slug that differs a little; one that cannot be read is
        logged and not there."""
        address = _address(provenance.url) if provenance.url else ""
        names = (("address", address), ("article id", provenance.article_id or ""), ("slug", provenance.slug))
        found = [(match, name.lower(), 100.0) for match, name in names if name and name.lower() in self._readers]
        if not found and (name := self._by_number(provenance)):
            found = [("article id", name, 100.0)]
        if not found and (alike := self._alike(provenance.slug, _day(provenance.created or provenance.label_date))):
            same = _slug_of(alike[0]) == provenance.slug  # another address, the same slug
            found = [("slug" if same else "alike", *alike)]
        for match, name, likeness in found:
            try:
                parts = self._readers[name]()
            except (InputError, OSError, ValueError, zipfile.BadZipFile, RuntimeError) as error:
                _LOG.warning("original of %s: %s", provenance.url or name, error)
                continue
            return Original(parts, match, round(likeness / 100, 4), name, self._captured.get(name, ""))
        return None


def _stem(name: str) -> str | None:
    """File name without its ending, None where the ending is not an original's."""
    lower = name.lower()
    ending = next((e for e in sorted(_TEXTS, key=len, reverse=True) if lower.endswith(e)), None)
    return name[: -len(ending)] if ending else None


def _file_reader(path: Path) -> Reader:
    return lambda: parts_of_data(_bounded(path.open("rb"), str(path)), str(path))


def _bounded(handle: Any, where: str) -> bytes:
    with handle:
        data: bytes = handle.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"{where}: expected at most {MAX_BYTES} bytes, found more")
    return data


def _add_zip(found: FileOriginals, path: Path) -> None:
    try:
        names = zipfile.ZipFile(path).namelist()
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: expected a zip archive: {error}") from error
    for name in names:
        stem = _stem(PurePosixPath(name).name)
        if stem:
            found.add(stem, _zip_reader(path, name))


def _zip_reader(path: Path, name: str) -> Reader:
    return lambda: parts_of_data(_bounded(zipfile.ZipFile(path).open(name), f"{path}:{name}"), f"{path}:{name}")


def _records(path: Path, start: int = 0) -> Generator[tuple[Any, Any]]:
    """(response, the iterator it came from) of a web capture from an offset on.

    Asking the iterator for the record's offset reads the record to its end.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise InputError(f"{path}: a web capture needs the package warcio; pip install 'align[originals]'") from error
    with path.open("rb") as handle:
        handle.seek(start)
        records = ArchiveIterator(handle)
        try:
            for record in records:
                if record.rec_type in ("response", "resource"):
                    yield record, records
        except ArchiveLoadFailed as error:
            raise InputError(f"{path}: expected WARC records: {error}") from error


def _add_warc(found: FileOriginals, path: Path) -> None:
    for record, records in _records(path):
        url = record.rec_headers.get_header("WARC-Target-URI")
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        if url and status == "200":
            day = record.rec_headers.get_header("WARC-Date") or ""
            found.add(_address(url.strip("<>")), _warc_reader(path, records.get_record_offset()), day)


def _warc_reader(path: Path, offset: int) -> Reader:
    def read() -> tuple[Part, ...]:
        records = _records(path, offset)  # held while it is read: the file closes with it
        record, _ = next(records)
        data: bytes = record.content_stream().read(MAX_BYTES + 1)
        records.close()
        if len(data) > MAX_BYTES:
            raise InputError(f"{path} at {offset}: expected at most {MAX_BYTES} bytes, found more")
        return parts_of_data(data, f"{path} at {offset}")

    return read


def _add_table(found: FileOriginals, path: Path) -> None:
    try:
        if path.suffix == ".parquet":
            import pyarrow.parquet

            rows = pyarrow.parquet.read_table(path).to_pylist()
        else:
            rows = [json.loads(line) for line in path.read_text("utf-8-sig").split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: expected readable originals: {error}") from error
    for row in rows:
        text = row.get("text") if isinstance(row, dict) else None
        if not isinstance(row, dict) or "text" not in row:
            shape = sorted(row) if isinstance(row, dict) else type(row).__name__
            raise InputError(f"{path}: expected a column text in every row, found {shape}")
        if not isinstance(text, str):
            _LOG.warning("%s: a row without text was left out: %s", path, row.get("url") or row.get("id") or "unnamed")
            continue
        for key in (_address(str(row["url"])) if row.get("url") else "", str(row.get("id") or "")):
            if key:
                day = next((row[name] for name in DAYS if row.get(name)), None)
                found.add(key, lambda text=text: parts_of_data(text.encode(), str(path)), day=day)  # type: ignore[misc]


def load_originals(path: Path) -> FileOriginals:
    """The collection at `path`: a folder (searched whole), or one zip, WARC, JSONL or Parquet file. Raises InputError."""
    found = FileOriginals()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    if not path.exists():
        raise InputError(f"{path}: expected originals, found no such file or folder")
    for file in files:
        name, stem = file.name.lower(), _stem(file.name)
        if name.endswith(_WARCS):
            _add_warc(found, file)
        elif name.endswith(".zip"):
            _add_zip(found, file)
        elif name.endswith((".jsonl", ".parquet")):
            _add_table(found, file)
        elif stem and path.is_dir():
            found.add(stem, _file_reader(file))
        elif not path.is_dir():
            raise InputError(
                f"{path}: expected a folder, .zip, .warc, .jsonl or .parquet of originals, found {file.suffix or 'no ending'}"
            )
    return found
