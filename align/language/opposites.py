"""Words of which one cannot stand for the other: rise and fall, accept and reject, north and south."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from align.language.glance import glance
from align.page import Span


@dataclass(frozen=True, slots=True)
class Pole:
    """Which pole of which pair of opposites a text names, and where; `end` 2: a word that may mean either."""

    pair: str
    end: int
    spans: tuple[Span, ...]


@lru_cache(maxsize=1)
def _table() -> dict[str, list[dict[str, str]]]:
    return dict(yaml.safe_load((files("align.language") / "data" / "opposites.yaml").read_text("utf-8")))


@lru_cache(maxsize=4)
def _words(lang: str) -> dict[str, list[tuple[str, str, int]]]:
    """First word of an expression -> (expression, pair, pole)."""
    out = defaultdict(list)
    for pair, poles in _table().items():
        for end, told in enumerate(poles):
            for expression in told.get(lang, "").split(","):
                if expression.strip():
                    out[expression.split()[0]].append((expression.strip(), pair, end))
    return dict(out)


@lru_cache(maxsize=4096)
def find_poles(text: str, lang: str) -> tuple[Pole, ...]:
    """The poles a text names; of a pair it may name both."""
    known = _words(lang)
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    there = known.keys() & glance(text).words
    lower = text.lower() if there else ""
    for word in there:
        for expression, pair, end in known[word]:
            if expression == word or expression in lower:
                found[pair, end].add(expression)
    return tuple(Pole(pair, end, _places(lower, expressions)) for (pair, end), expressions in sorted(found.items()))


def _places(lower: str, expressions: set[str]) -> tuple[Span, ...]:
    body = "|".join(map(re.escape, sorted(expressions, key=lambda e: (-len(e), e))))
    return tuple(Span(*m.span()) for m in re.finditer(rf"(?<!\w)(?:{body})(?!\w)", lower))


def opposed(left: str, right: str, left_lang: str, right_lang: str) -> tuple[Pole, Pole] | None:
    """The first pair of which the left names one pole only and the right the other only."""
    lefts = [p for p in find_poles(left, left_lang) if p.spans]
    if not lefts:
        return None
    rights = [p for p in find_poles(right, right_lang) if p.spans]
    ends = [{p.pair: {q.end for q in side if q.pair == p.pair} for p in side} for side in (lefts, rights)]
    for pole in lefts:
        if pole.end < 2 and ends[0][pole.pair] == {pole.end} and ends[1].get(pole.pair) == {1 - pole.end}:
            return pole, next(p for p in rights if p.pair == pole.pair)
    return None
