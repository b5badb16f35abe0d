"""One original as text: plain or HTML, as bytes from a file, an archive or a web capture."""

from __future__ import annotations

import gzip
import io
import re
import zlib

from align.errors import InputError
from align.originals.article import parts_of, parts_of_html
from align.page import Part

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


def parts_of_data(data: bytes, where: str) -> tuple[Part, ...]:
    """An original's parts: of an article in HTML, or of plain text line by line. Raises InputError."""
    data = unpacked(data, where)
    if not _HTML.search(data[:4096]):
        return parts_of(data.decode("utf-8-sig", errors="replace").splitlines())
    try:
        found = parts_of_html(_decoded(data))
    except ImportError as error:
        raise InputError(f"{where}: an original in HTML needs the package trafilatura; pip install 'align[originals]'") from error
    if not any(part.role in ("body", "lead") for part in found):
        raise InputError(f"{where}: expected an article, found no text in the HTML")
    return found


def parts_of_text(text: str, where: str) -> tuple[Part, ...]:
    """The same of an original that came with its page."""
    return (
        parts_of_data(text.encode("utf-8", "surrogatepass"), where)
        if _HTML.search(text[:4096].encode("utf-8", "replace"))
        else parts_of(text.splitlines())
    )


def _decoded(data: bytes) -> str:
    """HTML as text, by the character set that it names."""
    charset = _CHARSET.search(data[:4096])
    try:
        return data.decode(charset.group(1).decode() if charset else "utf-8", errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")
