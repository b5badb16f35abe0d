"""Words of which one cannot stand for the other: rise and fall, accept and reject, morning and evening."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from align.language.glance import first_word, glance
from align.page import Span


@dataclass(frozen=True, slots=True)
class Pole:
    """Which pole of which set of opposites a text names, and where."""

    kind: str
    end: int
    spans: tuple[Span, ...]


@lru_cache(maxsize=1)
def _table() -> dict[str, list[dict[str, str]]]:
    return dict(yaml.safe_load((files("align.language") / "data" / "opposites.yaml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class _Set:
    """One set in one language: its expressions, the longest first, and the pole of each, -1 for `either`."""

    pattern: re.Pattern[str]
    ends: dict[str, int]


@lru_cache(maxsize=4)
def _sets(lang: str) -> dict[str, _Set]:
    out = {}
    for kind, poles in _table().items():
        listed = [
            (expression.strip(), -1 if told.get("either") else end)
            for end, told in enumerate(poles)
            for expression in told.get(lang, "").split(",")
            if expression.strip()
        ]
        ends = {f"{expression}nya": end for expression, end in listed if lang == "id"} | dict(listed)
        if ends:
            body = "|".join(map(re.escape, sorted(ends, key=lambda e: (-len(e), e))))
            out[kind] = _Set(re.compile(rf"(?<![\w-])(?:{body})(?!\w|-[^\W\d])"), ends)
    return out


@lru_cache(maxsize=4)
def _heads(lang: str) -> dict[str, frozenset[tuple[str, int]]]:
    """First word of an expression -> the sets that have it and at which pole."""
    out = defaultdict(set)
    for kind, told in _sets(lang).items():
        for expression, end in told.ends.items():
            if end >= 0:
                out[first_word(expression)].add((kind, end))
    return {word: frozenset(poles) for word, poles in out.items()}


@lru_cache(maxsize=4096)
def _possible(text: str, lang: str) -> dict[str, set[int]]:
    """The poles a text may name, by single words."""
    heads = _heads(lang)
    out = defaultdict(set)
    for word in heads.keys() & glance(text).words:
        for kind, end in heads[word]:
            out[kind].add(end)
    return out


def find_pole(kind: str, text: str, lang: str) -> Pole | None:
    """The one pole of a set that a text names; None where it names several or one of the words that may mean either."""
    told, lower = _sets(lang)[kind], text.lower()
    if len(lower) != len(text):  # a letter that is longer when small would shift what follows
        return None
    spans = defaultdict(list)
    for match in told.pattern.finditer(lower):
        spans[told.ends[match.group()]].append(Span(*match.span()))
    (end, places), *others = spans.items() or [(-1, [])]
    return None if others or end < 0 else Pole(kind, end, tuple(places))


def opposed(left: str, right: str, left_lang: str, right_lang: str) -> tuple[Pole, Pole] | None:
    """The first set of which the left names one pole only and the right only another."""
    lefts, rights = _possible(left, left_lang), _possible(right, right_lang)
    for kind in sorted(lefts.keys() & rights.keys()):
        if len(lefts[kind] | rights[kind]) > 1:
            poles = find_pole(kind, left, left_lang), find_pole(kind, right, right_lang)
            if poles[0] and poles[1] and poles[0].end != poles[1].end:
                return poles[0], poles[1]
    return None
