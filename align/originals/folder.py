"""Originals from files: a folder of texts named by article id or slug, or a JSONL or Parquet table."""

from __future__ import annotations

import json
from pathlib import Path

from align.errors import InputError
from align.page import Provenance


def _address(url: str) -> str:
    return url.split("?", 1)[0].split("#", 1)[0].removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


class FolderOriginals:
    """`DIR/<article id>.txt` or `DIR/<slug>.txt`."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem.lower(): path for path in sorted(folder.rglob("*.txt"))}

    def find(self, provenance: Provenance) -> str | None:
        for name in (provenance.article_id, provenance.slug):
            path = self._files.get(name.lower()) if name else None
            if path:
                return path.read_text("utf-8", errors="replace")
        return None


class TableOriginals:
    """Rows with `url` or `id`, and `text`."""

    def __init__(self, rows: list[dict[str, object]], where: str) -> None:
        self._texts: dict[str, str] = {}
        for row in rows:
            text = row.get("text")
            if not isinstance(text, str):
                raise InputError(f"{where}: expected a column text in every row, found {sorted(row)}")
            if row.get("url"):
                self._texts[_address(str(row["url"]))] = text
            if row.get("id"):
                self._texts[str(row["id"])] = text

    def find(self, provenance: Provenance) -> str | None:
        found = self._texts.get(_address(provenance.url)) if provenance.url else None
        return found or (self._texts.get(provenance.article_id) if provenance.article_id else None)


def load_originals(path: Path) -> FolderOriginals | TableOriginals:
    """The collection at `path`. Raises InputError where it is none."""
    if path.is_dir():
        return FolderOriginals(path)
    try:
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        elif path.suffix == ".parquet":
            import pyarrow.parquet

            rows = pyarrow.parquet.read_table(path).to_pylist()
        else:
            raise InputError(f"{path}: expected a folder, .jsonl or .parquet of originals, found {path.suffix or 'no suffix'}")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: expected readable originals: {error}") from error
    return TableOriginals(rows, str(path))
