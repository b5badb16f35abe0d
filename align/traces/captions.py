"""Captions: the Vietnamese headline under every photo, and how long a caption is at most."""

from __future__ import annotations

from align.language.vietnamese import is_vietnamese
from align.traces import patterns

LONGEST_CAPTION = 300  # characters


def caption_title(line: str) -> tuple[str, str] | None:
    """(title, number) where the line follows a caption formula and its title is Vietnamese."""
    for pattern in patterns.CAPTIONS:
        match = pattern.search(line[-40:])
        if match is None:
            continue
        title = line[: len(line) - len(line[-40:]) + match.start()].rstrip(" \u00a0-–—")
        if is_vietnamese(title):
            return title, match["n"]
    return None
