"""Fractions in words: two thirds, dua pertiga, ba phần tư, half. A percentage may say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from align.language.prefilter import glance
from align.language.values.number_words import ENGLISH_ORDINALS, WORDS
from align.language.values.value import Value
from align.page import Span

_COUNTS = {lang: {w: n for w, n in (words.units | words.tens).items() if 1 <= n <= 10} for lang, words in WORDS.items()}
_COUNTS["en"]["a"] = _COUNTS["id"]["se"] = 1
_PARTS = {
    "en": {w: n for w, n in ENGLISH_ORDINALS.items() if 3 <= n <= 10} | {"quarter": 4},
    "id": {w: n for w, n in _COUNTS["id"].items() if n > 1},
}
_SAID = {
    "en": r"(?:(?P<n>{counts})[ -](?P<d>{parts})(?:s|(?= of|[,.;:)]|$))|(?P<half>half))(?! (?:final|quarter|of (?:19|20)\d\d)|-)",
    "id": r"(?:(?:(?P<n>{counts}) )?(?P<se>se)?per(?P<d>{parts})|(?P<half>separuh|setengah))(?:nya)?(?!final| final)",
    "vi": r"(?:(?P<n>{counts}) phần (?P<d>{counts})|(?P<half>một nửa))",
}
_HEADS = {
    "en": frozenset("hal thi qua fif six sev eig nin ten fou".split()),
    "id": frozenset("per sep set".split()),
    "vi": frozenset(("phầ", "nửa")),
}
_NEAR = Fraction(1, 100)  # how far a percentage may be from the fraction: 33%, a third


@lru_cache(maxsize=3)
def _pattern(lang: str) -> re.Pattern[str]:
    counts, parts = "|".join(_COUNTS[lang]), "|".join(_PARTS.get(lang, ()))
    return re.compile(rf"(?<![\w-]){_SAID[lang].format(counts=counts, parts=parts)}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def find_fractions(text: str, lang: str) -> tuple[Value, ...]:
    """Fractions below one, in order."""
    if lang not in _SAID or glance(text).heads.isdisjoint(_HEADS[lang]):
        return ()
    out = []
    for match in _pattern(lang).finditer(text):
        value = Fraction(1, 2) if match["half"] else _value({k: v.lower() for k, v in match.groupdict("").items()}, lang)
        if value is not None and value < 1:
            out.append(Value("number", Span(*match.span()), match.group(), (value,), False))
    return tuple(out)


def _value(said: dict[str, str], lang: str) -> Fraction | None:
    if lang == "id" and bool(said["n"]) == bool(said["se"]):  # "empat" alone; "dua sepertiga"
        return None
    count = _COUNTS[lang].get(said["n"] or "se", 1)
    return Fraction(count, (_PARTS if lang in _PARTS else _COUNTS)[lang][said["d"]])


def as_percentage(value: Value, others: Sequence[Value]) -> bool:
    """Whether one is a fraction and one of the others the percentage that says the same, or the other way round."""
    return any(_same_share(*sorted((value, other), key=lambda v: v.kind == "percent")) for other in others)


def _same_share(part: Value, percent: Value) -> bool:
    if (part.kind, percent.kind) != ("number", "percent"):
        return False
    a, b = part.readings[0], percent.readings[0]
    return isinstance(a, Fraction) and isinstance(b, Fraction) and 0 < a < 1 and abs(a - b / 100) <= _NEAR
