"""Lines of a page that are none of its text and that no single pattern tells: names of writers, tags, rows of tables."""

from __future__ import annotations

import re

from align.language.script import unaccent
from align.language.sentences import ends_as_sentence
from align.language.vietnamese import syllables
from align.traces import patterns

_FAMILIES = frozenset(
    """an au bach bui cao chau chu dam dang dao dinh do doan dong duong gia giang ha ho hoang hua huynh khuc kieu la
    lai lam le luong luu ly ma mac mai ngo nguyen ninh nong ong phan pham phung quach ta tang thach thai than tieu
    to ton tong tran trinh truong tu tuong van vi vo vu vuong""".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")
_LONGEST_BYLINE, _LONGEST_TAG, _FEWEST_SMALL_TAGS = 40, 32, 3
_NUMBER = re.compile(r"[+-]?[\d][\d.,]*%?")
_SCORE = re.compile(r"\d+ ?[-–:] ?\d+")


def furniture_kind(line: str, *, within: bool) -> str | None:
    """byline, tags or table where a line is one of them; `within`: whether text of the page stands before it."""
    if is_table_row(line):
        return "table"
    if within and is_byline(line):
        return "byline"
    return "tags" if within and is_tags(line) else None


def is_byline(line: str) -> bool:
    """Whether a line is a Vietnamese writer's name alone, a dash behind it or not: `LE VAN A`, `Le Tuyet -`."""
    if len(line) > _LONGEST_BYLINE:
        return False
    words = line.rstrip(" -–—\u00a0").split()
    if not 2 <= len(words) <= 4 or not all(map(_WORD.fullmatch, words)):
        return False
    plain = [unaccent(word).lower() for word in words]
    if not all(word in syllables() for word in plain):
        return False
    return all(map(str.isupper, words)) or (plain[0] in _FAMILIES and all(word[0].isupper() for word in words))


def is_tags(line: str) -> bool:
    """Whether a line is a list of key words: `dataran tinggi, beasiswa penuh, Beijing,`, `Gadis Gunung, Beasiswa Penuh`."""
    if line.startswith("#"):
        return all(word.startswith("#") for word in line.split())
    open_end = line.endswith(",")
    items = [item.strip() for item in line.split(",") if item.strip()]
    most = 3 if len(items) == 2 else 4  # words of a tag; two longer ones may be a headline
    if len(items) < 2 or any(len(item) > _LONGEST_TAG or len(item.split()) > most for item in items):
        return False
    if re.search(r"\d,\d|%", line) or (len(items) == 2 and any(map(str.isdigit, line))):
        return False
    if (
        ends_as_sentence(line)
        or (patterns.has_verb(line) and not open_end)
        or any(re.search(r'[.!?:"“”()]', item) for item in items)
    ):
        return False
    if open_end:
        return True
    words = [word for word in line.replace(",", " ").split() if word[0].isalpha()]
    large = sum(word[0].isupper() for word in words)
    return large == len(words) or (large == 0 and len(items) >= _FEWEST_SMALL_TAGS)


def is_table_row(line: str) -> bool:
    """Whether a line is a row of figures: `Mayor 6 10.800.000 14.040.000`."""
    if ends_as_sentence(line) and "|" not in line:
        return False
    cells = line.replace("|", " ").split()
    if len(cells) < 3 or _SCORE.search(line):
        return False
    figures = [_NUMBER.fullmatch(cell) is not None for cell in cells]
    return all(figures[-2:]) and not patterns.MONTH.search(line)
