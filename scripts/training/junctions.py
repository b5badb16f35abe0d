"""Which words stand next to each other in a language: what can be taken out or put in without a seam.

An error that leaves bad grammar behind teaches a network to judge grammar; one that reads well can only be
found by comparing the two texts.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from align.lexicon.coverage import content
from align.lexicon.tokens import Word

START, END = "^", "$"
CHOICES = 600  # followers of a word that are tried, at most
TRIES = 40
SPARE_SHARE = 0.6
SEEN, SPARED = 4, 0.6  # a word to spare: how often seen, and the share of places that would read on without it


def tokens(text: str, words: Sequence[Word]) -> list[str]:
    """The words in small letters, with the mark before each where there is one, between START and END."""
    out, at = [START], 0
    for word in words:
        mark = text[at : word.start].strip()
        out += [mark[-1]] if mark else []
        out.append(text[word.start : word.end].lower())
        at = word.end
    return [*out, text[at:].strip()[:1] or END]


def neighbours(text: str, words: Sequence[Word], first: int, last: int) -> tuple[str, str]:
    """What stands before word `first` and after word `last`: a word, a mark, START or END."""
    before, after = text[words[first - 1].end if first else 0 : words[first].start].strip(), ""
    left = before[-1] if before else text[words[first - 1].start : words[first - 1].end].lower() if first else START
    end = words[last + 1].start if last + 1 < len(words) else len(text)
    after = text[words[last].end : end].strip()
    if after:
        return left, after[0]
    return left, text[end : words[last + 1].end].lower() if last + 1 < len(words) else END


class Junctions:
    """Pairs of neighbouring words seen in a language's text, and which words are often to spare."""

    def __init__(self, texts: Iterable[Sequence[str]], rng: random.Random) -> None:
        known: dict[str, str] = {}
        rows = [[known.setdefault(t, t) for t in row] for row in texts]
        self._after: dict[str, set[str]] = {}
        for row in rows:
            for left, right in zip(row, row[1:], strict=False):
                self._after.setdefault(left, set()).add(right)
        self._spare = self._to_spare(rows)
        self._choices = {left: self._some(after & self._spare, rng) for left, after in self._after.items()}
        self._others = {left: self._some(after - self._spare, rng) for left, after in self._after.items()}

    def _to_spare(self, rows: Sequence[Sequence[str]]) -> set[str]:
        """Words whose neighbours have mostly been seen side by side: adjectives and adverbs, above all."""
        count, spared = Counter[str](), Counter[str]()
        for row in rows:
            for left, word, right in zip(row, row[1:], row[2:], strict=False):
                count[word] += 1
                spared[word] += self.joins(left, right)
        return {w for w, n in count.items() if n >= SEEN and spared[w] >= SPARED * n}

    def _some(self, after: set[str], rng: random.Random) -> list[str]:
        found = sorted(w for w in after if len(w) > 2 and w.replace(" ", "").isalpha() and content(w))
        return found if len(found) <= CHOICES else rng.sample(found, CHOICES)

    def joins(self, left: str, right: str) -> bool:
        """Whether the two were seen side by side."""
        return right in self._after.get(left, ())

    def spares(self, word: str) -> bool:
        """Whether texts often do without the word."""
        return word in self._spare

    def between(self, left: str, right: str, rng: random.Random) -> str:
        """A content word seen after `left` and before `right`, mostly one to spare; empty where a few draws find none."""
        choices = (self._choices if rng.random() < SPARE_SHARE else self._others).get(left, ())
        for _ in range(min(TRIES, 4 * len(choices))):
            word = rng.choice(choices)
            if right in self._after.get(word, ()):
                return word
        return ""
