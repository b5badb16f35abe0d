"""Makers of controlled errors: each takes a target text with its words and returns the edits that spoil it.

Kinds follow DEMETR (Karpinska et al. 2022, arXiv:2210.13746). `errors.py` carries the edits out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from align.lexicon.tokens import Word
from training.error_words import (
    ADDED,
    ANTONYMS,
    AUXILIARIES,
    DEGREES,
    FUNCTION,
    MODIFIERS,
    NEGATIONS,
    PREPOSITIONS,
    SWAPS,
)
from training.junctions import Junctions


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of the clean target become `text`; or, `in_source`, of the source, which
    makes the target's spans `wrong`."""

    start: int
    end: int
    text: str
    in_source: bool = False
    wrong: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A faithful pair; `links` join source and target words; `other` is a pair about something else."""

    source: str
    target: str
    source_lang: str
    lang: str
    source_words: Sequence[Word]
    words: Sequence[Word]
    links: Sequence[tuple[int, int]]
    other: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stock:
    """What errors are made of, per language: names, for a word others of its surroundings, phrases, and which words
    stand side by side."""

    names: dict[str, list[str]]
    neighbours: dict[str, dict[str, list[str]]]
    phrases: dict[str, list[str]]
    junctions: dict[str, Junctions]


Maker = Callable[[Sample, Stock, random.Random], list[Edit]]


def _of(sample: Sample, i: int) -> str:
    return sample.target[sample.words[i].start : sample.words[i].end]


def _content(sample: Sample) -> list[int]:
    skip = FUNCTION[sample.lang]
    return [i for i in range(len(sample.words)) if _of(sample, i).lower() not in skip and not _of(sample, i)[0].isdigit()]


def cut(text: str, words: Sequence[Word], first: int, last: int) -> Edit:
    """Words `first` to `last` with the space before them."""
    start, end = words[first].start, words[last].end
    if start and text[start - 1] == " ":
        start -= 1
    elif text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, "")


def _cut(sample: Sample, first: int, last: int) -> Edit:
    return cut(sample.target, sample.words, first, last)


def remove_word(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    found = _content(sample)
    if len(found) < 3:
        return []
    i = rng.choice(found)
    return [_cut(sample, i, i)]


def remove_modifier(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """An adjective or adverb, recognised by its ending or from a list; often one of the small ones."""
    lang, plain = sample.lang, _content(sample)
    if rng.random() < 0.35:
        found = [i for i in range(len(sample.words)) if _of(sample, i).lower() in DEGREES[lang]]
    else:
        known, ending = set(ADDED[lang]) | set(ANTONYMS[lang]), MODIFIERS[lang]
        found = [i for i in plain if _of(sample, i).lower() in known or re.fullmatch(ending, _of(sample, i))]
    if not found:
        return []
    i = rng.choice(found)
    return [_cut(sample, i, i)]


def _adjacent(sample: Sample, i: int) -> bool:
    """Only a space lies between word `i` and the next."""
    return sample.target[sample.words[i].end : sample.words[i + 1].start].strip() in ("", "-")


def remove_phrase(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A preposition with what follows it, to the next preposition or mark, at most seven words."""
    heads = [i for i in range(1, len(sample.words) - 1) if _of(sample, i).lower() in PREPOSITIONS[sample.lang]]
    if not heads:
        return []
    first = last = rng.choice(heads)
    while last + 1 < len(sample.words) and last - first < 6 and _adjacent(sample, last):
        if last > first and _of(sample, last + 1).lower() in PREPOSITIONS[sample.lang] and rng.random() < 0.8:
            break
        last += 1
    return [_cut(sample, first, last)] if last > first and last - first < len(sample.words) - 3 else []


