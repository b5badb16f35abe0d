"""Places in a text that are taken, and words too long to be words: so that readers of text take linear time."""

from __future__ import annotations

from bisect import bisect_right

LONGEST_WORD = 200  # characters without a space; longer ones are data, not words: nothing is read in them


class Taken:
    """Disjoint spans by place."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a character of `start` to `end` is taken; in logarithmic time."""
        at = bisect_right(self._ends, start)
        return at < len(self._ends) and self._starts[at] < end

    def add(self, start: int, end: int) -> None:
        """Take a span that overlaps none."""
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)


def without_long_words(text: str) -> str:
    """`text` with blanks in place of overlong words: as long as before, and offsets hold."""
    if len(text) <= LONGEST_WORD:
        return text
    words = text.split()
    if len(max(words, key=len, default="")) <= LONGEST_WORD:
        return text
    out, at = [], 0
    for word in words:
        start = text.index(word, at)
        out.append(text[at:start])
        out.append(word if len(word) <= LONGEST_WORD else " " * len(word))
        at = start + len(word)
    return "".join([*out, text[at:]])
