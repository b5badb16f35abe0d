"""Pages from text files and standard input, byte for byte as they are."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from align.config import PagesSettings
from align.errors import InputError
from align.page import Failure, Page
from align.pages.base import make_page
from align.pages.html import looks_like_html, text_and_address

HTML_SUFFIXES = frozenset({".html", ".htm"})


def decode(data: bytes, where: str) -> str:
    """UTF-8 (a byte order mark is dropped); InputError names the first bad byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        hint = "it looks like UTF-16: save it as UTF-8" if utf16 else "convert it (iconv -f CP1252 -t UTF-8) or leave it out"
        raise InputError(
            f"{where}: expected UTF-8, found byte 0x{data[error.start]:02x} at offset {error.start}; {hint}"
        ) from error


def read_text_file(path: Path, name: str, settings: PagesSettings) -> Page | Failure:
    """The page in one file."""
    try:
        size = path.stat().st_size
        if size > 4 * settings.max_characters:
            raise InputError(f"{path}: expected at most {4 * settings.max_characters:,} bytes, found {size:,}")
        text, address = decode(path.read_bytes(), str(path)), None
        if path.suffix.lower() in HTML_SUFFIXES or looks_like_html(text):
            text, address = text_and_address(text, str(path))
        return make_page(name, text, settings, url=settings.url or address, file_name=path.stem)
    except InputError as error:
        return Failure(name, str(error))
    except OSError as error:
        return Failure(name, f"{path}: expected a readable file: {error.strerror}")


def read_stdin(settings: PagesSettings) -> Iterator[Page | Failure]:
    """Standard input: JSON lines where the first line is a JSON object, otherwise one page of text."""
    if sys.stdin is None:
        raise InputError("-: expected a page on stdin, found it closed")
    first = sys.stdin.buffer.readline().removeprefix(b"\xef\xbb\xbf")
    while first and not first.strip() and len(first) < 1000:
        first = sys.stdin.buffer.readline()
    if first.lstrip().startswith(b"{"):
        yield from _json_lines(first, settings)
        return
    data = first + sys.stdin.buffer.read(4 * settings.max_characters + 1)
    try:
        text, address = decode(data, "stdin"), None
        if looks_like_html(text):
            text, address = text_and_address(text, "stdin")
        yield make_page("stdin", text, settings, url=settings.url or address)
    except InputError as error:
        yield Failure("stdin", str(error))


def _json_lines(first: bytes, settings: PagesSettings) -> Iterator[Page | Failure]:
    from align.pages.tables import page_of_row

    number, line = 1, first
    while line:
        if line.strip():
            try:
                row = json.loads(decode(line, f"stdin line {number}"))
                yield page_of_row(row, f"stdin:{number}", settings)
            except (ValueError, RecursionError, InputError) as error:
                yield Failure(f"stdin:{number}", f"stdin line {number}: {error}")
        number, line = number + 1, sys.stdin.buffer.readline()