def remove_clause(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """From one comma (or the start or end) to the next, but not everything."""
    marks = [m.start() for m in re.finditer(r"[,;:](?=\s)", sample.target)]
    if not marks:
        return []
    bounds = [0, *marks, len(sample.target.rstrip(" .!?\"'”’"))]
    k = rng.randrange(len(bounds) - 1)
    start, end = bounds[k], bounds[k + 1]
    if k == 0:
        end = min(len(sample.target), end + 2)
    return [Edit(start, end, "")] if 8 < end - start < 0.75 * len(sample.target) else []


def remove_run(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    if len(sample.words) < 8:
        return []
    length = rng.randint(2, min(8, len(sample.words) // 2))
    first = rng.randrange(len(sample.words) - length)
    return [_cut(sample, first, first + length - 1)]


def _names(sample: Sample) -> list[tuple[int, int]]:
    """Runs of capitalised words (first, last) that do not open the text."""
    runs: list[tuple[int, int]] = []
    for i in range(1, len(sample.words)):
        word = _of(sample, i)
        if word[0].isupper() and word.lower() not in FUNCTION[sample.lang]:
            if runs and runs[-1][1] == i - 1 and _adjacent(sample, i - 1):
                runs[-1] = (runs[-1][0], i)
            else:
                runs.append((i, i))
    return runs


def remove_name(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    runs = _names(sample)
    return [_cut(sample, *rng.choice(runs))] if runs else []


def replace_name(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    runs = _names(sample)
    if not runs or not stock.names[sample.lang]:
        return []
    first, last = rng.choice(runs)
    if rng.random() < 0.3:
        first = last = rng.randint(first, last)
    return [Edit(sample.words[first].start, sample.words[last].end, rng.choice(stock.names[sample.lang]))]


def _cased(text: str, like: str) -> str:
    return text[0].upper() + text[1:] if like[0].isupper() else text


def _exchange(sample: Sample, table: Mapping[str, Sequence[str]], among: Sequence[int], rng: random.Random) -> list[Edit]:
    """One of the words `among` for another that `table` has for it."""
    found = [i for i in among if table.get(_of(sample, i).lower())]
    if not found:
        return []
    i = rng.choice(found)
    word, text = sample.words[i], _of(sample, i)
    return [Edit(word.start, word.end, _cased(rng.choice(table[text.lower()]), text))]


def replace_word(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    return _exchange(sample, stock.neighbours[sample.lang], _content(sample), rng)


def antonym(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    return _exchange(sample, ANTONYMS[sample.lang], range(len(sample.words)), rng)


def swap_small(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A pronoun, preposition, auxiliary or conjunction for another of its kind."""
    return _exchange(sample, SWAPS[sample.lang], range(len(sample.words)), rng)


def add_word(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A word of the sentence once more, one of its surroundings, or an adverb or adjective, somewhere."""
    if len(sample.words) < 4:
        return []
    own = [_of(sample, i).lower() for i in _content(sample)]
    near = [w for word in own for w in stock.neighbours[sample.lang].get(word, ())]
    pool = rng.choice([own, own, near, ADDED[sample.lang]])
    at = sample.words[rng.randrange(1, len(sample.words))].start
    return [Edit(at, at, rng.choice(pool) + " ")] if pool else []


def add_phrase(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    at = sample.words[rng.randrange(len(sample.words))].end
    return [Edit(at, at, " " + rng.choice(stock.phrases[sample.lang]))] if stock.phrases[sample.lang] else []


def add_sentence(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    end = len(sample.target)
    return [Edit(end, end, " " + sample.other[1])] if rng.random() < 0.7 else [Edit(0, 0, sample.other[1] + " ")]


def _unnegate(sample: Sample, i: int) -> Edit:
    word = _of(sample, i).lower()
    if sample.lang == "en" and word.endswith(("n't", "n’t")) and word[:-3] in AUXILIARIES["en"]:
        return Edit(sample.words[i].end - 3, sample.words[i].end, "")
    if sample.lang == "en" and word == "never":
        return Edit(sample.words[i].start, sample.words[i].end, "always")
    return _cut(sample, i, i)


def negation(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A negation taken out where there is one, else one put in after an auxiliary or before a verb."""
    lang = sample.lang
    there = [i for i in range(len(sample.words)) if _of(sample, i).lower() in NEGATIONS[lang]]
    if there and rng.random() < 0.6:
        return [_unnegate(sample, rng.choice(there))]
    after = [i for i in range(len(sample.words)) if _of(sample, i).lower() in AUXILIARIES[lang]]
    if after:
        i = rng.choice(after)
        new = rng.choice([" not", " not", "n't", " never"]) if lang == "en" else " " + rng.choice(["tidak", "tidak", "belum"])
        return [Edit(sample.words[i].end, sample.words[i].end, new)]
    pattern = r"[a-z]{3,}(?:ed|es)" if lang == "en" else r"(?:me|di|ber|ter)[a-z]{4,}"
    verbs = [i for i in range(1, len(sample.words)) if re.fullmatch(pattern, _of(sample, i))]
    if not verbs:
        return []
    word = sample.words[rng.choice(verbs)]
    text = sample.target[word.start : word.end]
    new = f"did not {re.sub('ed$', '', text)}" if lang == "en" else f"tidak {text}"
    return [Edit(word.start, word.end, new)]


def untranslated(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """A stretch of the target as the source has it: one linked word, or from a word to the end."""
    pairs = [(i, j) for i, j in sample.links if j < len(sample.words) and len(_of(sample, j)) > 3]
    if not pairs:
        return []
    i, j = rng.choice(pairs)
    source, target = sample.source_words[i], sample.words[j]
    if rng.random() < 0.6:
        new = sample.source[source.start : source.end]
        return [] if new.lower() == _of(sample, j).lower() else [Edit(target.start, target.end, new)]
    return [Edit(target.start, len(sample.target), sample.source[source.start :])]


def repeat(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    word = sample.words[rng.randrange(len(sample.words))]
    return [Edit(word.end, word.end, (" " + sample.target[word.start : word.end]) * rng.choice([1, 1, 2, 3]))]


def shuffle(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    """Neighbours swapped, or a window of words in another order."""
    width = rng.choice([2, 2, 2, 4, len(sample.words)])
    if len(sample.words) < max(4, width):
        return []
    first = rng.randrange(len(sample.words) - width + 1)
    texts = [_of(sample, i) for i in range(first, first + width)]
    mixed = texts[:]
    rng.shuffle(mixed)
    if width == 2:
        mixed = texts[::-1]
    start, end = sample.words[first].start, sample.words[first + width - 1].end
    return [Edit(start, end, " ".join(mixed))] if mixed != texts else []


def misspell(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    found = [i for i in _content(sample) if len(_of(sample, i)) > 4]
    if not found:
        return []
    i = rng.choice(found)
    text, at = _of(sample, i), rng.randrange(1, len(_of(sample, i)) - 1)
    new = text[:at] + text[at + 1 :] if rng.random() < 0.5 else text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return [Edit(sample.words[i].start, sample.words[i].end, new)] if new != text else []


def number(sample: Sample, stock: Stock, rng: random.Random) -> list[Edit]:
    found = [w for w in sample.words if w.key[0].isdigit()]
    if not found:
        return []
    word = rng.choice(found)
    text = sample.target[word.start : word.end]
    at = rng.choice([k for k, c in enumerate(text) if c.isdigit()])
    return [Edit(word.start, word.end, text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :])]
