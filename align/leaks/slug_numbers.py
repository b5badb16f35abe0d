"""Numbers of a headline that its slug took apart or ran together: `1-000` for 1.000, `14-9` and `149` for 14/9."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

# What a day stands behind in a headline; the first four are told on the day itself.
_SAME_DAY = frozenset({"sang", "trua", "chieu", "toi", "dem", "nay"})
_DAY_CUES = _SAME_DAY | {"ngay", "mai"}
_NEAR = timedelta(days=10)  # between a day that is told and the making of the article
_LEAP = 2024  # a year with every day


def put_back(words: Sequence[str], created: str | None = None) -> list[str]:
    """The words of a slug with its numbers put together: groups of thousands as one number (`1000`), days as `14/9`.

    A day whose slash is gone is read only where one reading is a day at all, near `created` (ISO 8601), or, where that is
    not known, behind a word for a part of the day: "ngày 149" may be the 149th day of something.
    """
    out: list[str] = []
    at = 0
    while at < len(words):
        if not words[at].isdecimal() or not words[at].isascii():
            out.append(words[at])
            at += 1
            continue
        cue = out[-1] if out else ""
        joined, used = _day(words[at : at + 3], cue, created) or _thousands(words[at:], cue)
        out.append(joined)
        at += used
    return out


def _thousands(words: Sequence[str], cue: str) -> tuple[str, int]:
    """A number with the groups of three digits behind it; behind a day's cue or another number it has none."""
    used = 1
    if len(words[0]) <= 3 and words[0][0] != "0" and cue not in _DAY_CUES and not cue.isdecimal():
        while used < min(len(words), 5) and len(words[used]) == 3 and words[used].isdecimal():
            used += 1
    return "".join(words[:used]), used


def _day(words: Sequence[str], cue: str, created: str | None) -> tuple[str, int] | None:
    """A day of the year at the front of the words, with a year where one follows."""
    if cue not in _DAY_CUES:
        return None
    first = words[0]
    if len(first) <= 2 and len(words) > 1 and _is_day(first, words[1]):
        year = words[2:] and len(words[2]) == 4 and words[2][:2] in ("19", "20")
        return ("/".join(words[:3]), 3) if year else ("/".join(words[:2]), 2)
    days = [(first[:k], first[k:]) for k in (1, 2) if 2 < len(first) <= 4 and _is_day(first[:k], first[k:])]
    if created:
        days = [found for found in days if _near(found, created)]
    elif cue not in _SAME_DAY:
        return None
    return ("/".join(days[0]), 1) if len(days) == 1 else None


def _is_day(day: str, month: str) -> bool:
    if not (day.isdecimal() and month.isdecimal() and len(day) <= 2 and len(month) <= 2):
        return False
    try:
        date(_LEAP, int(month), int(day))
    except ValueError:
        return False
    return True


def _near(found: tuple[str, str], created: str) -> bool:
    """Whether that day of some year is near the day of `created`."""
    made = date.fromisoformat(created[:10]) if len(created) >= 10 else None
    if made is None:
        return False
    for year in (made.year - 1, made.year, made.year + 1):
        try:
            if abs(date(year, int(found[1]), int(found[0])) - made) <= _NEAR:
                return True
        except ValueError:
            continue
    return False
