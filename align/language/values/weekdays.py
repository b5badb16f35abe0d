"""Days of the week by name."""

from __future__ import annotations

import re
from functools import lru_cache

from align.language.prefilter import glance
from align.page import Span

# Monday first; whole words, as regular expressions.
_DAYS = {
    "id": [
        *"Senin Selasa Rabu Kamis Jum'?at Sabtu".split(),
        r"hari\s+Minggu|Minggu(?=,?\s?\(?\d|\s(?:pagi|siang|sore|malam|dini))|Ahad",
    ],
    "en": [f"{day}s?" for day in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ")],
    "vi": [rf"[Tt]hứ\s+(?:{w})" for w in "[Hh]ai|2 [Bb]a|3 [Tt]ư|4 [Nn]ăm|5 [Ss]áu|6 [Bb]ảy|7".split()] + ["[Cc]hủ\\s+[Nn]hật"],
}
_HEADS = {
    "id": frozenset("sen sel rab kam jum sab har min aha".split()),
    "en": frozenset("mon tue wed thu fri sat sun".split()),
    "vi": frozenset("thứ chủ".split()),
}

_RANKED = re.compile(
    r"\b(?:lớn|lần|người|đứng|vụ|hạng|vị trí|thế hệ|con|tuần|tháng|năm|trận|quý|vòng|hiệp|phạm|nhân|đứa|bộ|phim|mùa|"
    r"chiếc|ngôi|bàn|phiên|tập|kỳ|khóa|khoá|đợt|ca|nạn|số|cấp|tầng|đời|lớp|bài|phần|chương|cuộc|giai đoạn) $",
    re.IGNORECASE,
)  # "lớn thứ tư" is the fourth largest


_NEXT = re.compile(r"(?:, ?|,? (?:và|hoặc|hay|&) |-)(?:thứ )?([2-7]|CN)(?![\w/]|[.,]\d)")
_DATED = re.compile(r" (?:tuần|hằng|hàng|này|tới|sau$|vừa)|,? ?\(?\d|, ngày")
_WEEKLY = re.compile(r" (?:hằng|hàng|mỗi|trong|các) tuần|[.;!?)]|$")


@lru_cache(maxsize=4)
def _pattern(lang: str) -> re.Pattern[str]:
    days = "|".join(f"(?P<d{k}>{day})" for k, day in enumerate(_DAYS[lang]))
    return re.compile(rf"(?<!\w)(?:{days})(?!\w)")


def find_weekdays(text: str, lang: str) -> tuple[tuple[int, Span], ...]:
    """(day, 0 for Monday; where) in order; nothing in languages whose days are not known."""
    if lang not in _DAYS or _HEADS[lang].isdisjoint(glance(text).heads):
        return ()
    found = []
    for match in _pattern(lang).finditer(text):
        if _RANKED.search(text[: match.start()][-12:]) or _is_nth_day(text, match):
            continue
        found.append((int(str(match.lastgroup)[1:]), Span(*match.span())))
        if lang == "vi" and match.group()[-1].isdigit():
            found += _listed(text, match.end())
    return tuple(found)


def _is_nth_day(text: str, match: re.Match[str]) -> bool:
    """Whether "ngày thứ 5" counts days: without a capital, which Friday has in "ngày thứ Sáu", and no week or date behind it."""
    if not match.group().casefold().startswith("thứ") or match.group().split()[-1][0].isupper():
        return False
    before = text[: match.start()].casefold()
    return before.endswith("ngày ") and not before.endswith(("vào ngày ", "mỗi ngày ")) and not _DATED.match(text, match.end())


def _listed(text: str, at: int) -> list[tuple[int, Span]]:
    """The days behind one in figures: "thứ 3, 5 và 7", "thứ 7, CN"."""
    found = []
    while match := _NEXT.match(text, at):
        found.append((6 if match[1] == "CN" else int(match[1]) - 2, Span(*match.span(1))))
        at = match.end()
    return found if len(found) > 1 or (found and text[at - 2 : at] == "CN") or _WEEKLY.match(text, at) else []
