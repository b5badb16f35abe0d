"""The roles of a page's lines of text, once all are read: title, heading, caption, teaser or body; or none of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.traces import patterns
from align.traces.captions import LONGEST_CAPTION, WITH_CREDIT, caption_likeness, names_places
from align.traces.datelines import dateline, is_place_and_day
from align.traces.furniture import is_tags
from align.traces.lines import LONGEST_LINE_ALONE, Line

LONGEST_HEADING = 60  # characters; a question, a numbered line or one that begins with a verb may be longer
LONGEST_VERBAL_HEADING = 110
LONGEST_ALONE = 180  # of a caption that nothing beside it gives away
SITE_WORDS = 3  # of a site's or a section's name above the title, at most
TAG_WORDS = 4  # behind the last paragraph, at most
TAIL_SHARE = 0.5  # of a page's prose that stands before the line behind which nothing is its text
_PICTURES = ("formula", "image", "filename")
_SOURCE = re.compile(r"(?:Nguồn|Theo|Sumber)(?! (?:ảnh|[Ff]oto))")
_BULLET = re.compile(r"[-–•*+▪●○◦►✓][ \u00a0]|[a-z]\)[ \u00a0]")
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)][ \u00a0]?\S|(?:Bagian|Bab|Langkah|Tahap) \w{1,5}\b")
_VERBAL = re.compile(r"(?:Me[mnlry]|Ber|Di)[a-z]{3,} ")
_PERSONS = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){1,4}(?:(?:, | dan | & )[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4}){0,3}")
_PICTURE_NUMBER = re.compile(r"[ \u00a0.]*(?:[-–—][ \u00a0]?)?(?:[Gg]ambar|[Ff]oto|[Hh]ình)?[ \u00a0]?\d{1,3}\.?")
_VALUE = re.compile(r"\d|: ")
_ITEM = re.compile(r"[^:]{2,40}: [^:]*,[^:]*,|[^:]{2,40}: \S+@")


def give_roles(lines: list[Line]) -> None:
    """Fill in `role` of the lines that are text, in place; a line that is none gets its kind of furniture as `kind`."""
    prose = [line.is_prose for line in lines]
    end = _end_of_article(lines, prose)
    _name_tail(lines, prose, end)
    _settle_furniture(lines, prose, end)
    _name_title(lines[:end], prose)
    _name_dateline(lines[:end], prose)
    _name_doubles(lines)
    for at, line in enumerate(lines[:end]):
        if line.is_text and _is_caption(lines, at):
            line.role, line.sure = "caption", True
    for group in _groups(lines, prose, end):
        _name_group(lines, prose, group, end)
    for line in lines:
        if line.is_text:
            line.role = "body"


def _end_of_article(lines: Sequence[Line], prose: Sequence[bool]) -> int:
    """Place of the first source or comments line behind most of the page's prose; behind it stands what is related."""
    whole = sum(len(line.text) for line, is_one in zip(lines, prose, strict=True) if is_one)
    before = 0
    for at, line in enumerate(lines):
        before += len(line.text) if prose[at] else 0
        if line.kind in ("source", "comments") and whole and before >= TAIL_SHARE * whole:
            return at
    return len(lines)


def _name_tail(lines: Sequence[Line], prose: Sequence[bool], end: int) -> None:
    """Paragraphs behind the source may still be the article's, until a box of others begins."""
    boxed = False
    for at in range(end, len(lines)):
        boxed = boxed or lines[at].kind in ("menu", "related")
        if lines[at].kind == "text" and (boxed or not (prose[at] and len(lines[at].text) > 80)):
            lines[at].set_aside("related")


def _settle_furniture(lines: Sequence[Line], prose: Sequence[bool], end: int) -> None:
    """What may be a writer's name, tags or a section is that at the head and the end; amid the text it is a heading."""
    last = max((at for at in range(end) if prose[at]), default=-1)
    seen_text = seen_prose = False
    for at, line in enumerate(lines[:end]):
        if line.kind == "text" and _heads_table(lines, at):
            line.set_aside("table")
        elif line.kind == "text" and line.perhaps:
            if line.perhaps == "name":  # a person's or a place's
                kind = "byline" if at > last else ""
            else:
                kind = line.perhaps if not (seen_prose and at < last) and (seen_text or line.perhaps == "section") else ""
            if kind:
                line.set_aside(kind)
        seen_text = seen_text or line.kind == "text"
        seen_prose = seen_prose or prose[at]


