"""Changes from one figure to another: "từ 8% lên 10%", "naik menjadi 10 persen dari 8 persen", "from 8 to 10"."""

from __future__ import annotations

import re
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.numbers import find_numbers
from align.language.values.value import Value

_FROM = {"id": "dari", "vi": "từ|so với", "en": "from"}
_TO = {"id": "menjadi|ke|hingga|sampai|menuju", "vi": "lên|xuống|còn|đến|tới|thành", "en": "to|up to|down to|until"}
_NEAR = 30  # characters between the two figures
_KINDS = ("number", "percent", "date", "time")

Change = tuple[Value, Value]


@lru_cache(maxsize=4)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^.;]*$", re.IGNORECASE)


def find_changes(text: str, lang: str) -> tuple[Change, ...]:
    """(from, to) of neighbouring figures between which a change is said, in order."""
    if lang not in _FROM or glance(text).words.isdisjoint(_FROM[lang].replace("so với", "so").split("|")):
        return ()
    values = [v for v in find_numbers(text, lang) if v.kind in _KINDS]
    out = []
    for first, second in zip(values, values[1:], strict=False):
        between = text[first.span.end : second.span.start]
        if len(between) > _NEAR or first.kind != second.kind:
            continue
        before = text[max(0, first.span.start - _NEAR) : first.span.start]
        if _pattern(_FROM[lang]).search(before) and _pattern(_TO[lang]).search(between):
            out.append((first, second))
        elif _pattern(_TO[lang]).search(before) and _pattern(_FROM[lang]).search(between):
            out.append((second, first))
    return tuple(out)


def turned_round(left: str, right: str, left_lang: str, right_lang: str) -> tuple[Change, Change] | None:
    """The first change of the left that the right says the other way round only."""
    lefts, rights = find_changes(left, left_lang), find_changes(right, right_lang)
    for change in lefts:
        if any(_same(change, other) for other in rights):
            continue
        for other in rights:
            if _same(change, other[::-1]) and not any(_same(other, mine) for mine in lefts):
                return change, other
    return None


def _same(change: Change, other: Change) -> bool:
    return all(set(a.readings) & set(b.readings) for a, b in zip(change, other, strict=True))
