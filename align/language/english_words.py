"""English words, to tell a translated word from a mangled name. Made by `scripts/make_words.py`."""

from __future__ import annotations

import lzma
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

PATH = Path(str(files("align.language") / "data" / "words.en.txt.xz"))

_SHORT = frozenset("a an as at be by do go he i if in is it me my no of on or so to up us we".split())


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Lower-case words of three letters or more."""
    return frozenset(lzma.decompress(PATH.read_bytes()).decode().split("\n"))


def is_english(word: str) -> bool:
    """Whether `word`, in any case, or its stem without 's is a known English word."""
    if len(word) < 3:
        return word.lower() in _SHORT
    lower = word.lower().removesuffix("'s").removesuffix("’s")
    return lower in english_words()
