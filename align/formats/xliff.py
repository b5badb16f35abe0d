"""XLIFF 1.2 and 2.1, read and written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from defusedxml.ElementTree import iterparse

from align.formats.text_pair import TextPair, row_language
from align.formats.xml_text import inner_text, local_name


def read_xliff(handle: IO[bytes], source_lang: str, target_lang: str) -> Iterator[TextPair]:
    """XLIFF 1.2 (trans-unit) and 2.x (segment); languages as the file says them."""
    number, langs, kept, stated = 0, (source_lang, target_lang), True, False
    for event, element in iterparse(handle, events=("start", "end")):
        name = local_name(element)
        if event == "start" and name in ("file", "xliff"):
            codes = (
                element.get("source-language") or element.get("srcLang"),
                element.get("target-language") or element.get("trgLang"),
            )
            stated = stated or any(codes)
            langs = row_language(codes[0], langs[0]), row_language(codes[1], langs[1])
        if event == "start" and name in ("trans-unit", "unit"):
            kept = element.get("translate") != "no"
        if event == "end" and name in ("trans-unit", "segment"):
            number += 1
            if not kept:  # says itself that it is not for translation
                element.clear()
                continue
            children = {local_name(child): child for child in element}
            texts = inner_text(children.get("source")), inner_text(children.get("target"))
            yield TextPair(number, *texts, *langs, stated=stated)
            element.clear()
