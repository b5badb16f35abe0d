"""Negations: where a text denies something, and words that deny only by the way.

A strong cue denies the clause it stands in; a weak one (a prefix, "fail to", "without") can be worded
with or without a negation, so it excuses a difference but raises none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from align.language.expressions import cue_pattern, cue_table, find_expressions
from align.page import Span


@dataclass(frozen=True, slots=True)
class Cue:
    """One negation as written; `yet`: it says that something has not happened so far (belum, chưa, not yet)."""

    text: str
    span: Span
    yet: bool


_YET = re.compile(r"belum|chưa|\byet\b", re.IGNORECASE)


def knows(lang: str) -> bool:
    """Whether the cues of `lang` are known."""
    return lang in cue_table()["strong"]


@lru_cache(maxsize=4096)
def find_cues(text: str, lang: str) -> tuple[Cue, ...]:
    """The strong cues, those inside an idiom left out."""
    strong = list(find_expressions("strong", lang, text))
    covered = _idioms(text, lang) if strong else []
    found = [m for m in strong if not any(a <= m.start() < b for a, b in covered)]
    after = [(m, text[m.end() : m.end() + 30]) for m in found]
    return tuple(
        Cue(m.group(), Span(*m.span()), bool(_YET.search(m.group()) or (lang == "en" and _YET.search(rest)))) for m, rest in after
    )


def count_weak(text: str, lang: str) -> int:
    """How many weak cues and idioms the text has."""
    return len(_idioms(text, lang)) + len(cue_pattern("weak", lang).findall(text))


def _idioms(text: str, lang: str) -> list[tuple[int, int]]:
    return [m.span() for m in find_expressions("idioms", lang, text)]
