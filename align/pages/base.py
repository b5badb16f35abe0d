"""What the readers share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from align.config import PagesSettings
from align.errors import InputError
from align.page import Page

_ALLOWED_CONTROLS = frozenset("\n\t\r\f\v")


@dataclass(frozen=True, slots=True)
class Source:
    """A place pages are read from. `kind`: text, stdin, table, dataset or builder."""

    kind: str
    where: str
    name: str


def _has_half_pair(text: str) -> bool:
    """Whether half a surrogate pair stands in a text, which no encoding can write."""
    return not text.isprintable() and any("\ud800" <= c <= "\udfff" for c in text)


def check_text(text: str, where: str, settings: PagesSettings) -> None:
    """Raise InputError for text that is empty, too long, or not text."""
    if not text.strip():
        raise InputError(f"{where}: expected text, found an empty page")
    if len(text) > settings.max_characters:
        raise InputError(
            f"{where}: expected at most {settings.max_characters:,} characters, found {len(text):,}; "
            "raise pages.max_characters to read it"
        )
    if _has_half_pair(text):
        raise InputError(f"{where}: expected text, found half a surrogate pair (badly escaped JSON?)")
    head = text[:20_000]
    controls = sum(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in head)
    if "\x00" in text or controls > len(head) / 50:
        raise InputError(f"{where}: expected text, found NUL or control characters (a binary file?)")


def make_page(row_id: str, text: str, settings: PagesSettings, **fields: str | None) -> Page:
    """A page of checked text. Raises InputError."""
    row_id = row_id.encode("utf-8", "backslashreplace").decode()  # names of files may hold bytes that are no text
    check_text(text, row_id, settings)
    for column in ("url", "english"):
        if _has_half_pair(fields.get(column) or ""):
            raise InputError(f"{row_id}: expected text in {column}, found half a surrogate pair (badly escaped JSON?)")
    name = fields.get("file_name")
    meta = {"file_name": name.encode("utf-8", "backslashreplace").decode()} if name else {}
    return Page(row_id, text, url=fields.get("url"), english=fields.get("english"), meta=meta)
