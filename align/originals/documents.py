"""One original as text: plain or HTML, as bytes from a file, an archive or a web capture."""

from __future__ import annotations

import gzip
import io
import re
import zlib

from align.errors import InputError

MAX_BYTES = 50_000_000  # unpacked; a larger one is refused
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|div|p|article)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]{2,40})", re.IGNORECASE)


def unpacked(data: bytes, where: str) -> bytes:
    """The bytes behind gzip, or as they are. Raises InputError."""
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        found = gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{where}: expected a whole gzip file: {error}") from error
    if len(found) > MAX_BYTES:
        raise InputError(f"{where}: expected at most {MAX_BYTES} bytes unpacked, found more")
    return found


def text_of(data: bytes, where: str) -> str:
    """The text of an original: an article's paragraphs where it is HTML. Raises InputError."""
    data = unpacked(data, where)
    if _HTML.search(data[:4096]):
        return _article(data, where)
    return data.decode("utf-8-sig", errors="replace")


def _decoded(data: bytes) -> str:
    """HTML as text, by the character set that it names."""
    charset = _CHARSET.search(data[:4096])
    try:
        return data.decode(charset.group(1).decode() if charset else "utf-8", errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")


def _article(data: bytes, where: str) -> str:
    try:
        import trafilatura
    except ImportError as error:
        raise InputError(f"{where}: an original in HTML needs the package trafilatura; pip install 'align[originals]'") from error
    page = _decoded(data)
    text: str | None = trafilatura.extract(page, include_comments=False, include_tables=False, favor_recall=True)
    if not text:
        raise InputError(f"{where}: expected an article, found no text in the HTML")
    return text


def title_of(data: bytes) -> str | None:
    """The headline of an HTML page, by its metadata; None where there is none, or the original is plain text."""
    data = unpacked(data, "the page")
    if not _HTML.search(data[:4096]):
        return None
    import trafilatura

    found = trafilatura.extract_metadata(_decoded(data))
    return found.title if found else None
