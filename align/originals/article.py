"""A Vietnamese original as parts with roles: headline, lead, headings, captions, body, and what is none of the article.

HTML is read by trafilatura once captions are taken out and boxes of related articles are cut away; plain text, and what
trafilatura left, is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from align.language.script import unaccent
from align.language.sentences import ends_as_sentence
from align.originals.lines import LONGEST_CAPTION, caption_text, is_furniture
from align.page import Part, PartRole
from align.pages.html import first_heading

LONGEST_HEADLINE, LONGEST_HEADING, LONGEST_QUESTION = 220, 110, 60  # characters


def parts_of(lines: Sequence[str], title: str | None = None, captions: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """The parts of an article's lines. `title`: its headline, where the page names it; `captions`: lines known to be some."""
    lines = [line.strip() for line in lines if line.strip()]
    out: list[Part] = []
    headed = False
    if title and not any(_same(line, title) for line in lines[:4]):
        out.append(Part("headline", title))
        headed = True
    prose = [
        k for k, line in enumerate(lines) if len(line) > LONGEST_QUESTION and ends_as_sentence(line) and line not in captions
    ]
    for at, line in enumerate(lines):
        amid = bool(prose) and prose[0] < at < prose[-1]
        role, text = _role_of(line, lines[at + 1 : at + 2], captions, amid=amid)
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


def _role_of(line: str, following: Sequence[str], captions: frozenset[str], *, amid: bool) -> tuple[PartRole, str]:
    if line in captions:
        return "caption", caption_text(line) or line
    if is_furniture(line, amid=amid):
        return "furniture", line
    caption = caption_text(line)
    if caption:
        return "caption", caption
    if _ITEM.match(line):
        return "body", line
    closed = ends_as_sentence(line) and not (amid and line.endswith("?") and len(line) <= LONGEST_QUESTION and ":" not in line)
    if len(line) <= LONGEST_HEADING and not closed and not line.endswith((":", ",")) and following:
        return "heading", line
    return "body", line


# Items of a list: "- Đủ 18 tuổi", "Thủ môn: Đặng Văn Lâm, Nguyễn Đình Triệu".
_ITEM = re.compile(
    r"[-–•*+][ \u00a0]|[^:]{2,40}: [^:]*,[^:]*,? ?[^:]*$"
)  # of a list: - Đủ 18 tuổi; Thủ môn: Đặng Văn Lâm, Nguyễn Đình Triệu
_CAPTIONS = "//figcaption | //*[contains(@class, 'aption') or contains(@class, 'image-desc') or contains(@class, 'pic-desc')]"
_BOXES = re.compile(  # classes and ids of boxes beside the article
    r"(?:^|[-_ ])(?:relat\w*|tags?|keyword\w*|share|sharing|social|comment\w*|breadcrumb\w*|banner|ads?|advert\w*|newsletter|"
    r"readmore|most-?read|tin-?lien-?quan|box-?tin\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:^|[-_ ])(?:article|content|detail|body|main|entry|post|story|noidung)(?:$|[-_ ])", re.IGNORECASE)
LONGEST_CARD = 600  # characters of a box with another article's headline and summary
SHORTEST_ARTICLE = 200  # characters outside links from which an element named as an article's is none of a box
SAME_TITLE = 90.0  # likeness of a heading and the stated title, of 100
_BREAK = "\ue000"  # stands for a line break inside a paragraph while trafilatura reads the page
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
    title = _headline(tree)
    captions = _cut_out(_captions(tree))
    for heading in list(tree.iter("h2", "h3", "h4", "h5")):
        heading.tag = "p"  # trafilatura leaves some headings out
    _drop_boxes(tree)
    for card in tree.xpath("//li//article | //article//article | //*[contains(@class, 'articles')]//article"):
        if len(card.text_content()) < LONGEST_CARD:  # of another article
            _drop(card)
    for link in tree.xpath("//p[.//a] | //td[.//a] | //li[.//a]"):  # what is a link alone leads to another article
        text = link.text_content().strip()
        if text and sum(len(a.text_content().strip()) for a in link.iter("a")) >= len(text):
            _drop(link)
    for element in list(tree.iter("br")):
        element.tail = _BREAK + (element.tail or "")
    document = trafilatura.bare_extraction(
        etree.tostring(tree, encoding="unicode", method="html"), include_comments=False, include_tables=True,
        include_formatting=True, favor_recall=True,
    )  # fmt: skip
    texts = ["".join(e.itertext()) for e in _blocks(document.body)] if document is not None else []
    lines = [" ".join(line.split()) for text in texts for line in text.split(_BREAK)]
    lead = _lead(tree, lines)
    if not any(lines) and not lead:
        return ()
    return parts_of([*lead, *lines, *captions], title, frozenset(captions))


_LEADS = (
    "sapo",
    "article-summary",
    "post-summary",
    "detail-summary",
    "news-summary",
    "description",
    "article-desc",
    "lead",
    "chapeau",
)


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


def _headline(tree: Any) -> str | None:
    """The heading that says what the page states as its title; else its first `<h1>`, else what it states."""
    stated = [" ".join(str(text).split()) for text in tree.xpath("//meta[@property='og:title']/@content | //title/text()")]
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1", "h2")]
    alike = [h for h in headings if len(h) > 8 and any(_says(s, h) for s in stated)]
    return next(iter(alike), None) or first_heading(tree) or next(filter(None, stated), None)


def _says(stated: str, heading: str) -> bool:
    """Whether a page's stated title is a heading, the site's name behind it or not."""
    return stated.lower().startswith(heading.lower()) or fuzz.ratio(stated.lower(), heading.lower()) >= SAME_TITLE


def _captions(tree: Any) -> list[Any]:
    """The elements that hold a caption: by their names, in a table with an image, centred or slanted below one."""
    found = [e for e in tree.xpath(_CAPTIONS) if isinstance(e.tag, str)]
    for table in tree.xpath("//table[.//img]"):  # not of the layout, whose cells hold the article
        if len(table.text_content()) <= 2 * LONGEST_CAPTION and not table.xpath(".//br"):
            found += [cell for cell in table.iter("td", "th") if not cell.xpath(".//img")]
    for p in tree.xpath("//p[preceding-sibling::*[1][.//img] or preceding-sibling::*[1][self::img]]"):
        above, text = p.getprevious(), p.text_content().strip()
        slanted = sum(len(e.text_content()) for e in p.iter("em", "i")) >= len(text)
        if not above.text_content().strip() and (slanted or "center" in (p.get("style") or "") + (p.get("align") or "")):
            found.append(p)
    return [e for e in found if _is_short(e)]


def _is_short(element: Any) -> bool:
    """Whether an element holds no more than a caption does."""
    return len(element.text_content()) <= 2 * LONGEST_CAPTION and len(element.findall(".//p")) <= 2


def _drop_boxes(tree: Any) -> None:
    """Boxes beside the article by their names: none that holds most of the page's text or paragraphs of its own."""
    whole = len(tree.text_content()) or 1
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        names = " ".join(filter(None, (element.get("class"), element.get("id"))))
        kind = element.get("type") or ""
        if not (kind.startswith("Related") or _BOXES.search(names)) or len(element.text_content()) >= _LARGEST_BOX * whole:
            continue
        if not _ARTICLE.search(names) or _unlinked(element) < SHORTEST_ARTICLE:
            _drop(element)


def _unlinked(element: Any) -> int:
    """Characters of an element's paragraphs outside links."""
    return sum(len(p.text_content()) - sum(len(a.text_content()) for a in p.iter("a")) for p in element.iter("p"))


def _drop(element: Any) -> None:
    """Take an element out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
