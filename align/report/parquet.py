"""The tables of runs as Parquet data sets, one file a shard, on any file system that pyarrow knows.

`pages/ sentences/ findings/ leaks/ failures/` have the columns of the CSV files, with numbers as numbers; `audits/` holds
each page's whole audit as a line of audit.jsonl; `shards/NAME.json`, written last, says that a shard is whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from align.errors import InputError
from align.finding import Audit
from align.page import Failure
from align.report import tables
from align.report.jsonl import audit_line, read_audit

_WHOLE = frozenset(
    ("order", "sentences", "leaks", "dropped", "critical", "major", "minor", "info", "our_english", "start", "end")
)
_REAL = frozenset(
    ("p_dropped", "english_confidence", "similarity", "score", "precision", "reviewed", "confidence", "title_confidence",
     "original_likeness")
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pages": tables.PAGES, "sentences": tables.SENTENCES, "findings": tables.FINDINGS, "leaks": tables.LEAKS,
    "failures": tables.FAILURES, "audits": ("page", "audit"),
}  # fmt: skip
ROWS = 2_000  # of a table that are held before they are written


def file_system(out: str) -> tuple[pafs.FileSystem, str]:
    """The file system of a folder or an address such as s3://bucket/run, and the path there. Raises InputError."""
    try:
        if "://" in out:
            found: tuple[pafs.FileSystem, str] = pafs.FileSystem.from_uri(out)
            return found
        return pafs.LocalFileSystem(), out
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"--out {out}: expected a folder, or an address of a file system that pyarrow knows: {error}") from error


def _schema(table: str) -> pa.Schema:
    def kind(name: str) -> pa.DataType:
        return pa.int64() if name in _WHOLE else pa.float64() if name in _REAL else pa.string()

    return pa.schema([(name, kind(name)) for name in COLUMNS[table]])


def _cell(name: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    return int(value) if name in _WHOLE else float(value) if name in _REAL else str(value)


def rows_of(result: Audit | Failure) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a page, each with the name of its table."""
    if isinstance(result, Failure):
        yield "failures", {"page": result.id, "reason": result.reason}
        return
    yield from tables.table_rows(result)
    yield "audits", {"page": result.page.id, "audit": audit_line(result)}


class _Tables:
    """One file a table, being written."""

    def __init__(self, filesystem: pafs.FileSystem, base: str, name: str) -> None:
        self._held: dict[str, list[dict[str, Any]]] = {table: [] for table in COLUMNS}
        self.counts = dict.fromkeys(COLUMNS, 0)
        self._writers = {}
        for table in COLUMNS:
            filesystem.create_dir(f"{base}/{table}", recursive=True)
            self._writers[table] = pq.ParquetWriter(f"{base}/{table}/{name}.parquet", _schema(table), filesystem=filesystem)

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        self._held[table].append({name: _cell(name, row.get(name)) for name in COLUMNS[table]})
        self.counts[table] += 1
        if len(self._held[table]) >= ROWS:
            self._flush(table)

    def _flush(self, table: str) -> None:
        self._writers[table].write_table(pa.Table.from_pylist(self._held[table], _schema(table)))
        self._held[table].clear()

    def close(self) -> None:
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()


def write_shard(
    results: Iterable[Audit | Failure], filesystem: pafs.FileSystem, base: str, name: str, manifest: Mapping[str, Any]
) -> dict[str, int]:
    """Write one shard's rows and, last, its manifest; the number of rows by table. A shard that is written again takes the
    place of what was there."""
    with suppress(FileNotFoundError):
        filesystem.delete_file(f"{base}/shards/{name}.json")  # the shard is not whole while its tables are written anew
    opened = _Tables(filesystem, base, name)
    try:
        for table, row in chain.from_iterable(map(rows_of, results)):
            opened.add(table, row)
    finally:
        opened.close()
    filesystem.create_dir(f"{base}/shards", recursive=True)
    with filesystem.open_output_stream(f"{base}/shards/{name}.json") as handle:
        handle.write(json.dumps({**manifest, "rows": opened.counts}, ensure_ascii=False).encode())
    return opened.counts


def shard_manifest(filesystem: pafs.FileSystem, base: str, name: str) -> dict[str, Any] | None:
    """The manifest of a shard that is whole, else None."""
    try:
        with filesystem.open_input_file(f"{base}/shards/{name}.json") as handle:
            found = json.loads(handle.read())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "signature" in found else None


def shard_names(filesystem: pafs.FileSystem, base: str) -> list[str]:
    """The shards that are whole."""
    found = filesystem.get_file_info(pafs.FileSelector(f"{base}/shards", allow_not_found=True))
    return [info.base_name.removesuffix(".json") for info in found if info.base_name.endswith(".json")]


def shard_audits(filesystem: pafs.FileSystem, base: str, name: str) -> Iterator[Audit]:
    """The audits of a shard, in order. Raises InputError."""
    path = f"{base}/audits/{name}.parquet"
    try:
        with pq.ParquetFile(path, filesystem=filesystem) as opened:
            for batch in opened.iter_batches(batch_size=64, columns=["audit"]):
                for value in batch.column(0):
                    yield read_audit(value.as_py(), path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(
            f"{path}: expected the audits of a shard: {error}; take shards/{name}.json away and audit again"
        ) from error


def shard_failures(filesystem: pafs.FileSystem, base: str, name: str) -> Iterator[Failure]:
    """The failures of a shard, in order."""
    table = pq.read_table(f"{base}/failures/{name}.parquet", filesystem=filesystem)
    return (Failure(row["page"], row["reason"]) for row in table.to_pylist())
