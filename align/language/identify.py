"""Which language a page is in: by script, then by everyday words."""

from __future__ import annotations

import re
import unicodedata

from align.language.function_words import COMMON
from align.language.script import vietnamese_letters

LANGUAGE_NAMES = {"id": "Indonesian", "vi": "Vietnamese", "en": "English", "other": "another script"}
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def identify(text: str, limit: int = 20_000) -> str | None:
    """`id` (Malay too), `en`, `vi`, `other` (another script), or None where the text says too little.

    Counts everyday words in the first `limit` characters; the winner needs five of them, one in twenty
    words, and twice as many as the next language.
    """
    head = text[:limit]
    letters = [c for c in head if c.isalpha()]
    if len(letters) >= 40:
        latin = sum("LATIN" in unicodedata.name(c, "") for c in letters[:2000])
        if latin / min(len(letters), 2000) < 0.5:
            return "other"
    words = [w.lower() for w in _WORD.findall(unicodedata.normalize("NFC", head))]
    counts = {lang: sum(w in common for w in words) for lang, common in COMMON.items()}
    if vietnamese_letters(head) < len(words) / 10:
        counts["vi"] = 0
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    best, second = ranked[0], ranked[1]
    if best[1] >= 5 and best[1] * 20 >= len(words) and best[1] >= 2 * second[1]:
        return best[0]
    return None
