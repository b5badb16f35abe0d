"""Where pairs of texts come from: TSV, TMX and XLIFF files."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from align.errors import InputError
from align.formats.text_pair import TextPair, row_language
from align.formats.tmx import read_tmx, tmx_languages
from align.formats.xliff import read_xliff

MAX_FIELD = 64_000_000


def read_pairs(path: str, source_lang: str, target_lang: str) -> Iterator[TextPair]:
    """Pairs of a file by its ending (.tmx, .xlf, .xliff, otherwise TSV; `-` is TSV from stdin). Raises InputError."""
    reader = _READERS.get(Path(path).suffix.lower())
    if reader is None:
        yield from _tsv(path, source_lang, target_lang)
        return
    try:
        found = 0
        with Path(path).open("rb") as handle:
            for found, pair in enumerate(reader(handle, source_lang, target_lang), start=1):  # noqa: B007
                yield pair
        if not found:
            raise InputError(f"{path}: expected translation units, found none")
    except OSError as error:
        raise InputError(f"{path}: expected a readable file: {error.strerror}") from error
    except ParseError as error:
        raise InputError(f"{path}: expected XML, found a fault at line {error.position[0]}: {error}") from error
    except DefusedXmlException as error:
        raise InputError(f"{path}: expected plain XML, found entity declarations, which are not read; take them out") from error
    except (ValueError, LookupError) as error:  # an encoding that the parser does not know
        raise InputError(f"{path}: expected XML in UTF-8 or UTF-16, found: {error}; save it as UTF-8") from error


def stated_languages(path: str) -> tuple[str, str] | None:
    """Source and target language that a TMX file states; None for other files and where it does not (XLIFF states them as
    it is read)."""
    if Path(path).suffix.lower() != ".tmx":
        return None
    try:
        with Path(path).open("rb") as handle:
            return tmx_languages(handle)
    except (OSError, ParseError, DefusedXmlException, ValueError, LookupError):
        return None  # reading it says what is wrong


def _open(path: str) -> TextIO:
    if path == "-" and sys.stdin is None:
        raise InputError("-: expected pairs on stdin, found it closed")
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", newline="")  # type: ignore[union-attr]
        return sys.stdin
    try:
        return Path(path).open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise InputError(f"{path}: expected a readable TSV, TMX or XLIFF file: {error.strerror}") from error


def _tsv(path: str, source_lang: str, target_lang: str) -> Iterator[TextPair]:
    csv.field_size_limit(MAX_FIELD)
    with _open(path) as handle:
        try:
            reader = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(reader, [])
            header = _header(path, header)
            for number, cells in enumerate(reader, start=1):
                if not cells:
                    continue
                if len(cells) != len(header):
                    why = f"expected {len(header)} columns, found {len(cells)}; replace tabs and line breaks inside a cell"
                    yield TextPair(number, "", "", source_lang, target_lang, f"line {reader.line_num}: {why}")
                    continue
                row = dict(zip(header, cells, strict=True))
                codes = [(row.get(name) or "").strip() for name in ("source_lang", "target_lang")]
                langs = row_language(codes[0], source_lang), row_language(codes[1], target_lang)
                yield TextPair(number, row["source"], row["target"], *langs, stated=any(codes))
        except UnicodeDecodeError as error:
            hint = "; it looks like UTF-16, save it as UTF-8" if error.object[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
            line = f"after line {reader.line_num}" if reader.line_num else "in the first line"
            raise InputError(f"{path}: expected UTF-8 text, found a bad byte {line}{hint}") from error
        except csv.Error as error:
            raise InputError(f"{path} line {reader.line_num}: expected tab-separated columns: {error}") from error


def _header(path: str, header: list[str]) -> list[str]:
    """The column names, in small letters; each of source and target once."""
    names = [name.strip().strip('"').lower() for name in header]
    if names.count("source") == names.count("target") == 1:
        return names
    columns = repr("\t".join(header)[:200]) if header else "nothing"
    hint = "; separate the columns with tabs" if len(header) == 1 and re.search("[,;|]", header[0]) else ""
    hint = "; it looks like XML, which is recognised by a name that ends in .tmx or .xlf" if columns[1:2] == "<" else hint
    hint = "; it looks like UTF-16, save it as UTF-8" if "\0" in columns or "\\x00" in columns else hint
    raise InputError(f"{path}: expected columns source and target, once each, in the first line, found {columns}{hint}")


_READERS = {".tmx": read_tmx} | dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), read_xliff)
