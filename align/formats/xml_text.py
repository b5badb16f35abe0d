"""What TMX and XLIFF share: safe text, languages."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "x", "bx", "ex"})


def inner_text(element: Element | None) -> str:
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
            inner += [child.tail or ""] if local_name(child) in _CODES else [child, child.tail or ""]
        waiting += reversed(inner)
    return "".join(parts)


# What XML 1.0 cannot hold.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Text for the inside of an element; what XML cannot hold becomes U+FFFD."""
    return escape(NOT_XML.sub("\ufffd", text))


def attribute(text: str) -> str:
    """Text as a quoted attribute."""
    return quoteattr(NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
