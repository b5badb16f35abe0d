"""Where pairs of texts come from: TSV, TMX and XLIFF files."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, TextIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from align.errors import InputError

MAX_FIELD = 64_000_000
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class TextPair(NamedTuple):
    """One pair; rows count from 1. `bad` says why a row cannot be read (its texts are empty then)."""

    row: int
    source: str
    target: str
    source_lang: str
    target_lang: str
    bad: str = ""


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
                langs = _language(row.get("source_lang"), source_lang), _language(row.get("target_lang"), target_lang)
                yield TextPair(number, row["source"], row["target"], *langs)
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
    told = repr("\t".join(header)[:200]) if header else "nothing"
    hint = "; part the columns by tabs" if len(header) == 1 and re.search("[,;|]", header[0]) else ""
    hint = "; it looks like XML, which is told by a name that ends in .tmx or .xlf" if told[1:2] == "<" else hint
    hint = "; it looks like UTF-16, save it as UTF-8" if "\0" in told or "\\x00" in told else hint
    raise InputError(f"{path}: expected columns source and target, once each, in the first line, found {told}{hint}")


def language_of(told: str, otherwise: str) -> str:
    """The code of a language given by code, with a region or not, or by its English name."""
    names = {"indonesian": "id", "vietnamese": "vi", "english": "en"}
    return names.get(told.strip().lower(), _language(told, otherwise))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "x", "bx", "ex"})


def _text(element: Element | None) -> str:
    """All text of an element, inline codes left out."""
    parts: list[str] = []
    waiting: list[Element | str] = [element] if element is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        inner: list[Element | str] = [node.text or ""]
        for child in node:
            inner += [child.tail or ""] if _name(child) in _CODES else [child, child.tail or ""]
        waiting += reversed(inner)
    return "".join(parts)


def _language(told: str | None, otherwise: str) -> str:
    """Language of a code with or without a region: id-ID, en_US."""
    return re.split("[-_]", told.strip().lower())[0] if told and told.strip() else otherwise


def _same(lang: str, wanted: str) -> bool:
    return _language(lang, "") == wanted.lower()


def _tmx(handle: IO[bytes], source_lang: str, target_lang: str) -> Iterator[TextPair]:
    number = 0
    for _, unit in iterparse(handle):
        if _name(unit) != "tu":
            continue
        number += 1
        texts: dict[str, str] = {}
        told: list[str] = []
        for variant in (v for v in unit if _name(v) == "tuv"):
            lang = variant.get(_XML_LANG) or variant.get("lang") or ""
            told.append(lang or "none")
            segment = next((s for s in variant if _name(s) == "seg"), None)
            for wanted in (source_lang, target_lang):
                if _same(lang, wanted):
                    texts[wanted] = _text(segment)
        unit.clear()
        if source_lang in texts and target_lang in texts:
            yield TextPair(number, texts[source_lang], texts[target_lang], source_lang, target_lang)
        else:
            wanted = f"expected the languages {source_lang} and {target_lang}, found {', '.join(told) or 'neither'}"
            why = f"unit {number}: {wanted}; set --source-lang, --target-lang"
            yield TextPair(number, "", "", source_lang, target_lang, why)


def _xliff(handle: IO[bytes], source_lang: str, target_lang: str) -> Iterator[TextPair]:
    """XLIFF 1.2 (trans-unit) and 2.x (segment); languages as the file says them."""
    number, langs, kept = 0, (source_lang, target_lang), True
    for event, element in iterparse(handle, events=("start", "end")):
        name = _name(element)
        if event == "start" and name in ("file", "xliff"):
            told = (
                element.get("source-language") or element.get("srcLang"),
                element.get("target-language") or element.get("trgLang"),
            )
            langs = _language(told[0], langs[0]), _language(told[1], langs[1])
        if event == "start" and name in ("trans-unit", "unit"):
            kept = element.get("translate") != "no"
        if event == "end" and name in ("trans-unit", "segment"):
            number += 1
            if not kept:  # says itself that it is not for translation
                element.clear()
                continue
            children = {_name(child): child for child in element}
            yield TextPair(number, _text(children.get("source")), _text(children.get("target")), *langs)
            element.clear()


_READERS = {".tmx": _tmx} | dict.fromkeys((".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), _xliff)
