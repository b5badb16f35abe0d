"""Whether the slug of an address is a Vietnamese headline's."""

from __future__ import annotations

import re

from align.language.function_words import FOREIGN, SHARED
from align.language.vietnamese import is_vietnamese, syllables
from align.lexicon.table import name_shares, word_ids
from align.lexicon.tokens import key_of

_INFLECTED = re.compile(r"[a-z]{2,}(?:s|ed|ing)")
_MOSTLY = 0.7  # share of Vietnamese syllables beside which one word of another language is a name or a loan
_LEAST, _STRONG = 0.3, 2  # share of syllables, and number of those no other language has, of a slug full of foreign names


def slug_is_vietnamese(slug: str, *, at_home: bool) -> bool:
    """Whether a slug is a Vietnamese headline's.

    `at_home`: it stands in an address of a kind that carries one; then foreign names may make up much of it
    (`messi-ghi-2-ban-inter-miami-thang-3-1`). Vietnamese names alone make no Vietnamese
    (`pham-minh-chinh-visits-hai-phong`).
    """
    words = [w for w in slug.lower().split("-") if w.isalpha()]
    if len(words) < 3:
        return False
    known = syllables()
    hits = sum(w in known for w in words)
    others = [w for w in words if w not in known]
    foreign = sum(map(_is_foreign, others))
    strong = sum(w in known and w not in SHARED and len(w) > 1 for w in words)
    if at_home and strong and foreign <= 1 and not any(map(_is_sentence_word, others)):
        return True
    if foreign > (hits / len(words) >= _MOSTLY and len(words) > 6):
        return False
    return is_vietnamese(" ".join(words)) or (at_home and strong >= _STRONG and hits / len(words) >= _LEAST)


def _is_sentence_word(word: str) -> bool:
    """A word that only a sentence of Indonesian or English has: a function word, an inflected one."""
    return word in FOREIGN or (bool(_INFLECTED.fullmatch(word)) and _is_common(word, "en"))


def _is_foreign(word: str) -> bool:
    """A common word of Indonesian, or a function word or an inflected one of English: no name, no loan."""
    if word in FOREIGN:
        return True
    return (len(word) > 3 and _is_common(word, "id")) or (bool(_INFLECTED.fullmatch(word)) and _is_common(word, "en"))


def _is_common(word: str, lang: str) -> bool:
    at = word_ids(lang).get(key_of(word, lang))
    return at is not None and float(name_shares(lang)[at]) < 0.5
