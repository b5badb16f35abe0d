"""Pages from HTML files: the article's lines, and the address that the page gives as its own."""

from __future__ import annotations

import re
from typing import Any

from align.errors import InputError

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|div|p)\b", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML rather than text about it."""
    return _HTML.search(text[:2048]) is not None and text.lstrip()[:1] == "<"


def first_heading(tree: Any) -> str:
    """The first `<h1>` of a tree of lxml that holds text, else nothing."""
    texts = (" ".join(element.text_content().split()) for element in tree.iter("h1"))
    return next((text for text in texts if text), "")


def text_and_address(html: str, where: str) -> tuple[str, str | None]:
    """(headline and lines of the article, its canonical address or None). Raises InputError where there is no article."""
    try:
        import lxml.html  # type: ignore[import-untyped]
        import trafilatura
        from lxml import etree  # type: ignore[import-untyped]
    except ImportError as error:
        raise InputError(f"{where}: HTML needs the package trafilatura; pip install 'align[originals]'") from error
    try:
        tree = lxml.html.fromstring(html)
    except (etree.ParserError, ValueError) as error:
        raise InputError(f"{where}: expected HTML: {error}") from error
    text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True) or ""
    if not text.strip():
        raise InputError(f"{where}: expected an article, found no text in the HTML")
    title = first_heading(tree)
    if title and title not in text[: 4 * len(title) + 200]:
        text = f"{title}\n{text}"
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    address = next((str(a) for a in found if str(a).startswith(("http://", "https://"))), None)
    return text, address
