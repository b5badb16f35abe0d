"""The word lists of `data/cues.yaml` as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from align.language.prefilter import Gate, gate_of
from align.language.tables import read_yaml


def cue_table() -> dict[str, dict[str, list[str]]]:
    """kind -> language -> expressions."""
    return read_yaml("cues.yaml")


@lru_cache(maxsize=32)
def cue_pattern(kind: str, lang: str, after: str = r"(?!\w)") -> re.Pattern[str]:
    """Any expression of a kind as a whole word, the longest first; `after`: what must follow."""
    body = "|".join(sorted(cue_table()[kind][lang], key=len, reverse=True))
    return re.compile(rf"(?<![\w'’-])(?:{body}){after}", re.IGNORECASE)


@lru_cache(maxsize=32)
def _gate(kind: str, lang: str) -> Gate | None:
    return gate_of(cue_table()[kind][lang])


def find_expressions(kind: str, lang: str, text: str, after: str = r"(?!\w)") -> Iterator[re.Match[str]]:
    """Where expressions of a kind stand in `text`, in order."""
    gate = _gate(kind, lang)
    if gate is not None and not gate.open_for(text):
        return iter(())
    return cue_pattern(kind, lang, after).finditer(text)
