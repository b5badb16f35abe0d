"""Where pages come from. `read_pages` yields a Page or a Failure for each, in order, streaming."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from align.config import PagesSettings
from align.errors import InputError
from align.page import Failure, Page
from align.pages.base import Names, Source
from align.pages.tables import TABLE_SUFFIXES, read_table
from align.pages.text import HTML_SUFFIXES, read_stdin, read_text_file

__all__ = ["Failure", "Page", "Source", "count_pages", "expand", "read_pages"]

_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", "", *HTML_SUFFIXES})
_LOG = logging.getLogger(__name__)


def expand(paths: Sequence[str]) -> list[Source]:
    """Sources named by `paths`: files, folders (searched deep), `-`, and `builder:NAME[:CONFIG]`.

    Raises InputError for a path that is not there and for a folder with nothing readable.
    """
    sources: list[Source] = []
    for given in paths:
        if given == "-":
            sources.append(Source("stdin", given, "stdin"))
            continue
        path = Path(given)
        if path.is_dir():
            sources += _folder(path)
        elif path.is_file():
            sources.append(Source(_kind(path), str(path), path.stem))
        elif given.startswith("builder:"):
            sources.append(Source("builder", given.removeprefix("builder:"), given))
        else:
            raise InputError(f"{given}: expected a file, a folder, `-` or builder:NAME, found nothing of that name")
    return _each_once(sources)


def _each_once(sources: Sequence[Source]) -> list[Source]:
    """Without those that name a file or folder again."""
    seen: dict[object, Source] = {}
    for source in sources:
        named = source.kind in ("stdin", "builder")
        key = (source.kind, source.where) if named else Path(source.where).resolve()
        if key in seen:
            _LOG.warning("%s: named twice, read once", source.where)
        seen.setdefault(key, source)
    return list(seen.values())


def _kind(path: Path) -> str:
    name = path.name.lower()
    return "table" if any(name.endswith(suffix) for suffix in (*TABLE_SUFFIXES, ".json")) else "text"


def _folder(folder: Path) -> list[Source]:
    if (folder / "dataset_info.json").exists() or (folder / "dataset_dict.json").exists():
        return [Source("dataset", str(folder), folder.name)]
    found, skipped, odd = [], Counter[str](), list[Path]()
    runs = {path.parent for path in folder.rglob("manifest.json") if (path.parent / "audit.jsonl").exists()}
    if runs:
        _LOG.warning("%s: skipped %s, which align audit wrote", folder, ", ".join(sorted(str(run) for run in runs)))
    for path in sorted(p for p in folder.rglob("*") if not p.is_dir() and not p.name.startswith(".")):
        if runs and not runs.isdisjoint(path.parents):
            continue
        if not path.is_file():
            odd.append(path)
            continue
        kind = _kind(path)
        if (kind == "table" and path.suffix.lower() != ".json") or path.suffix.lower() in _TEXT_SUFFIXES:
            found.append(Source(kind, str(path), path.relative_to(folder).with_suffix("").as_posix()))
        else:
            skipped[path.suffix.lower()] += 1
    if skipped and found:
        kinds = ", ".join(f"{n} {suffix}" for suffix, n in skipped.most_common(5))
        _LOG.warning("%s: skipped %d files that are no pages (%s); name one to have it read", folder, skipped.total(), kinds)
    if odd:
        shown = ", ".join(str(path) for path in odd[:3])
        _LOG.warning("%s: skipped %d links that lead nowhere, pipes or devices (%s)", folder, len(odd), shown)
    if not found:
        raise InputError(
            f"{folder}: expected .txt, .html, .jsonl, .csv or .parquet files, found none; "
            "name the file itself if it has another suffix"
        )
    return found


def read_pages(sources: Sequence[Source], settings: PagesSettings) -> Iterator[Page | Failure]:
    """Pages in order; what cannot be read comes as a Failure that names place and reason."""
    if settings.url and (len(sources) != 1 or sources[0].kind not in ("text", "stdin")):
        raise InputError(f"--url {settings.url}: expected one page, found {len(sources)} sources; name addresses in a column url")
    names = Names()
    for source in sources:
        try:
            for item in _read(source, settings):
                yield names.unique(item)
        except InputError as error:
            yield Failure(source.name, str(error))


def _read(source: Source, settings: PagesSettings) -> Iterator[Page | Failure]:
    if source.kind == "text":
        yield read_text_file(Path(source.where), source.name, settings)
    elif source.kind == "stdin":
        yield from read_stdin(settings)
    else:
        yield from read_table(source, settings)


def count_pages(sources: Sequence[Source]) -> int | None:
    """How many pages there are, where that is known without reading."""
    return len(sources) if all(s.kind == "text" for s in sources) else None