def _heads_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a line names the columns of the rows below it."""
    words = lines[at].text.split()
    below = lines[at + 1].kind == "table" if at + 1 < len(lines) else False
    if below and lines[at].text.count("|") > 1:
        return True
    return below and 1 < len(words) <= 8 and all(not w[0].islower() or len(w) <= 2 for w in words)


def _name_title(lines: Sequence[Line], prose: Sequence[bool]) -> None:
    """The line before the label, whatever mark it ends with; else the first line alone that stands before all paragraphs."""
    head = next((at for at, line in enumerate(lines) if prose[at] and not line.sure), len(lines))
    for at in range(min(head + 1, len(lines) - 1)):
        if lines[at].is_text and lines[at + 1].kind == "label" and len(lines[at].text) <= LONGEST_LINE_ALONE:
            lines[at].role = "title"
            return
    alone = [at for at in range(head) if lines[at].is_text and not lines[at].sure and not prose[at]]
    sizes = [len(lines[at].text.split()) for at in alone]
    title = next((k for k, words in enumerate(sizes) if words > SITE_WORDS), 0)
    if alone and (not title or sizes[title] >= 2 * max(sizes[:title])):
        for at in alone[:title]:  # names of the site and of sections
            lines[at].set_aside("section")
        alone = alone[title:]
    if alone:
        lines[alone[0]].role = "title"
    for at in alone[1:]:
        if _PERSONS.fullmatch(lines[at].text):
            lines[at].set_aside("byline")


def _name_dateline(lines: Sequence[Line], prose: Sequence[bool]) -> None:
    """The line above the first paragraph, where it is a place and a day or the newspaper's name alone."""
    head = next((at for at, line in enumerate(lines) if prose[at] and not line.sure), 0)
    above = lines[head - 1] if head else None
    if above and (above.kind == "tags" or (above.is_text and not above.role)) and is_place_and_day(above.text):
        above.set_aside("dateline")


def _name_doubles(lines: Sequence[Line]) -> None:
    """A line once more (an image's text and its caption) is its double; the first is a caption, unless a title or paragraph.
    An image's text that the caption below begins with, and the title with the number of a picture, say nothing of their own."""
    last: Line | None = None
    title = next((line.text.strip() for line in lines if line.role == "title"), "")
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        if line.is_text and (_begins_caption(line, below) or _is_numbered(line.text, title)):
            line.set_aside("double")
        if line.kind != "text":
            last = last if last is not None and len(last.sentences) < 2 and line.kind in (*_PICTURES, "credit") else None
            continue
        if last is not None and len(line.text) >= 8 and _is_same(line, last):
            line.set_aside("double")
            if last.is_text and len(last.sentences) < 2 and len(last.text) <= WITH_CREDIT:
                last.role, last.sure = "caption", True
        else:
            last = line


def _is_same(line: Line, last: Line) -> bool:
    """Whether a line stands above it already, or as the end of an image's text: `Headline: Caption - Foto 1.`"""
    text = line.text.strip()
    shown = last.text[: last.credit].strip().rstrip(".") if last.sure and last.credit else ""
    return text == last.text.strip() or shown.endswith(f": {text.rstrip('.')}")


def _begins_caption(line: Line, below: Line | None) -> bool:
    start = line.text.strip().rstrip(".")
    return below is not None and below.credit > len(start) >= 8 and below.text.startswith(start) and len(line.sentences) < 2


def _is_numbered(text: str, title: str) -> bool:
    text, title = text.replace(" ", ""), title.replace(" ", "")  # blanks before marks are common damage
    return len(title) >= 8 and text.startswith(title) and _PICTURE_NUMBER.fullmatch(text[len(title) :]) is not None


def _is_caption(lines: Sequence[Line], at: int) -> bool:
    """By its credit; by an image or a formula before it, a credit behind it or a caption before it, where it reads like one."""
    line, sentences = lines[at], len(lines[at].sentences)
    if line.sure:
        return len(line.text) <= WITH_CREDIT and sentences <= 3
    if line.credit and len(line.text) <= LONGEST_LINE_ALONE:
        inside = sum(span.start < line.credit for span in line.sentences)
        bracketed = line.text[line.credit :].lstrip().startswith("(")
        return caption_likeness(line.text[: line.credit].rstrip(), inside) >= (0 if bracketed else 1)
    if len(line.text) > LONGEST_CAPTION or sentences > 2 or _BULLET.match(line.text) or line.is_question:
        return False
    before = lines[at - 1] if at else None
    below = lines[at + 1].kind if at + 1 < len(lines) else ""
    beside = below == "credit" or (before is not None and (before.kind in (*_PICTURES, "credit") or before.role == "caption"))
    if not beside and (sentences > 1 or len(line.text) > LONGEST_ALONE):
        return False
    likeness = caption_likeness(line.text, sentences)
    if likeness < 0 or dateline(line.text):
        return False
    if below == "credit":
        return likeness >= (1 if _SOURCE.match(lines[at + 1].text) else 0)
    if before is not None and (before.kind in _PICTURES or (before.kind == "credit" and not _is_credited(lines, at - 2))):
        return likeness >= 0
    if before is not None and before.role == "caption" and likeness >= 3 and line.is_prose:
        return True
    return sentences < 2 and likeness >= 3 and (line.text.endswith(".") or names_places(line.text))


