"""Makers of errors that read well: words taken out or put in where no seam shows, in the target or in the source."""

from __future__ import annotations

import random
from collections import Counter

from align.lexicon.coverage import content
from training.error_makers import Edit, Sample, Stock, cut
from training.junctions import Junctions, neighbours


def _plain(sample: Sample, source: bool, i: int) -> bool:
    """A content word in small letters, no number."""
    word = (sample.source_words if source else sample.words)[i]
    text = (sample.source if source else sample.target)[word.start : word.end]
    return text.islower() and text[0].isalpha() and content(word.key)


def _alone(sample: Sample) -> list[tuple[int, int]]:
    """Links of plain words that have no other link."""
    links = [(i, j) for i, j in sample.links if i < len(sample.source_words) and j < len(sample.words)]
    left, right = Counter(i for i, _ in links), Counter(j for _, j in links)
    return [(i, j) for i, j in links if left[i] == right[j] == 1 and _plain(sample, True, i) and _plain(sample, False, j)]


def remove_unseen(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A word of the target that the source has too, where its neighbours have been seen side by side."""
    seen, linked = stock.junctions[sample.lang], sorted({j for _, j in sample.links if j < len(sample.words)})
    found = [j for j in linked if _plain(sample, False, j) and seen.joins(*neighbours(sample.target, sample.words, j, j))]
    if len(sample.words) < 4 or not found:
        return []
    j = rng.choice(_sparable(sample, seen, found) or found) if rng.random() < 0.7 else rng.choice(found)
    return [cut(sample.target, sample.words, j, j)]


def _sparable(sample: Sample, seen: Junctions, found: list[int]) -> list[int]:
    return [j for j in found if seen.spares(sample.target[sample.words[j].start : sample.words[j].end])]


def add_unseen(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A word between two of the target that it has been seen after and before."""
    return _put_in(sample, False, stock, rng)


def remove_from_source(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A word of the source whose counterpart stays in the target: the target adds it."""
    seen = stock.junctions[sample.source_lang]
    found = [(i, j) for i, j in _alone(sample) if i and seen.joins(*neighbours(sample.source, sample.source_words, i, i))]
    if not found:
        return []
    i, j = rng.choice(found)
    edit, word = cut(sample.source, sample.source_words, i, i), sample.words[j]
    return [Edit(edit.start, edit.end, "", True, ((word.start, word.end),))]


def add_to_source(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A word put into the source: the target leaves it out."""
    return _put_in(sample, True, stock, rng)


def _put_in(sample: Sample, source: bool, stock: Stock, rng: random.Random) -> list[Edit]:
    words, text = (sample.source_words, sample.source) if source else (sample.words, sample.target)
    seen = stock.junctions[sample.source_lang if source else sample.lang]
    have = {text[w.start : w.end].lower() for w in words}
    for _ in range(8):
        if len(words) < 4:
            break
        i = rng.randrange(1, len(words))
        described = words[i] if sample.lang == "en" and not source else words[i - 1]  # an adjective's noun
        if text[words[i - 1].end : words[i].start] != " " or (not content(described.key) and rng.random() < 0.7):
            continue
        left, right = neighbours(text, words, i, i)[0], text[words[i].start : words[i].end].lower()
        new = seen.between(left, right, rng)
        if new and new not in have:
            return [Edit(words[i].start, words[i].start, new + " ", source)]
    return []
