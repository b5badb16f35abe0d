"""One original as text: plain or HTML, as bytes from a file, an archive or a web capture."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from unicodedata import normalize

from align.errors import InputError
from align.language.script import vietnamese_letters
from align.originals.article import parts_of, parts_of_html
from align.page import Part

MAX_BYTES = 50_000_000  # unpacked; a larger one is refused
MOST_DAMAGED = 0.002  # share of characters that could not be read, from which on a text is none
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
        return parts_of(_decoded(data, where).splitlines())
    try:
        found = parts_of_html(_decoded(data, where))
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
        else parts_of(normalize("NFC", text).splitlines())
    )


def _decoded(data: bytes, where: str) -> str:
    """Bytes as composed text: by their byte order mark, as UTF-8, by the character set that HTML names, or as the one that old
    Vietnamese pages are in. Raises InputError where none fits."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return normalize("NFC", data.decode("utf-16", errors="replace"))
    named = _CHARSET.search(data[:4096])
    for charset in ("utf-8-sig", named.group(1).decode() if named else "", "cp1258"):
        try:
            text = normalize("NFC", data.decode(charset)) if charset else ""
        except (LookupError, UnicodeDecodeError):
            continue
        if text and (charset == "utf-8-sig" or vietnamese_letters(text)):
            return text
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") > MOST_DAMAGED * len(text):
        raise InputError(f"{where}: expected text in UTF-8, found bytes of another encoding; save it as UTF-8")
    return normalize("NFC", text)
