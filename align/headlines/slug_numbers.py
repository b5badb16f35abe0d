"""Numbers of a headline that its slug took apart or ran together: `1-000` for 1.000, `14-9` and `149` for 14/9.

A slug alone does not tell 737-800 from 737.800, nor the 149th day from the 14th of September: but for round thousands and
days named beside "today", the page's own numbers or the day the article was made must bear the reading out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from align.language.values.dates import find_dates

# What a day stands behind in a headline; the first ones are written on the day itself.
_SAME_DAY = frozenset({"sang", "trua", "chieu", "toi", "dem", "nay"})
_DAY_CUES = _SAME_DAY | {"ngay", "mai", "tu", "den"}
_NEAR = timedelta(days=10)  # between a day that is named and the making of the article
_LEAP = 2024  # a year with every day
_MOST_GROUPS = 7
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Witness:
    """What bears a reading out: the page's numbers (digits alone), its days (day, month), the day of making."""

    numbers: frozenset[str] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()
    made: date | None = None


def witness(page: str, created: str | None) -> Witness:
    """The witness of an Indonesian page and of its article's time (ISO 8601)."""
    numbers = frozenset(re.sub("[.,]", "", number) for number in _NUMBER.findall(page))
    days = frozenset((d, m) for found in find_dates(page, "id") if not found.is_time for d, m, _ in found.readings if d and m)
    return Witness(numbers, days, date.fromisoformat(created[:10]) if created and len(created) >= 10 else None)


def words_of_slug(slug: str, page: str = "", created: str | None = None) -> str:
    """The words of a slug, a blank between them, its numbers put together as the page and the article's time bear out."""
    words = slug.split("-")
    numbers = any(map(str.isdecimal, words))  # most slugs have none: the page need not be read
    return " ".join(put_back(words, witness(page, created)) if numbers else words)


def put_back(words: Sequence[str], evidence: Witness) -> list[str]:
    """The words of a slug with its numbers put together: groups of thousands as one number (`1000`), days as `14/9`."""
    out: list[str] = []
    at = 0
    while at < len(words):
        joined, used = words[at], 1
        if joined.isdecimal() and joined.isascii():
            cue = out[-1] if out else ""
            joined, used = _thousands(words[at:], evidence) or _day(words[at : at + 4], cue, evidence) or (joined, 1)
        out.append(joined)
        at += used
    return out


def _thousands(words: Sequence[str], evidence: Witness) -> tuple[str, int] | None:
    """A number with the groups of three digits behind it, where they are noughts or the page has the whole."""
    used = 1
    while used < min(len(words), _MOST_GROUPS) and len(words[used]) == 3 and words[used].isdecimal():
        used += 1
    if len(words[0]) > 3 or words[0][0] == "0":
        return None
    for count in range(used, 1, -1):
        whole = "".join(words[:count])
        if whole in evidence.numbers or (count == used and set("".join(words[1:count])) == {"0"}):
            return whole, count
    return None


def _day(words: Sequence[str], cue: str, evidence: Witness) -> tuple[str, int] | None:
    """A day of the year at the front of the words, with a year where one follows."""
    first = words[0]
    if len(first) > 2:
        return _day_run_together(first, cue, evidence)
    if len(words) < 2 or not _is_day(first, words[1]):
        return None
    further = words[2] if len(words) > 2 else ""
    year = len(further) == 4 and further[:2] in ("19", "20")
    if further.isdecimal() and not year:
        return None  # "từ ngày 1-5/11"
    if _borne_out((first, words[1]), evidence) or (year and cue in _DAY_CUES) or (evidence.made is None and cue in _SAME_DAY):
        return ("/".join(words[:3]), 3) if year else ("/".join(words[:2]), 2)
    return None


def _day_run_together(digits: str, cue: str, evidence: Witness) -> tuple[str, int] | None:
    """`149`, `1411` or `2112024`, where one reading is a day and nothing speaks against it."""
    if digits in evidence.numbers or cue not in _DAY_CUES:
        return None
    year = digits[-4:] if len(digits) > 5 and digits[-4:-2] in ("19", "20") else ""
    short = digits.removesuffix(year)
    days = [(short[:k], short[k:]) for k in (1, 2) if len(short) <= 4 and _is_day(short[:k], short[k:])]
    if evidence.made is not None or cue not in _SAME_DAY:
        days = [found for found in days if _borne_out(found, evidence)]
    return ("/".join([*days[0], year]).rstrip("/"), 1) if len(days) == 1 else None


def _is_day(day: str, month: str) -> bool:
    if not (day.isdecimal() and month.isdecimal() and len(day) <= 2 and len(month) <= 2):
        return False
    try:
        date(_LEAP, int(month), int(day))
    except ValueError:
        return False
    return True


def _borne_out(found: tuple[str, str], evidence: Witness) -> bool:
    """Whether the page tells that day, or the article was made about then."""
    day, month = int(found[0]), int(found[1])
    if (day, month) in evidence.days:
        return True
    for year in (evidence.made.year - 1, evidence.made.year, evidence.made.year + 1) if evidence.made else ():
        try:
            if abs(date(year, month, day) - evidence.made) <= _NEAR:  # type: ignore[operator]
                return True
        except ValueError:
            continue
    return False
