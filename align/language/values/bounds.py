"""Words that bound a quantity: more than, at least, only, less than, at most, about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.language.expressions import cue_table, find_expressions
from align.language.values.fractions import find_fractions
from align.language.values.numbers import find_numbers
from align.language.values.value import Value
from align.page import Span

_NEAR = 20  # characters between a bound and its figure
_BEHIND = re.compile(r"[ -]?[^\W\d_]*(?: old)? +$")  # what may stand between a figure and a bound behind it: "tahun ke atas"
_FIGURE = r"\s+(?=(?:[^\s\d]+\s+)?[^\s\w]?\d)"  # a figure follows, at most a word between


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound on the number that follows it: `kind` is more or less, `readings` what the number may be."""

    kind: str
    text: str
    span: Span
    readings: frozenset[object]


def find_bounds(text: str, lang: str) -> tuple[Bound, ...]:
    """Bounds before figures, in order."""
    parts = find_fractions(text, lang)
    numbers = [v for v in find_numbers(text, lang) if v.kind in ("number", "percent")]
    numbers = sorted((*parts, *(v for v in numbers if not any(_within(v, p) for p in parts))), key=lambda v: v.span.start)
    digits = any(any(map(str.isdigit, v.text)) for v in numbers)
    found: dict[int, tuple[tuple[int, int], Bound]] = {}
    for kind in ("more", "less"):
        for match in find_expressions(kind, lang, text, _FIGURE if digits else r"(?!\w)") if numbers else ():
            value = next((v for v in numbers if v.span.end > match.end()), None)
            if value is None or value.span.start - match.end() >= (_NEAR if digits else 2):
                continue
            span = Span(match.start(), match.start() + len(match.group().rstrip()))
            rank = match.end(), len(span.of(text))  # "lên đến hơn 100", "không quá 50": the nearest, then the longest
            if value.span.start not in found or rank > found[value.span.start][0]:
                found[value.span.start] = rank, Bound(kind, match.group().strip(), span, frozenset(value.readings))
    for value, bound in _behind(text, lang, numbers):
        found.setdefault(value.span.start, ((0, 0), bound))
    return tuple(sorted((bound for _, bound in found.values()), key=lambda b: b.span.start))


def _within(value: Value, part: Value) -> bool:
    return part.span.start <= value.span.start < part.span.end


def _behind(text: str, lang: str, numbers: Sequence[Value]) -> Iterator[tuple[Value, Bound]]:
    """Bounds that follow a figure and what it counts: "60 tahun ke atas", "18 and over"."""
    for kind in ("more", "less"):
        for match in find_expressions(f"{kind} behind", lang, text) if numbers else ():
            value = next((v for v in reversed(numbers) if v.span.end < match.start()), None)
            if value is not None and _BEHIND.fullmatch(text, value.span.end, match.start()):
                yield value, Bound(kind, match.group(), Span(*match.span()), frozenset(value.readings))


def find_only(text: str, lang: str) -> tuple[Span, ...]:
    """Where the text says "only"."""
    return tuple(Span(*m.span()) for m in find_expressions("only", lang, text))


def says_perhaps_only(text: str, lang: str) -> bool:
    """Whether a text has a word that may say "only" or something else: saja, riêng, exclusively."""
    return any(True for _ in find_expressions("perhaps only", lang, text))


def knows(lang: str) -> bool:
    """Whether the expressions of `lang` are known."""
    return lang in cue_table()["only"]
