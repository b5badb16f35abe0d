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
LONGEST_TAGS = 160
_LONGEST_BYLINE, _LONGEST_TAG, _FEWEST_SMALL_TAGS, _LONGEST_ROW = 40, 32, 3, 400
_NUMBER = re.compile(r"[+-]?[\d][\d.,]*%?")
_UNIT = re.compile(r"ha|kg|ton|km|m|m2|m²|orang|unit|USD|VND|dong|juta|miliar|tahun|%|persen|kuintal|liter")
_DASHED = re.compile(r"[ \u00a0][-–—]$")
_TIME = re.compile(r"\d{1,2}[.:]\d{2}(?: ?(?:WIB|WITA|WIT))?[ :–-]{1,3}\S")
_PATH = re.compile(r"(?:[^|>›»<.]{2,30} ?[|>›»] ?){2,}[^|>›»<.]{2,60}$|(?:HOME|BERANDA)(?: [A-Z]{2,}){1,8}$")  # of sections
_CELLS = re.compile(r"\|?(?:[^|]{1,48}\|){2,}[^|]{0,48}")
_SCORE = re.compile(r"\d+ ?[-–:] ?\d+")


def furniture_kind(line: str) -> str | None:
    """table, byline or tags where a line is surely one of them, wherever it stands."""
    if is_table_row(line):
        return "table"
    if _DASHED.search(line) and is_byline(line):
        return "byline"
    return "tags" if line.endswith(",") and is_tags(line) else None


def perhaps_furniture(line: str) -> str:
    """section, byline or tags where a line would be one at the head or the end of a page; amid its text it is a heading."""
    if patterns.SECTION.fullmatch(line) or _PATH.match(line):
        return "section"
    if is_byline(line):
        return "byline"
    if is_tags(line):
        return "tags"
    return "name" if len(line) <= _LONGEST_BYLINE and _is_name(re.split(r" [-–&] | dan ", line)) else ""


def _is_name(parts: list[str]) -> bool:
    """Whether each part is of two to four Vietnamese syllables with capitals: `Thu Hoa`, `Quynh Anh - Minh Duc`."""
    words = [part.split() for part in parts]
    return all(2 <= len(part) <= 4 and all(map(_is_syllable, part)) for part in words)


def _is_syllable(word: str) -> bool:
    return word[0].isupper() and word.isalpha() and unaccent(word).lower() in syllables()


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


def is_tags(line: str, *, loose: bool = False) -> bool:
    """Whether a line is a list of key words: `dataran tinggi, beasiswa penuh, Beijing,`, `Gadis Gunung, Beasiswa Penuh`.
    `loose`: also with other marks between them, and in large and small letters."""
    if line.startswith("#"):
        return all(word.startswith("#") for word in line.split())
    open_end = line.endswith(",")
    items = [item.strip() for item in (re.split(r"[,;|]", line) if loose else line.split(",")) if item.strip()]
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
    if open_end or loose:
        return True
    words = [word for word in line.replace(",", " ").split() if word[0].isalpha()]
    large = sum(word[0].isupper() for word in words)
    return large == len(words) or (large == 0 and len(items) >= _FEWEST_SMALL_TAGS)


def is_table_row(line: str) -> bool:
    """Whether a line is a row of figures or of a timetable: `Mayor 6 10.800.000 14.040.000`, `20.00 WIB: Vietnam vs Laos`."""
    if len(line) > _LONGEST_ROW or (ends_as_sentence(line) and "|" not in line):
        return False
    if _CELLS.fullmatch(line):
        return any(map(str.isdigit, line))
    if _TIME.match(line):
        return len(line) < 80
    cells = line.replace("|", " ").split()
    if len(cells) < 3 or _SCORE.search(line):
        return False
    figures = [_NUMBER.fullmatch(cell) is not None for cell in cells]
    if all(figures[-2:]):
        return not patterns.MONTH.search(line)
    measured = [a and _UNIT.fullmatch(cell) is not None for a, cell in zip(figures, cells[1:], strict=False)]
    return sum(measured) >= 2 and len(cells) <= 10 and not patterns.has_verb(line)
