"""Words that bound a quantity: more than, at least, only, less than, at most, about."""

from __future__ import annotations

from dataclasses import dataclass

from align.language.cues import cue_pattern, cue_table
from align.page import Span

_FIGURE = r"\s+(?=(?:[^\s\d]+\s+)?[^\s\w]?\d)"  # a figure follows, at most a word between


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound on the number that follows it: `kind` is more or less."""

    kind: str
    text: str
    span: Span


def find_bounds(text: str, lang: str) -> tuple[Bound, ...]:
    """Bounds before figures, in order."""
    found = [
        Bound(kind, m.group().strip(), Span(m.start(), m.start() + len(m.group().rstrip())))
        for kind in ("more", "less")
        for m in cue_pattern(kind, lang, _FIGURE).finditer(text)
    ]
    return tuple(sorted(found, key=lambda b: b.span.start))


def find_only(text: str, lang: str) -> tuple[Span, ...]:
    """Where the text says "only"."""
    return tuple(Span(*m.span()) for m in cue_pattern("only", lang).finditer(text))


def knows(lang: str) -> bool:
    """Whether the expressions of `lang` are known."""
    return lang in cue_table()["only"]
