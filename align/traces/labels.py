"""Labels: the newspaper's name twice, and a date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from align.traces import patterns
from align.traces.publishers import Publisher, publisher_named

_NEWSPAPER = re.compile(r"(?:Báo|Đài|Tạp chí|Cổng thông tin|Trang tin) \w")  # listed or not
GMT7 = timezone(timedelta(hours=7))


def doubled_label(line: str) -> tuple[str, str] | None:
    """(label, ISO date) of `Báo Dân tríBáo Dân trí04/02/2025`; the label is written twice."""
    match = patterns.LABEL_DATE.search(line[-10:])
    if match is None or len(line) > 200:
        return None
    both = line[:-10].rstrip(" \u00a0•·|-")
    half = len(both) // 2
    for left, right in ((both[:half], both[half:]), (both[:half], both[half + 1 :])):
        if len(left.strip()) >= 2 and left.strip() == right.strip():
            return left.strip(), _iso_date(match)
    return None


def single_label(line: str, publishers: tuple[Publisher, ...]) -> tuple[str, str] | None:
    """The same of a label written once, where a newspaper is called that."""
    match = patterns.LABEL_DATE.search(line[-10:])
    name = line[:-10].strip(" \u00a0•·|-")
    if match is None or len(line) > 60 or not is_newspaper(name, publishers):
        return None
    return name, _iso_date(match)


def is_newspaper(name: str, publishers: tuple[Publisher, ...]) -> bool:
    """Whether a line is a newspaper's name: a listed one, or built as they are."""
    return len(name) <= 60 and (_NEWSPAPER.match(name) is not None or publisher_named(name, publishers) is not None)


def label_date(line: str) -> str | None:
    """The ISO date of a line that is a date alone (empty for a day that no calendar has), else None."""
    match = patterns.LABEL_DATE.fullmatch(line)
    return _iso_date(match) if match else None


def _iso_date(match: re.Match[str]) -> str:
    """The label's date, or nothing for a day that no calendar has."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return ""


def epoch_date(milliseconds: str) -> str:
    return datetime.fromtimestamp(int(milliseconds) / 1000, GMT7).strftime("%Y-%m-%d")
