"""A Vietnamese original as parts with roles: headline, lead, headings, captions, body, and what is none of the article.

HTML is read by trafilatura once captions are taken out and boxes of related articles are cut away; plain text, and what
trafilatura left, is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from align.language.script import unaccent
from align.language.sentences import ends_as_sentence
from align.originals.lines import LONGEST_CAPTION, caption_text, is_furniture
from align.page import Part, PartRole
from align.pages.html import first_heading

LONGEST_HEADLINE, LONGEST_HEADING = 220, 110  # characters


def parts_of(lines: Sequence[str], title: str | None = None, captions: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """The parts of an article's lines. `title`: its headline, where the page names it; `captions`: lines known to be some."""
    lines = [line.strip() for line in lines if line.strip()]
    out: list[Part] = []
    headed = False
    if title and not any(_same(line, title) for line in lines[:4]):
        out.append(Part("headline", title))
        headed = True
    for at, line in enumerate(lines):
        role, text = _role_of(line, lines[at + 1 : at + 2], captions)
        if role == "body" and not headed and not any(p.role == "body" for p in out):
            first = title is None and len(line) <= LONGEST_HEADLINE and not line.endswith((".", "…", ":"))
            if first or (title is not None and _same(line, title)):
                role, headed = "headline", True
        elif role == "heading" and not headed and not any(p.role in ("body", "lead") for p in out):
            role, headed = "headline", True
        elif role == "body" and headed and not any(p.role in ("body", "lead") for p in out) and len(line) <= 600:
            role = "lead"
        if out and out[-1].text == text and role in ("body", "caption", "heading"):
            role = "furniture"  # the same line once more
        out.append(Part(role, text))
    last = max((k for k, part in enumerate(out) if part.role in ("body", "lead")), default=len(out))
    return tuple(Part("furniture", p.text) if p.role == "heading" and k > last else p for k, p in enumerate(out))


def _same(line: str, title: str) -> bool:
    return unaccent(line).lower().strip(" .") == unaccent(title).lower().strip(" .")


def _role_of(line: str, following: Sequence[str], captions: frozenset[str]) -> tuple[PartRole, str]:
    if line in captions:
        return "caption", caption_text(line) or line
    if is_furniture(line):
        return "furniture", line
    caption = caption_text(line)
    if caption:
        return "caption", caption
    if len(line) <= LONGEST_HEADING and not ends_as_sentence(line) and not line.endswith((":", ",")) and following:
        return "heading", line
    return "body", line


_CAPTIONS = "//figcaption | //*[contains(@class, 'aption') or contains(@class, 'image-desc') or contains(@class, 'pic-desc')]"
_BOXES = re.compile(  # classes and ids of boxes beside the article
    r"(?:^|[-_ ])(?:relat\w*|tags?|keyword\w*|share|sharing|social|comment\w*|breadcrumb\w*|banner|ads?|advert\w*|newsletter|"
    r"readmore|most-?read|tin-?lien-?quan|box-?tin\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
_LARGEST_BOX = 0.35  # share of a page's text from which on an element is no box beside the article


def parts_of_html(html: str) -> tuple[Part, ...]:
    """The parts of an article in HTML; empty where no article is in it. Needs trafilatura."""
    import lxml.html  # type: ignore[import-untyped]
    import trafilatura
    from lxml import etree  # type: ignore[import-untyped]

    try:
        tree = lxml.html.fromstring(html)
    except (etree.ParserError, ValueError):
        return ()
    found = trafilatura.extract_metadata(html)
    title = first_heading(tree) or (found.title if found else None)
    captions = _cut_out([e for e in tree.xpath(_CAPTIONS) if isinstance(e.tag, str)])
    for heading in list(tree.iter("h2", "h3", "h4", "h5")):
        heading.tag = "p"  # trafilatura leaves some headings out
    whole = len(tree.text_content()) or 1
    for element in list(tree.iter()):
        names = " ".join(filter(None, (element.get("class"), element.get("id")))) if isinstance(element.tag, str) else ""
        boxed = element.get("type") == "RelatedOneNews" if isinstance(element.tag, str) else False
        if (boxed or _BOXES.search(names)) and len(element.text_content()) < _LARGEST_BOX * whole:
            _drop(element)
    document = trafilatura.bare_extraction(
        etree.tostring(tree, encoding="unicode", method="html"), include_comments=False, include_tables=False,
        include_formatting=True, favor_recall=True,
    )  # fmt: skip
    lines = [" ".join("".join(e.itertext()).split()) for e in _blocks(document.body)] if document is not None else []
    lead = _lead(tree, lines)
    if not any(lines) and not lead:
        return ()
    return parts_of([*lead, *lines, *captions], title, frozenset(captions))


_LEADS = ("sapo", "article-summary", "description", "article-desc", "lead", "chapeau")


def _lead(tree: Any, lines: Sequence[str]) -> list[str]:
    """The sapo, where trafilatura left it out."""
    classes = " or ".join(
        f"contains(concat(' ', translate(@class, '_-', '  '), ' '), ' {name} ')" for name in _LEADS if "-" not in name
    )
    classes += "".join(f" or contains(@class, '{name}')" for name in _LEADS if "-" in name)
    texts = [" ".join(e.text_content().split()) for e in tree.xpath(f"//*[{classes}]")]
    return [text for text in texts[:1] if len(text) > 40 and not any(text[:60] in line for line in lines)]


def _blocks(body: Any) -> list[Any]:
    """The elements of an extracted body that hold a line each."""
    inner = [e for e in body.iter() if e.tag in ("p", "head", "item", "quote", "cell", "lb")]
    return [e for e in inner if not any(child.tag in ("p", "item", "head") for child in e)]


def _cut_out(elements: Sequence[Any]) -> list[str]:
    """The texts of elements, each once, which are taken out of the tree."""
    texts = dict.fromkeys(" ".join(e.text_content().split()) for e in elements)
    for element in elements:
        _drop(element)
    return [text for text in texts if 8 <= len(text) <= LONGEST_CAPTION]


def _drop(element: Any) -> None:
    """Take an element out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
