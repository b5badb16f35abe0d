"""Pages from tables: JSONL, CSV, TSV, Parquet, and Hugging Face datasets, streamed row by row."""

from __future__ import annotations

import csv
import json
import logging
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from align.config import PagesSettings
from align.errors import InputError, MissingColumnError
from align.page import Failure, Page
from align.pages.base import Source, make_page
from align.pages.separated import tab_separated

TABLE_SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".csv", ".csv.gz", ".tsv", ".tsv.gz", ".parquet")
URL_COLUMNS = ("url", "source_url", "link", "page_url", "uri")
MAX_LINE = 64_000_000
_LOG = logging.getLogger(__name__)


def read_table(source: Source, settings: PagesSettings) -> Iterator[Page | Failure]:
    """The rows of one table as pages; a bad row is a Failure, a bad table raises InputError."""
    rows, number = _rows(source), 0
    for number, row in enumerate(rows, start=1):
        where = f"{source.name}:{number}"
        if isinstance(row, InputError):
            yield Failure(where, str(row))
            continue
        try:
            yield page_of_row(row, where, settings)
        except InputError as error:
            if number == 1 and isinstance(error, MissingColumnError):
                raise
            yield Failure(where, str(error))
    if not number:
        _LOG.warning("%s: no rows", source.where)


def page_of_row(row: Any, where: str, settings: PagesSettings) -> Page:
    """One row as a page. Raises InputError for a missing column or a text that is none."""
    if not isinstance(row, Mapping):
        raise InputError(f"{where}: expected an object with columns, found {type(row).__name__}")
    if settings.text_column not in row:
        raise MissingColumnError(
            f"{where}: expected a column {settings.text_column!r}, found {', '.join(map(str, row)) or 'none'}; pass --text-column"
        )
    text = row[settings.text_column]
    if None in row:  # cells beyond the header
        width = len(row) - 1
        raise InputError(f"{where}: expected {width} columns, found {width + len(row[None])}; quote what holds the separator")
    if not isinstance(text, str):
        raise InputError(f"{where}: expected text in column {settings.text_column!r}, found {type(text).__name__}")
    if settings.english_column != PagesSettings.model_fields["english_column"].default and settings.english_column not in row:
        raise MissingColumnError(
            f"{where}: expected a column {settings.english_column!r} with the English, found {', '.join(map(str, row))}"
        )
    return make_page(
        _identity(row.get(settings.id_column)) or where, text, settings,
        url=_own_address(row, settings), english=_optional(row, settings.english_column),
    )  # fmt: skip


def _identity(value: Any) -> str:
    """A row's id as text; nothing where it is missing (None, NaN, NaT, NA of pandas)."""
    return "" if is_missing(value) else str(value)


def is_missing(value: object) -> bool:
    """Whether a value stands for none: None, NaN, NaT and NA of pandas."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and math.isnan(value))


def _own_address(row: Mapping[str, Any], settings: PagesSettings) -> str | None:
    """The page's own address: of the column that is set, else of one that is usually called so."""
    default = PagesSettings.model_fields["url_column"].default
    names = URL_COLUMNS if settings.url_column == default else (settings.url_column,)
    return next((found for name in names if (found := _optional(row, name))), None)


def _optional(row: Mapping[str, Any], column: str) -> str | None:
    value = row.get(column)
    return value if isinstance(value, str) and value else None


def _rows(source: Source) -> Iterable[Any]:
    name = source.where.lower()
    if source.kind == "dataset":
        return _saved_dataset(source.where)
    if source.kind == "builder":
        return _builder(source.where)
    if name.endswith(".parquet"):
        return _parquet(source.where)
    if name.endswith((".csv", ".csv.gz")):
        return _separated(source.where, ",")
    if name.endswith((".tsv", ".tsv.gz")):
        return _separated(source.where, "\t")
    return _json_array(source.where) if name.endswith(".json") else _json_lines(source.where)


def _json_array(path: str) -> Iterator[Any]:
    """The items of a list in a file, or the objects on its lines."""
    try:
        with _open(path) as handle:
            whole = handle.read(MAX_LINE).lstrip()
        if not whole.startswith("["):
            yield from _json_lines(path)
            return
        yield from json.loads(whole)
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: expected a list of JSON objects: {error}") from error


def _open(path: str) -> Any:
    if path.lower().endswith(".gz"):
        import gzip

        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return Path(path).open("rt", encoding="utf-8-sig", newline="")


def _json_lines(path: str) -> Iterator[Any]:
    try:
        with _open(path) as handle:
            number = 0
            while line := handle.readline(MAX_LINE):
                number += 1
                if not line.strip():
                    continue
                try:
                    yield json.loads(line)
                except (ValueError, RecursionError) as error:
                    yield InputError(f"{path} line {number}: expected a JSON object: {error}")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise InputError(f"{path}: expected readable JSON lines: {error}") from error


def _separated(path: str, delimiter: str) -> Iterator[Any]:
    csv.field_size_limit(min(sys.maxsize, MAX_LINE))
    try:
        with _open(path) as handle:
            rows = csv.reader(handle, strict=True) if delimiter == "," else tab_separated(handle)
            header = next(rows, [])
            twice = [name for name, n in Counter(header).items() if n > 1 and name]
            if twice:
                raise InputError(f"{path}: expected each column once, found {twice[0]!r} {header.count(twice[0])} times")
            for cells in filter(None, rows):
                row: dict[Any, Any] = dict.fromkeys(header) | dict(zip(header, cells, strict=False))
                yield row | ({None: cells[len(header) :]} if len(cells) > len(header) else {})
    except (OSError, EOFError, UnicodeDecodeError, zlib.error, csv.Error) as error:
        raise InputError(f"{path}: expected readable columns: {error}") from error


def _parquet(path: str) -> Iterator[Any]:
    import pyarrow

    try:
        import pyarrow.parquet

        table = pyarrow.parquet.ParquetFile(path)
        for batch in table.iter_batches(batch_size=256):
            yield from batch.to_pylist()
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{path}: expected a Parquet file: {str(error).splitlines()[0]}") from error


def _saved_dataset(path: str) -> Iterator[Any]:
    import datasets

    try:
        loaded = datasets.load_from_disk(path)
    except Exception as error:  # datasets raises many kinds for a broken folder
        raise InputError(f"{path}: expected a dataset saved to disk: {error}") from error
    parts = loaded.values() if isinstance(loaded, datasets.DatasetDict) else [loaded]
    for part in parts:
        yield from part.to_iterable_dataset()


def _builder(name: str) -> Iterator[Any]:
    """`NAME` or `NAME:FILES`: a datasets builder (json, csv, parquet, text) or a hub dataset."""
    import datasets

    builder, _, files = name.partition(":")
    options: dict[str, Any] = {"streaming": True, "split": "train"}
    if files:
        options["data_files"] = files
    try:
        yield from datasets.load_dataset(builder, **options)
    except Exception as error:  # many kinds: network, missing builder, bad files
        raise InputError(f"builder:{name}: expected a dataset that `datasets` can load: {error}") from error
