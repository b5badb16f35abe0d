"""What one line of a page is: a leak, furniture, or text whose role is given once all lines are read."""

from __future__ import annotations

from collections.abc import Sequence

from align.language.script import unaccent, vietnamese_letters
from align.language.sentences import split
from align.language.vietnamese import is_vietnamese
from align.traces import patterns
from align.traces.captions import WITH_CREDIT, caption_title
from align.traces.credits import credit_at_end, described, is_credit
from align.traces.datelines import dateline
from align.traces.furniture import LONGEST_TAGS, furniture_kind, perhaps_furniture
from align.traces.labels import doubled_label, epoch_date, is_newspaper, label_date, single_label
from align.traces.lines import Line, Reader
from align.traces.publishers import publisher_named
from align.traces.urls import parse_url, trimmed


def read_line(reader: Reader, start: int, end: int) -> None:
    """Name a line, or keep it as text."""
    line = reader.text[start:end]
    if len(line) <= patterns.MAX_LINE and (
        _source_line(reader, start, line) or _known_line(reader, start, end, line) or _vietnamese_line(reader, start, end, line)
    ):
        return
    _text_line(reader, start, end)


def read_label(reader: Reader, lines: Sequence[tuple[int, int]]) -> int:
    """Read a label that stands on lines of its own (a newspaper's name, once more, a date): how many of `lines` it takes."""
    texts = [reader.text[start:end] for start, end in lines if end - start < 80]
    if reader.seen_prose or not texts or not is_newspaper(texts[0], reader.publishers):
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
    reader.note("label", start, end)


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
    leak = reader.leak("source", at, stop, 1.0 if parsed.publisher else 0.7, url=url, host=parsed.host)
    reader.layout.sources.append((leak, parsed))
    reader.note("source", at, stop)
    if stop < start + len(line):
        reader.furnish("residue", stop, start + len(line))
    return True


def _known_line(reader: Reader, start: int, end: int, line: str) -> bool:
    """Site line, doubled label, credits, images and furniture."""
    if patterns.SITE.fullmatch(line) and (vietnamese_letters(line) or line == "Vietnam.vn"):
        reader.leak("site", start, end)
        reader.note("site", start, end)
        return True
    label = doubled_label(line) or single_label(line, reader.publishers)
    if label:
        _label(reader, start, end, *label)
        return True
    if patterns.VIETNAMESE_CREDIT.fullmatch(line):
        reader.leak("credit", start, end, 0.9)
        reader.note("credit", start, end)
        return True
    kind, fields = _kind_of(line)
    if kind in _TEMPLATE and not line.isascii() and unaccent(line).isascii():
        reader.leak("template", start, end, 0.9)  # the newspaper's own words for "related" or "share"
        reader.note(kind, start, end)
    elif kind:
        reader.furnish(kind, start, end, **fields)
        reader.note(kind, start, end)
    return bool(kind)


_TEMPLATE = frozenset(("menu", "widget", "related", "section", "credit", "comments"))


def _kind_of(line: str) -> tuple[str, dict[str, str]]:
    """The kind of furniture that a line is wherever it stands, else nothing; and what it says."""
    if patterns.IMAGE.match(line):
        crawled = patterns.EPOCH.search(line)
        return "image", {"crawled": epoch_date(crawled["ms"])} if crawled else {}
    if len(line) > patterns.LONGEST_FURNITURE and "://" not in line:
        return "", {}
    known = patterns.furniture_line(line)
    if known:
        return known, {}
    if is_credit(line):
        return "credit", {}
    if line[-1] in "-–—" and dateline(line) == len(line):
        return "dateline", {}
    return furniture_kind(line) or "", {}


def _vietnamese_line(reader: Reader, start: int, end: int, line: str) -> bool:
    """Caption formulas and passages left in Vietnamese."""
    caption = caption_title(line)
    if caption:
        reader.leak("caption", start, end, 1.0, title=caption[0], number=caption[1])
        reader.note("formula", start, end)
        return True
    glued = patterns.GLUED_CAPTION.search(line) if " ảnh " in line or "\u00a0ảnh" in line or "ảnh\u00a0" in line else None
    if glued and is_vietnamese(line[: glued.start()]):
        stop = start + glued.end()
        reader.leak("caption", start, stop, 0.9, title=line[: glued.start()].strip(), number="")
        reader.note("formula", start, stop)
        read_line(reader, stop, end)
        return True
    if is_vietnamese(line, accented_only=True):
        reader.leak("passage", start, end, 0.95)
        credit = credit_at_end(line) if len(line) < WITH_CREDIT else None
        reader.note("formula" if credit and credit[1] else "passage", start, end)
        return True
    return False


def _text_line(reader: Reader, start: int, end: int) -> None:
    """Keep a line of text without its end mark; its credit is noted, and cut off once it is known to be one."""
    closed = reader.text[end - 1] == ")"
    mark = patterns.END_MARK.search(reader.text[max(start, end - patterns.END_MARK_WINDOW) : end]) if closed else None
    if mark:
        cut = max(start, end - patterns.END_MARK_WINDOW) + mark.start()
        reader.furnish("endmark", cut, end)
        end = cut
    line = reader.text[start:end]
    if not line.strip():
        return
    skip = described(line) if len(line) < WITH_CREDIT else 0
    if skip:
        reader.furnish("credit", start, start + skip)
        start, line = start + skip, line[skip:]
    credit = credit_at_end(line, described=bool(skip)) if len(line) < WITH_CREDIT else None
    cut, sure = credit or (0, bool(skip))
    shown = line[:cut] if cut and sure else line
    kept = Line(
        start,
        end,
        line,
        "text",
        perhaps_furniture(line) if len(line) < LONGEST_TAGS else "",
        cut,
        sure,
        split(shown, reader.lang),
    )
    reader.lines.append(kept)
    reader.seen_prose = reader.seen_prose or (kept.is_prose and not sure)
