"""Translations kept in SQLite, so that nothing is translated twice.

One table; the key hashes text, model, revision, parameters and versions. WAL, so that several
processes may use one file; a broken or locked cache is a slow run, never a failed one.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path


def default_path() -> Path:
    """`$ALIGN_CACHE`, a file inside it where it is a folder, or `align/translations.sqlite` in the user's cache folder."""
    if os.environ.get("ALIGN_CACHE"):
        path = Path(os.environ["ALIGN_CACHE"])
        return path / "translations.sqlite" if path.is_dir() else path
    base = os.environ.get("XDG_CACHE_HOME")
    folder = Path(base) if base else Path.home() / ".cache"
    return folder / "align" / "translations.sqlite"


class TranslationCache:
    """Keys to texts. `scope` is what all keys of one translator share (its signature)."""

    def __init__(self, path: Path, scope: str) -> None:
        self._scope = scope
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=10)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("CREATE TABLE IF NOT EXISTS translation (key BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
            self._connection = connection
        except (sqlite3.Error, OSError):
            self._connection = None

    def _key(self, text: str, lang: str) -> bytes:
        joined = "\x00".join((self._scope, lang, text))
        return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()

    def get(self, texts: Sequence[str], lang: str) -> dict[str, str]:
        """What is known of `texts`."""
        if self._connection is None:
            return {}
        known: dict[str, str] = {}
        by_key = {self._key(text, lang): text for text in texts}
        keys = list(by_key)
        try:
            for at in range(0, len(keys), 500):
                part = keys[at : at + 500]
                query = f"SELECT key, value FROM translation WHERE key IN ({','.join('?' * len(part))})"
                known.update((by_key[k], v) for k, v in self._connection.execute(query, part))
        except sqlite3.Error:
            return {}
        return known

    def put(self, translations: Mapping[str, str], lang: str) -> None:
        """Remember `translations` (source to target)."""
        if self._connection is None or not translations:
            return
        rows = [(self._key(source, lang), target) for source, target in translations.items()]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO translation VALUES (?, ?)", rows)
        except sqlite3.Error:
            return

    def close(self) -> None:
        """Close the file; the cache is empty from then on."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
