"""TMX 1.4b (LISA 2005), read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from defusedxml.ElementTree import iterparse

from align.about import __version__
from align.formats.text_pair import TextPair, row_language, same_languages
from align.formats.xml_text import XML_LANG, attribute, escaped, inner_text, local_name


def read_tmx(handle: IO[bytes], source_lang: str, target_lang: str) -> Iterator[TextPair]:
    number = 0
    for _, unit in iterparse(handle):
        if local_name(unit) != "tu":
            continue
        number += 1
        texts: dict[str, str] = {}
        codes: list[str] = []
        for variant in (v for v in unit if local_name(v) == "tuv"):
            lang = variant.get(XML_LANG) or variant.get("lang") or ""
            codes.append(lang or "none")
            segment = next((s for s in variant if local_name(s) == "seg"), None)
            for wanted in (source_lang, target_lang):
                if same_languages(lang, wanted):
                    texts[wanted] = inner_text(segment)
        unit.clear()
        if source_lang in texts and target_lang in texts:
            yield TextPair(number, texts[source_lang], texts[target_lang], source_lang, target_lang, stated=True)
        else:
            wanted = f"expected the languages {source_lang} and {target_lang}, found {', '.join(codes) or 'neither'}"
            why = f"unit {number}: {wanted}; set --source-lang, --target-lang"
            yield TextPair(number, "", "", source_lang, target_lang, why)


def tmx_languages(handle: IO[bytes]) -> tuple[str, str] | None:
    """The source language that a TMX file states, and that of the other side of its first unit; None where it does not."""
    source = ""
    for event, element in iterparse(handle, events=("start", "end")):
        if event == "start" and local_name(element) == "header":
            source = row_language(element.get("srclang"), "")
        if event == "end" and local_name(element) == "tu":
            codes = [row_language(v.get(XML_LANG) or v.get("lang"), "") for v in element if local_name(v) == "tuv"]
            source = source if source in codes else (codes[0] if codes else "")
            other = next((code for code in codes if code != source), "")
            return (source, other) if source and other else None
    return None


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """One translation unit to write: its id, source and target text, properties and notes."""

    id: str
    texts: tuple[str, str]
    properties: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    creator: str = ""


def write_tmx(handle: IO[str], units: Iterable[TmxUnit], languages: tuple[str, str]) -> int:
    """Write units one by one, so that any number takes little memory; how many they were."""
    handle.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n')
    handle.write(f'<header creationtool="align" creationtoolversion="{__version__}" segtype="sentence" o-tmf="align" '
                 f'adminlang="en" srclang={attribute(languages[0])} datatype="plaintext"/>\n<body>\n')  # fmt: skip
    count = 0
    for unit in units:
        count += 1
        creator = f" creationid={attribute(unit.creator)}" if unit.creator else ""
        handle.write(f"<tu tuid={attribute(unit.id)}{creator}>")
        handle.writelines(f"<note>{escaped(note)}</note>" for note in unit.notes)
        handle.writelines(f"<prop type={attribute(k)}>{escaped(v)}</prop>" for k, v in unit.properties.items())
        for lang, text in zip(languages, unit.texts, strict=True):
            handle.write(f"<tuv xml:lang={attribute(lang)}><seg>{escaped(text)}</seg></tuv>")
        handle.write("</tu>\n")
    handle.write("</body>\n</tmx>\n")
    return count
