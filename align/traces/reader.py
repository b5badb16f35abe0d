"""What one line of a page is: a leak, furniture, or text with a role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from align.language.script import vietnamese_letters
from align.language.sentences import split
from align.language.vietnamese import is_vietnamese
from align.page import Furniture, Leak, Sentence, Span
from align.traces import patterns
from align.traces.captions import LONGEST_CAPTION, caption_title
from align.traces.furniture import furniture_kind
from align.traces.labels import doubled_label, epoch_date, is_newspaper, label_date, single_label
from align.traces.publishers import Publisher, prefix_host, publisher_named
from align.traces.roles import is_prose, role_of
from align.traces.urls import ArticleUrl, parse_url, trimmed


@dataclass(slots=True)
class Layout:
    """The parts of one page; together their spans cover it, none overlaps another."""

    sentences: list[Sentence] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    sources: list[tuple[Leak, ArticleUrl]] = field(default_factory=list)  # the source lines as they were read
    mentions: tuple[Leak, ...] = ()  # of newspapers and articles, inside sentences and furniture

    def traces(self) -> list[Leak]:
        """Leaks and mentions in reading order."""
        return sorted([*self.leaks, *self.mentions], key=lambda leak: leak.span)

    def spans(self) -> list[Span]:
        """All spans in reading order."""
        parts: list[Sentence | Leak | Furniture] = [*self.sentences, *self.leaks, *self.furniture]
        return sorted(part.span for part in parts)


@dataclass(slots=True)
class Reader:
    """State while reading one page."""

    page_id: str
    text: str
    lang: str
    publishers: tuple[Publisher, ...]
    layout: Layout
    seen_title: bool = False
    seen_body: bool = False
    in_tail: bool = False
    after_caption: bool = False
    after_image: bool = False  # the line before was an image
    source_named: bool = False  # the line before was "Sumber:" alone
    last: tuple[int, int, int] | None = None  # the text line before: start, end, first sentence
    last_line: str = ""  # and all of it, with its credit

    def furnish(self, kind: str, start: int, end: int, **fields: str) -> None:
        if end > start:
            self.layout.furniture.append(Furniture(kind, Span(start, end), fields))

    def leak(self, kind: str, start: int, end: int, confidence: float = 1.0, **fields: str) -> Leak:
        span = Span(start, end)
        leak = Leak(kind, span, span.of(self.text), fields, confidence)
        self.layout.leaks.append(leak)
        return leak

    def sentence(self, start: int, end: int, role: str) -> None:
        ordinal = len(self.layout.sentences)
        span = Span(start, end)
        self.layout.sentences.append(Sentence(f"{self.page_id}:{ordinal}", span, role, span.of(self.text), self.lang))


def read_line(reader: Reader, start: int, end: int) -> None:
    line = reader.text[start:end]
    if len(line) <= patterns.MAX_LINE:
        before = reader.last
        if _source_line(reader, start, line) or _known_line(reader, start, end, line):
            reader.last = None if reader.last is before and not reader.after_image else reader.last
            return
        if _vietnamese_line(reader, start, end, line):
            return
    _text_line(reader, start, end)


def read_label(reader: Reader, lines: Sequence[tuple[int, int]]) -> int:
    """Read a label that stands on lines of its own (a newspaper's name, once more, a date): how many of `lines` it takes."""
    texts = [reader.text[start:end] for start, end in lines if end - start < 80]
    if reader.seen_body or not texts or not is_newspaper(texts[0], reader.publishers):
        return 0
    used = 2 if texts[1:2] == texts[:1] else 1
    day = label_date(texts[used]) if len(texts) > used else None
    if used == 1 and day is None:
        return 0
    used += day is not None
    _label(reader, lines[0][0], lines[used - 1][1], texts[0], day or "")
    return used


def _label(reader: Reader, start: int, end: int, name: str, day: str) -> None:
    host = publisher_named(name, reader.publishers)
    reader.leak("label", start, end, 1.0 if host else 0.8, label=name, date=day, host=host or "")


def _source_line(reader: Reader, start: int, line: str) -> bool:
    """A line that names the article's address; text before the label is read as a line of its own. The label may
    stand on the line before."""
    named, reader.source_named = reader.source_named, bool(patterns.SOURCE_LABEL.fullmatch(line))
    match = (patterns.SOURCE.search(line) if ":" in line else None) or (patterns.ADDRESS_LINE.fullmatch(line) if named else None)
    if match is None:
        return False
    written = trimmed(match["url"])
    url = written if "://" in written else f"https://{written}"
    parsed = parse_url(url, reader.publishers)
    if parsed is None or not (parsed.publisher or is_vietnamese(parsed.slug.replace("-", " "))):
        return False
    at, stop = start + match.start(), start + match.start("url") + len(written)
    head = line[: match.start()].rstrip()
    if head:
        read_line(reader, start, start + len(head))
    confidence = 1.0 if parsed.publisher else 0.7
    leak = reader.leak("source", at, stop, confidence, url=url, host=parsed.host)
    reader.layout.sources.append((leak, parsed))
    if stop < start + len(line):
        reader.furnish("residue", stop, start + len(line))
    reader.in_tail, reader.after_caption = True, False
    return True


def _known_line(reader: Reader, start: int, end: int, line: str) -> bool:
    """Site line, doubled label, images and furniture."""
    if patterns.SITE.fullmatch(line) and (vietnamese_letters(line) or line == "Vietnam.vn"):
        reader.leak("site", start, end)
        return True
    label = doubled_label(line) or single_label(line, reader.publishers)
    if label:
        _label(reader, start, end, *label)
        return True
    if patterns.VIETNAMESE_CREDIT.fullmatch(line):
        _caption_before(reader)
        reader.leak("credit", start, end, 0.9)
        return True
    if patterns.CREDIT_LINE.fullmatch(line):
        _caption_before(reader)
        reader.furnish("credit", start, end)
        return True
    if patterns.IMAGE.match(line):
        reader.after_image = True
        crawled = patterns.EPOCH.search(line)
        fields = {"crawled": epoch_date(crawled["ms"])} if crawled else {}
        reader.furnish("image", start, end, **fields)
        return True
    for kind, pattern in patterns.FURNITURE_LINES:
        if pattern.match(line):
            reader.furnish(kind, start, end)
            reader.after_image = reader.after_image or kind == "filename"
            reader.in_tail = reader.in_tail or kind == "comments"
            return True
    other = furniture_kind(line, within=reader.seen_title or reader.seen_body)
    if other:
        reader.furnish(other, start, end)
    return other is not None


def _vietnamese_line(reader: Reader, start: int, end: int, line: str) -> bool:
    """Caption formulas and passages left in Vietnamese."""
    caption = caption_title(line)
    if caption:
        reader.leak("caption", start, end, 1.0, title=caption[0], number=caption[1])
        reader.after_caption = True
        return True
    glued = patterns.GLUED_CAPTION.search(line)
    if glued and is_vietnamese(line[: glued.start()]):
        stop = start + glued.end()
        reader.leak("caption", start, stop, 0.9, title=line[: glued.start()].strip(), number="")
        read_line(reader, stop, end)
        return True
    if is_vietnamese(line, accented_only=True):
        reader.leak("passage", start, end, 0.95)
        reader.after_caption = False
        return True
    return False


def _text_line(reader: Reader, start: int, end: int) -> None:
    """Body text, or a unit with a role; datelines, agency prefixes and end marks are cut off."""
    line = reader.text[start:end]
    if reader.in_tail and not is_prose(line):
        reader.furnish("related", start, end)
        return
    start = _cut_prefix(reader, start, end)
    if start == end:
        return
    mark = patterns.END_MARK.search(reader.text[max(start, end - patterns.END_MARK_WINDOW) : end])
    if mark:
        cut = max(start, end - patterns.END_MARK_WINDOW) + mark.start()
        reader.furnish("endmark", cut, end)
        end = cut
    line = reader.text[start:end]
    full = line.strip()
    if _is_double(reader, line):
        reader.furnish("double", start, end)
        return
    credit = patterns.CREDIT_END.search(line[-140:]) if len(line) < LONGEST_CAPTION else None
    if credit:
        cut = start + max(0, len(line) - 140) + credit.start()
        reader.furnish("credit", cut, end)
        line, end = reader.text[start:cut], cut
    sentences = split(line, reader.lang)
    one = len(sentences) <= 1
    captioned = credit is not None or (reader.after_image and one and len(line) < LONGEST_CAPTION)
    role = "caption" if captioned else _role(reader, line, one)
    reader.after_caption = reader.after_image = False
    reader.last, reader.last_line = (start, end, len(reader.layout.sentences)), full
    if role == "body":
        reader.seen_body = True
        for span in sentences:
            reader.sentence(start + span.start, start + span.end, role)
    elif line.strip():
        reader.seen_title = reader.seen_title or role == "title"
        reader.sentence(start, start + len(line.rstrip()), role)


def _is_double(reader: Reader, line: str) -> bool:
    """Whether the line is the one before once more (an image's text and its caption): the first is a caption then, but for
    a paragraph of several sentences."""
    if reader.last is None or len(line) < 8 or reader.last_line != line.strip():
        return False
    if len(reader.layout.sentences) - reader.last[2] < 2:
        _caption_before(reader)
    return True


def _caption_before(reader: Reader) -> None:
    """The text line before is a caption, one unit, where it is short enough for one."""
    last, reader.last = reader.last, None
    if last is None or last[1] - last[0] >= LONGEST_CAPTION or len(reader.layout.sentences) - last[2] > 2:
        return
    del reader.layout.sentences[last[2] :]
    start, end, _ = last
    reader.sentence(start, start + len(reader.text[start:end].rstrip()), "caption")


def _cut_prefix(reader: Reader, start: int, end: int) -> int:
    """Name a dateline or an agency prefix at the start of a line; returns where the text begins."""
    head = reader.text[start : min(end, start + 80)]
    bracket = re.match(r"\((?P<name>[^()]{2,24})\)[ \u00a0]?(?:[-–—][ \u00a0]*)?", head)
    bare = re.match(r"(?P<name>[A-ZĐ][\w.]{1,11}(?: [A-Z]\w{1,11})?)[ \u00a0][-–—][ \u00a0]", head)
    for match in (bracket, bare):
        if match and not reader.seen_body:
            host = prefix_host(match["name"], reader.publishers)
            if host:
                reader.leak("prefix", start, start + match.end(), 0.9, name=match["name"], host=host)
                return start + match.end()
    dateline = patterns.AGENCY.match(head) or patterns.DATELINE.match(head)
    if dateline and not reader.seen_body:
        reader.furnish("dateline", start, start + dateline.end())
        return start + dateline.end()
    return start


def _role(reader: Reader, line: str, one: bool) -> str:
    if reader.after_caption and one and len(line) < LONGEST_CAPTION:
        return "caption"
    return role_of(line, one=one, opens=not reader.seen_title and not reader.seen_body)
