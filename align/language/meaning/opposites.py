"""Words of which one cannot stand for the other: rise and fall, accept and reject, morning and evening."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from align.language.prefilter import first_word, glance
from align.language.tables import read_yaml
from align.page import Span

_EITHER, _APART = -1, -2  # in the place of a pole: what may mean several; an expression that means something else


@dataclass(frozen=True, slots=True)
class Pole:
    """Which pole of which set of opposites a text names, and where."""

    kind: str
    end: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """One set in one language: its expressions, the longest first, and the pole of each."""

    pattern: re.Pattern[str]
    ends: dict[str, int]


@lru_cache(maxsize=4)
def _sets(lang: str) -> dict[str, _Set]:
    out = {}
    for kind, poles in read_yaml("opposites.yaml").items():
        listed = [
            (expression.strip(), _EITHER if pole.get("either") else _APART if pole.get("apart") else end)
            for end, pole in enumerate(poles)
            for expression in pole.get(lang, "").split(",")
            if expression.strip()
        ]
        # Indonesian says "his", "its" or "the" by an ending
        ends = {f"{expression}nya": end for expression, end in listed if lang == "id"} | dict(listed)
        if ends:
            body = "|".join(map(re.escape, sorted(ends, key=lambda e: (-len(e), e))))
            out[kind] = _Set(re.compile(rf"(?<![\w-])(?:{body})(?!\w|-[^\W\d])"), ends)
    return out


@lru_cache(maxsize=4)
def _heads(lang: str) -> dict[str, frozenset[tuple[str, int]]]:
    """First word of an expression -> the sets that have it and at which pole."""
    out = defaultdict(set)
    for kind, entry in _sets(lang).items():
        for expression, end in entry.ends.items():
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


def find_poles(kind: str, text: str, lang: str) -> dict[int, Pole]:
    """The poles of a set that a text names, by number; none where it has one of the words that may mean either. Raises
    KeyError for a set that the language does not have."""
    entry, lower = _sets(lang)[kind], text.lower()
    if len(lower) != len(text):  # a letter that is longer when small would shift what follows
        return {}
    spans = defaultdict(list)
    for match in entry.pattern.finditer(lower):
        if lang == "vi" and _a_name(text, match):
            continue
        spans[entry.ends[match.group()]].append(Span(*match.span()))
    spans.pop(_APART, None)
    return {} if _EITHER in spans else {end: Pole(kind, end, tuple(places)) for end, places in spans.items()}


def _a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a Vietnamese syllable has a capital inside a sentence: Thắng, Mạnh, Cao."""
    if " " in match.group() or not text[match.start()].isupper():
        return False
    return text[: match.start()].rstrip(" \"“'(")[-1:] not in ("", ".", "!", "?", ":", "…")


def opposed(left: str, right: str, left_lang: str, right_lang: str) -> tuple[Pole, Pole] | None:
    """The first set of which the left names one pole only and the right only another; or both two, of which one differs."""
    lefts, rights = _possible(left, left_lang), _possible(right, right_lang)
    for kind in sorted(lefts.keys() & rights.keys()):
        if len(lefts[kind] | rights[kind]) > 1:
            found = _differing(find_poles(kind, left, left_lang), find_poles(kind, right, right_lang))
            if found:
                return found
    return None


def _differing(lefts: dict[int, Pole], rights: dict[int, Pole]) -> tuple[Pole, Pole] | None:
    """A pole that the left names oftener than the right, and one that the right names oftener."""
    counts = [Counter({end: len(pole.spans) for end, pole in poles.items()}) for poles in (lefts, rights)]
    alone = len(lefts) == len(rights) == 1 and lefts.keys() != rights.keys()
    if not lefts or not rights or not (alone or counts[0].total() == counts[1].total() == 2):
        return None
    more = [min(counts[k] - counts[1 - k], default=None) for k in (0, 1)]
    return (lefts[more[0]], rights[more[1]]) if more[0] is not None and more[1] is not None else None
