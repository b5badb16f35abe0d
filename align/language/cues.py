"""The word lists of `data/cues.yaml` as patterns."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=1)
def cue_table() -> dict[str, dict[str, list[str]]]:
    """kind -> language -> expressions."""
    return dict(yaml.safe_load((files("align.language") / "data" / "cues.yaml").read_text("utf-8")))


@lru_cache(maxsize=32)
def cue_pattern(kind: str, lang: str, after: str = r"(?!\w)") -> re.Pattern[str]:
    """Any expression of a kind as a whole word, the longest first; `after`: what must follow."""
    body = "|".join(sorted(cue_table()[kind][lang], key=len, reverse=True))
    return re.compile(rf"(?<![\w'’-])(?:{body}){after}", re.IGNORECASE)
