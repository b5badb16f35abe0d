"""Emoji and symbols: they stand on both sides alike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from align.checks.pair import CLEAN, Pair, Result
from align.page import Span

_PLAIN = re.compile(r"[\w\s.,;:!?'\"“”‘’()\[\]{}/–—-]+")
_WORDS = {
    "%": "persen|percent|phần trăm|per cent|%|separuh|setengah|per(?:tiga|empat|lima)|half|halv|third|quarter|fifth|nửa|phần",
    "&": "dan|and|và|&", "°": "derajat|degree|độ|°",
    "+": r"\+|plus|lebih|hơn|over|more|at least", "$": r"\$|dolar|dollar|đô|usd", "€": "€|euro", "£": "£|pound|bảng|pon",
    "~": "~|sekitar|about|khoảng|around",
}  # fmt: skip
_CONVERTED = re.compile(r"\([^()]*\d[^()]*\)")  # what stands in brackets with a figure: (about $3,300), (32 °F)
_KINDS = ("So", "Sm", "Sc", "Po", "Sk")


def _counted(text: str) -> Counter[str]:
    """Symbols and emoji of a text; variation selectors and skin tones do not count."""
    return Counter(c for c in _PLAIN.sub("", text) if unicodedata.category(c) in _KINDS and c not in "…·•¶*‐")


def check(pair: Pair) -> Result:
    """Score .8 for an emoji or symbol that is lost or new, unless a word says it."""
    left, right = _counted(pair.left), _counted(pair.right)
    if left == right:
        return CLEAN
    outside = [_counted(_CONVERTED.sub("", text)) for text in (pair.left, pair.right)]

    def said(symbol: str, text: str) -> bool:
        return symbol in _WORDS and bool(re.search(_WORDS[symbol], text, re.IGNORECASE))

    lost = [c for c in outside[0] if right[c] == 0 and not said(c, pair.right)]
    new = [c for c in outside[1] if left[c] == 0 and not said(c, pair.left)]
    if not lost and not new:
        return CLEAN
    sure = 0.8 if any(unicodedata.category(c) == "So" for c in lost + new) else 0.6
    spans = [tuple(Span(m.start(), m.end()) for c in found for m in re.finditer(re.escape(c), text))
             for found, text in ((lost, pair.left), (new, pair.right))]  # fmt: skip
    return Result(sure, "minor", spans[0], spans[1], " ".join(lost) or "no such symbol", " ".join(new) or "not there",
                  f"symbol lost or added: {' '.join(lost + new)}")  # fmt: skip