def _is_credited(lines: Sequence[Line], at: int) -> bool:
    """Whether a credit belongs to the caption above it."""
    return at >= 0 and lines[at].kind == "text" and lines[at].role != "title"


def _groups(lines: Sequence[Line], prose: Sequence[bool], end: int) -> Iterator[list[int]]:
    """Runs of lines that stand for themselves."""
    run: list[int] = []
    for at in range(end):
        if lines[at].is_text and not prose[at]:
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _name_group(lines: Sequence[Line], prose: Sequence[bool], group: Sequence[int], end: int) -> None:
    first, last = group[0], group[-1]
    follows = any(prose[last + 1 : end])
    for at in group:  # items, salutations
        text = lines[at].text
        if (_BULLET.match(text) and not lines[at].is_question) or _ITEM.match(text) or text.endswith(","):
            lines[at].role = "body"
    left = [at for at in group if not lines[at].role]
    above = lines[first - 1] if first else None
    if above is not None and above.role != "title" and prose[first - 1] and above.text.endswith(":") and len(left) > 1:
        _set(lines, left, "body")  # a list that the line above announces
    elif above is not None and above.kind in ("menu", "related"):
        _name_box(lines, left, end)
    elif _is_list(lines, left):
        named = 3 * sum(": " in lines[at].text for at in left) >= 2 * len(left)
        for at in left:
            row = ": " in lines[at].text if named else _VALUE.search(lines[at].text) is not None
            lines[at].role = "body" if row else "heading"
    elif not follows:
        _name_end(lines, left, any(prose))
    elif len(left) > 2:
        headlines = [at for at in left if len(lines[at].text) > 40 and patterns.has_verb(lines[at].text)]
        _set(lines, left, "teaser" if 2 * len(headlines) >= len(left) else "body")
    else:
        for at in left:
            lines[at].role = _alone(lines[at])
        if len(left) == 2 and (lines[left[1]].role == "teaser" or patterns.has_verb(lines[left[0]].text)):
            lines[left[0]].role = "teaser"  # a link to another article stands before a heading


def _is_list(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether most lines of a run are results, prices, days: rows that are no table of figures alone."""
    return len(places) > 2 and sum(_VALUE.search(lines[at].text) is not None for at in places) * 3 >= 2 * len(places)


def _name_end(lines: Sequence[Line], places: Sequence[int], has_prose: bool) -> None:
    """Lines behind the last paragraph: related headlines; a few words are tags; one long line alone was cut off."""
    for at in places:
        text = lines[at].text
        cut_off = len(places) == 1 and at == len(lines) - 1 and len(text) > LONGEST_HEADING and has_prose
        if has_prose and _is_tag(text):
            lines[at].set_aside("tags")
        else:
            lines[at].role = "body" if cut_off else "teaser"


def _set(lines: Sequence[Line], places: Sequence[int], role: str) -> None:
    for at in places:
        lines[at].role = role


def _name_box(lines: Sequence[Line], places: Sequence[int], end: int) -> None:
    """Lines of a box: headlines of others, or a table of contents, whose lines come again as headings."""
    later = {lines[at].text: at for at in range(end) if lines[at].kind == "text"}
    for at in places:
        if later[lines[at].text] > at:
            lines[at].set_aside("contents")
        else:
            again = any(lines[k].text == lines[at].text for k in range(at) if lines[k].kind == "contents")
            lines[at].role = "heading" if again else "teaser"
            if not again and _is_tag(lines[at].text):
                lines[at].set_aside("tags")


def _is_tag(text: str) -> bool:
    return is_tags(text, loose=True) or (len(text.split()) <= TAG_WORDS and not patterns.has_verb(text))


def _alone(line: Line) -> str:
    """heading, caption or teaser: of a line amid the text that is no sentence."""
    text = line.text
    if line.is_question or len(text) <= LONGEST_HEADING:
        return "heading"
    if len(text) <= LONGEST_VERBAL_HEADING and (_NUMBERED.match(text) or _VERBAL.match(text)):
        return "heading"
    return "teaser" if patterns.has_verb(text) or caption_likeness(text, 1) < 1 else "caption"
