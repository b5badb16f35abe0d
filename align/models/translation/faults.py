"""What is visibly wrong with a translation: repeated, copied, empty."""

from __future__ import annotations

import re

from align.language.english_words import is_english
from align.language.values.compare import compare_values
from align.language.values.signs import lost_sign

_WORDS = re.compile(r"\w+", re.UNICODE)


def repeats(text: str) -> bool:
    """Whether a run of 1 to 4 words stands at least three times in a row."""
    words = _WORDS.findall(text.lower())
    for size in (1, 2, 3, 4):
        run = 0
        for i in range(size, len(words) - size + 1):
            run = run + 1 if words[i] == words[i - size] else 0
            if run >= 2 * size:
                return True
    return False


def is_copy(source: str, target: str) -> bool:
    """Whether the output is its source again (five words or more, over four fifths the same)."""
    left, right = _WORDS.findall(source.lower()), _WORDS.findall(target.lower())
    if 2 <= len(left) < 5 and sorted(left) == sorted(right):  # "BACA JUGA" in any order
        return (left != right or target.isupper()) and not all(map(is_english, right))
    if len(left) < 5 or not right:
        return False
    known = set(left)
    return sum(w in known for w in right) / len(right) > 0.8


def faults(source: str, target: str, lang: str) -> tuple[str, ...]:
    """What is wrong with `target` as a translation of `source`, by name."""
    if not source.strip():
        return ()
    if not target.strip():
        return ("empty",)
    found = []
    if repeats(target) and not repeats(source):
        found.append("repeated")
    if is_copy(source, target):
        found.append("copied")
    if compare_values(source, target, lang, "en").missing or lost_sign(source, target, lang, "en"):
        found.append("number_lost")
    return tuple(found)
