"""Every character of a page gets a name: sentence, leak or furniture.

The page is read line by line: leaks and furniture are recognised by pattern and by language. Then the lines that are left as
text get their roles by what stands beside them: paragraphs are split into sentences, other lines (titles, headings, captions,
teasers) are units of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unicodedata import is_normalized

from align.language.script import composed_with_places
from align.language.sentences import split
from align.page import Span
from align.traces.datelines import dateline, publisher_prefix
from align.traces.lines import Layout, Line, Reader
from align.traces.mentions import links, mentions
from align.traces.publishers import Publisher
from align.traces.reader import read_label, read_line
from align.traces.roles import give_roles

__all__ = ["Layout", "read_layout"]


def read_layout(page_id: str, text: str, lang: str, publishers: tuple[Publisher, ...]) -> Layout:
    """Name every character of `text`. Text that is not composed (NFD) is read as if it were; spans count its own characters."""
    if not text.isascii() and not is_normalized("NFC", text):
        composed, places = composed_with_places(text)
        return _placed(read_layout(page_id, composed, lang, publishers), places)
    reader = Reader(page_id, text, lang, publishers, Layout())
    lines, at = list(_lines(text)), 0
    while at < len(lines):
        used = read_label(reader, lines[at : at + 3])
        if not used:
            read_line(reader, *lines[at])
        at += used or 1
    give_roles(reader.lines)
    _place_units(reader)
    _name_blanks(reader)
    sources = [leak for leak in reader.layout.leaks if leak.kind == "source"]
    reader.layout.mentions = mentions(reader.layout.sentences, publishers) + links(text, publishers, sources)
    return reader.layout


_HEAD = 2  # paragraphs; datelines stand before the first, or behind a line that was none


def _place_units(reader: Reader) -> None:
    """The lines of text as units with their roles, or as the furniture that they are; leaks and furniture in reading order."""
    paragraphs = 0  # that stand before
    for line in reader.lines:
        if line.kind == "text":
            _place_text(reader, line, first=paragraphs < _HEAD)
            paragraphs += line.role == "body"
        elif line.role == "furniture":
            reader.furnish(line.kind, line.start, line.end)
    reader.layout.leaks.sort(key=lambda leak: leak.span)
    reader.layout.furniture.sort(key=lambda part: part.span)


def _place_text(reader: Reader, line: Line, *, first: bool) -> None:
    """A line of text without its credit and what stands before the page's first sentence."""
    start, end = line.start, line.end
    if line.sure and line.credit:
        reader.furnish("credit", start + line.credit, end)
        end = start + line.credit
    if first and line.role != "caption":
        start = _without_prefix(reader, start, end, line.role)
    text = reader.text[start:end]
    if line.role != "body":
        if text.strip():
            reader.sentence(start, start + len(text.rstrip()), line.role)
        return
    spans = split(text, reader.lang) if start > line.start else line.sentences
    for span in spans:
        reader.sentence(start + span.start, start + span.end, "body")


def _without_prefix(reader: Reader, start: int, end: int, role: str) -> int:
    """Where the text begins behind a newspaper's mark, and behind a dateline before a sentence."""
    text = reader.text[start:end]
    prefix = publisher_prefix(text, reader.publishers)
    if prefix:
        reader.leak("prefix", start, start + prefix[0], 0.9, name=prefix[1], host=prefix[2])
        return start + prefix[0]
    cut = dateline(text) if role == "body" else 0
    reader.furnish("dateline", start, start + cut)
    return start + cut


def _placed(layout: Layout, places: list[int]) -> Layout:
    """The layout of composed text with the spans of the text as it was given."""

    def back(part: Any) -> Any:
        return replace(part, span=Span(places[part.span.start], places[part.span.end]))

    moved = {id(leak): back(leak) for leak in layout.leaks}
    return Layout(
        [back(s) for s in layout.sentences], list(moved.values()), [back(f) for f in layout.furniture],
        [(moved[id(leak)], article) for leak, article in layout.sources], tuple(back(m) for m in layout.mentions),
    )  # fmt: skip


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines, without the white space around them; empty ones are left out."""
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            yield at + lead, at + lead + len(stripped)
        at += len(line) + 1


def _name_blanks(reader: Reader) -> None:
    """What no part covers is white space between parts."""
    at, gaps = 0, []
    for span in reader.layout.spans():
        if span.start > at:
            gaps.append((at, span.start))
        at = span.end
    if at < len(reader.text):
        gaps.append((at, len(reader.text)))
    for start, end in gaps:
        reader.furnish("blank", start, end)
