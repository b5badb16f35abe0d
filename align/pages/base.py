"""What the readers share."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, replace

from align.config import PagesSettings
from align.errors import InputError
from align.page import Failure, Page, writable

_ALLOWED_CONTROLS = frozenset("\n\t\r\f\v")


@dataclass(frozen=True, slots=True)
class Source:
    """A place pages are read from. `kind`: text, stdin, table, dataset or builder."""

    kind: str
    where: str
    name: str


def has_half_pair(text: str) -> bool:
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
    if has_half_pair(text):
        raise InputError(f"{where}: expected text, found half a surrogate pair (badly escaped JSON?)")
    head = text[:20_000]
    controls = sum(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in head)
    if "\x00" in text or controls > len(head) / 50:
        raise InputError(f"{where}: expected text, found NUL or control characters (a binary file?)")


def make_page(row_id: str, text: str, settings: PagesSettings, **fields: str | None) -> Page:
    """A page of checked text. Raises InputError."""
    row_id = writable(row_id)  # names of files may hold bytes that are no text
    check_text(text, row_id, settings)
    for column in ("url", "english"):
        if has_half_pair(fields.get(column) or ""):
            raise InputError(f"{row_id}: expected text in {column}, found half a surrogate pair (badly escaped JSON?)")
    name = fields.get("file_name")
    meta = {"file_name": writable(name)} if name else {}
    return Page(row_id, text, url=fields.get("url"), english=fields.get("english"), meta=meta)


def checked_page(page: Page, settings: PagesSettings) -> Page:
    """A page that was made elsewhere. Raises InputError where it cannot be audited or written."""
    where = writable(str(page.id))
    for name in ("id", "text", "lang"):
        if not isinstance(getattr(page, name), str):
            raise InputError(f"{where}: expected {name} as a str, found {type(getattr(page, name)).__name__}")
    for name in ("url", "english", "original"):
        value = getattr(page, name)
        if value is not None and not isinstance(value, str):
            raise InputError(f"{where}: expected {name} as a str or None, found {type(value).__name__}")
        if has_half_pair(value or ""):
            raise InputError(f"{where}: expected text in {name}, found half a surrogate pair (badly escaped JSON?)")
    if page.lang != "id":
        raise InputError(f"{where}: expected a page in Indonesian (lang id), found {page.lang!r}")
    try:
        json.dumps(dict(page.meta), ensure_ascii=False).encode()
    except (TypeError, ValueError, UnicodeEncodeError) as error:
        raise InputError(f"{where}: expected meta that JSON can hold: {error}") from error
    check_text(page.text, where, settings)
    return page if page.id == where else replace(page, id=where)


class Names:
    """Ids that tell pages apart: the second page of a name becomes NAME~2."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def unique(self, item: Page | Failure) -> Page | Failure:
        """The page under a name that none before it has; a failure keeps its own."""
        if isinstance(item, Failure):
            return item
        number, name = self._used.get(item.id, 0), item.id
        while number and name in self._used:
            number += 1
            name = f"{item.id}~{number}"
        self._used[item.id] = max(1, number)
        self._used.setdefault(name, 1)
        return item if name == item.id else replace(item, id=name)
