"""TMX 1.4b, read and written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from defusedxml.ElementTree import iterparse

from align.formats.text_pair import TextPair, same_languages
from align.formats.xml_text import XML_LANG, inner_text, local_name


def read_tmx(handle: IO[bytes], source_lang: str, target_lang: str) -> Iterator[TextPair]:
    number = 0
    for _, unit in iterparse(handle):
        if local_name(unit) != "tu":
            continue
        number += 1
        texts: dict[str, str] = {}
        told: list[str] = []
        for variant in (v for v in unit if local_name(v) == "tuv"):
            lang = variant.get(XML_LANG) or variant.get("lang") or ""
            told.append(lang or "none")
            segment = next((s for s in variant if local_name(s) == "seg"), None)
            for wanted in (source_lang, target_lang):
                if same_languages(lang, wanted):
                    texts[wanted] = inner_text(segment)
        unit.clear()
        if source_lang in texts and target_lang in texts:
            yield TextPair(number, texts[source_lang], texts[target_lang], source_lang, target_lang)
        else:
            wanted = f"expected the languages {source_lang} and {target_lang}, found {', '.join(told) or 'neither'}"
            why = f"unit {number}: {wanted}; set --source-lang, --target-lang"
            yield TextPair(number, "", "", source_lang, target_lang, why)
