"""A pair of texts as it was read, with its languages."""

from __future__ import annotations

import re
from typing import NamedTuple


class TextPair(NamedTuple):
    """One pair; rows count from 1. `bad` says why a row cannot be read (its texts are empty then); `stated`: whether the
    languages are the file's own word."""

    row: int
    source: str
    target: str
    source_lang: str
    target_lang: str
    bad: str = ""
    stated: bool = False


def language_of(name: str, otherwise: str) -> str:
    """The code of a language given by code, with a region or not, or by its English name."""
    names = {"indonesian": "id", "vietnamese": "vi", "english": "en"}
    return names.get(name.strip().lower(), row_language(name, otherwise))


def row_language(name: str | None, otherwise: str) -> str:
    """Language of a code with or without a region: id-ID, en_US."""
    return re.split("[-_]", name.strip().lower())[0] if name and name.strip() else otherwise


def same_languages(lang: str, wanted: str) -> bool:
    return row_language(lang, "") == wanted.lower()
