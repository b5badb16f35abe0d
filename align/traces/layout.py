"""Every character of a page gets a name: sentence, leak or furniture.

The page is read line by line: leaks and furniture are recognised by pattern and by language, the rest is
text, whose lines are split into sentences. A line with no sentence end is a unit of its own, with a
role (title, caption, teaser).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unicodedata import is_normalized

from align.language.script import composed_with_places
from align.page import Span
from align.traces.mentions import links, mentions
from align.traces.publishers import Publisher
from align.traces.reader import Layout, Reader, read_label, read_line
from align.traces.roles import name_headings

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
    name_headings(reader.layout.sentences)
    _name_blanks(reader)
    sources = [leak for leak in reader.layout.leaks if leak.kind == "source"]
    reader.layout.mentions = mentions(reader.layout.sentences, publishers) + links(text, publishers, sources)
    return reader.layout


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
