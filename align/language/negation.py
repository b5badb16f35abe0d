"""Negations: where a text denies something, and words that deny only by the way.

A strong cue denies the clause it stands in; a weak one (a prefix, "fail to", "without") can be told
with or without a negation, so it excuses a difference but raises none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from align.language.cues import cue_pattern, cue_table
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
def find_cues(text: str, lang: str) -> tuple[tuple[Cue, ...], int]:
    """The strong cues, and how many weak ones there are besides. Cues inside an idiom count as weak."""
    idioms, strong, weak = (cue_pattern(kind, lang) for kind in ("idioms", "strong", "weak"))
    covered = [m.span() for m in idioms.finditer(text)]
    found = [m for m in strong.finditer(text) if not any(a <= m.start() < b for a, b in covered)]
    after = [(m, text[m.end() : m.end() + 30]) for m in found]
    cues = tuple(
        Cue(m.group(), Span(*m.span()), bool(_YET.search(m.group()) or (lang == "en" and _YET.search(rest)))) for m, rest in after
    )
    return cues, len(covered) + len(weak.findall(text))
