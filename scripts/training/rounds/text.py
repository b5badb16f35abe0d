"""What a round is trained on: kinds of pairs in shares, each drawn with its augmentation."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from align.language.script import slugify
from training.corpus import BACK, Pair, bare, copy_augment, reverse_source

# Shares of: forward, reverse, sources made from English, targets made from them reversed, English made from sources.
SHARES = {
    "both": (0.5, 0.5, 0.0, 0.0, 0.0),
    "both-made": (0.32, 0.24, 0.24, 0.20, 0.0),
    "forward": (0.46, 0.0, 0.32, 0.0, 0.22),
    "end": (0.68, 0.0, 0.24, 0.0, 0.08),
}
_WORD = re.compile(r"[A-Za-z]+")
_AFFIXES = ("me", "ber", "di", "ter")  # inflected: their English is seldom the word-list's


class WordSwap:
    """Words of a word list put into the place of others on both sides of an Indonesian pair, so that rare ones are seen in use.

    Only words of one translation, and only where the sentence holds one word of the list whose English stands there once.
    """

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        forward: dict[str, list[str]] = {}
        backward: dict[str, set[str]] = {}
        for word, english in rows:
            if word.isalpha() and english.isalpha() and word.islower() and english.islower() and word != english:
                forward.setdefault(word, []).append(english)
                backward.setdefault(english, set()).add(word)
        self.forward = {word: set(found) for word, found in forward.items()}
        self.rare = [
            (word, english[0])
            for word, english in forward.items()
            if len(set(english)) == 1 and len(backward[english[0]]) <= 3 and min(len(word), len(english[0])) > 3
            if not word.startswith(_AFFIXES) and not english[0].endswith(("ly", "ing", "ed"))
        ]

    def __call__(self, source: str, target: str, rng: random.Random) -> tuple[str, str]:
        if not self.rare:
            return source, target
        words, english = _WORD.findall(source), _WORD.findall(target)
        rng.shuffle(words)
        swapped = 0
        for word in words:
            hits = [e for e in self.forward.get(word, ()) if e in english]
            fits = len(hits) == 1 and english.count(hits[0]) == 1 and source.count(word) == 1
            if not fits or len(word) < 4 or word.startswith(_AFFIXES):
                continue
            new, new_english = rng.choice(self.rare)
            source = re.sub(rf"\b{word}\b", new, source, count=1)
            target = re.sub(rf"\b([Aa]n? )?{hits[0]}\b", lambda m: _article(m[1], new_english) + new_english, target, count=1)  # noqa: B023
            swapped += 1
            if swapped == 2:
                break
        return source, target


def _article(given: str | None, word: str) -> str:
    return "" if not given else given[0] + ("n " if word[0] in "aeiou" else " ")


@dataclass(slots=True)
class Draw:
    """Draws (source, target) of one phase. `made_sources`, `made_english`: rows (language, source, English)."""

    phase: str
    pairs: list[Pair]
    names: list[str]
    swap: WordSwap
    made_sources: list[tuple[str, str, str]] = field(default_factory=list)
    made_english: list[tuple[str, str, str]] = field(default_factory=list)
    _weights: list[float] = field(init=False)
    _shares: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self._weights, self._shares = list(accumulate(p.weight for p in self.pairs)), list(accumulate(SHARES[self.phase]))

    def __call__(self, rng: random.Random) -> tuple[str, str]:
        kind = bisect(self._shares, rng.random() * self._shares[-1])
        return (self._forward, self._reverse, self._made_source, self._made_reverse, self._made_english)[kind](rng)

    def _pair(self, rng: random.Random) -> Pair:
        return self.pairs[bisect(self._weights, rng.random() * self._weights[-1])]

    def _forward(self, rng: random.Random) -> tuple[str, str]:
        pair = self._pair(rng)
        source, target = pair.source, pair.target
        if pair.tier.startswith("A_"):
            if pair.lang == "id" and rng.random() < 0.12:
                source, target = self.swap(source, target, rng)
            if rng.random() < 0.3:
                source, target = copy_augment(Pair(source, target, *_rest(pair)), self.names, rng)
        if pair.lang == "vi" and not pair.tier.startswith("B_") and rng.random() < 0.22:
            return bare(source, rng), target
        return (source.lower() if rng.random() < 0.02 else source), target

    def _reverse(self, rng: random.Random) -> tuple[str, str]:
        pair = self._pair(rng)
        source, target = pair.source, pair.target
        if pair.tier.startswith("A_") and rng.random() < 0.3:
            source, target = copy_augment(pair, self.names, rng)
        return reverse_source(target, pair.lang), source

    def _made_source(self, rng: random.Random) -> tuple[str, str]:
        lang, source, target = rng.choice(self.made_sources)
        if lang == "id" and rng.random() < 0.12:
            source, target = self.swap(source, target, rng)
        if lang == "vi" and rng.random() < 0.12:
            return slugify(source).replace("-", " "), target
        return BACK + source, target

    def _made_reverse(self, rng: random.Random) -> tuple[str, str]:
        lang, source, english = rng.choice(self.made_english)
        return BACK + reverse_source(english, lang), source

    def _made_english(self, rng: random.Random) -> tuple[str, str]:
        lang, source, english = rng.choice(self.made_english)
        return (bare(source, rng) if lang == "vi" and rng.random() < 0.4 else source), english


def _rest(pair: Pair) -> tuple[str, str, str, float]:
    return pair.lang, pair.tier, pair.origin, pair.weight
