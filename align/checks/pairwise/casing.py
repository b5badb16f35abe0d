"""Capital letters: the start of a sentence, and names written small."""

from __future__ import annotations

import re

from align.checks.pair import CLEAN, Pair, Result
from align.language.names.find import find_names
from align.page import Span

_OPENING = re.compile(r"[\s\"“”'‘(\[]*[^\W\d_]")


def check(pair: Pair) -> Result:
    """Score: a name of the source that stands there in small letters .85, a small first letter .6."""
    if not any(c.isupper() for c in pair.left) or not pair.right.strip():
        return CLEAN
    small = []
    for name in find_names(pair.left, pair.left_lang):
        if name.opens or len(name.text) < 3 or name.text in pair.right:
            continue
        lower = name.text.lower()
        found = lower in pair.right and re.search(rf"(?<![\w@#./-]){re.escape(lower)}(?![\w@/-])", pair.right)
        if found:
            small.append((name, Span(*found.span())))
    first, their = (next((c for c in t if c.isalpha()), "") for t in (pair.left, pair.right))
    opens = _OPENING.match(pair.right)
    if small:
        words = ", ".join(n.text for n, _ in small)
        return Result(
            0.85, "minor", tuple(n.span for n, _ in small), tuple(s for _, s in small), words, words.lower(),
            f"name in small letters: {words}",
        )  # fmt: skip
    if first.isupper() and their.islower() and opens:
        at = opens.end() - 1
        return Result(0.6, "minor", (), (Span(at, at + 1),), "a capital letter", their, "starts with a small letter")
    return CLEAN
