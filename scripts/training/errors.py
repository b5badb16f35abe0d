"""Controlled errors in faithful translations, for training and testing what judges them.

`spoil` draws a maker and carries its edit out: it says which characters are wrong, where something is missing,
and which words of the clean target were touched.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.error_makers import (
    Edit,
    Maker,
    Sample,
    Stock,
    add_phrase,
    add_sentence,
    add_word,
    antonym,
    misspell,
    negation,
    number,
    remove_clause,
    remove_modifier,
    remove_name,
    remove_phrase,
    remove_run,
    remove_word,
    repeat,
    replace_name,
    replace_word,
    shuffle,
    swap_small,
    untranslated,
)
from training.fluent_errors import add_to_source, add_unseen, remove_from_source, remove_unseen

KINDS = ("omission", "addition", "name", "negation", "meaning", "untranslated", "form", "number")


@dataclass(frozen=True, slots=True)
class Spoiled:
    """The spoilt pair: `wrong` spans and `gaps` count characters of the target, `source_wrong` of the source, `touched`
    the clean target's words. `lacking`: the target lacks what was put into the source, nobody knows where."""

    source: str
    target: str
    kind: str
    wrong: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()
    touched: frozenset[int] = frozenset()
    source_wrong: tuple[tuple[int, int], ...] = ()
    lacking: bool = False


# (kind, how often, maker)
MAKERS: tuple[tuple[str, float, Maker], ...] = (
    ("omission", 2.0, remove_word), ("omission", 5.0, remove_modifier),
    ("omission", 4.5, remove_unseen), ("omission", 1.5, add_to_source),
    ("omission", 2.0, remove_phrase), ("omission", 1.0, remove_clause),
    ("omission", 0.7, remove_run), ("name", 1.2, remove_name), ("name", 1.6, replace_name),
    ("meaning", 2.0, replace_word), ("meaning", 1.5, antonym), ("meaning", 1.0, swap_small),
    ("addition", 1.5, add_word), ("addition", 6.0, add_unseen), ("addition", 2.5, remove_from_source),
    ("addition", 0.7, add_phrase), ("addition", 0.5, add_sentence),
    ("negation", 2.2, negation), ("untranslated", 1.0, untranslated), ("form", 0.7, repeat),
    ("form", 0.8, shuffle), ("form", 0.7, misspell), ("number", 0.5, number),
)  # fmt: skip


def drop_sentence(sample: Sample, rng: random.Random) -> Spoiled:
    """The source of two pairs with the target of one."""
    source = sample.other[0]
    if rng.random() < 0.6:
        start, gap, text = len(sample.source) + 1, len(sample.target), f"{sample.source} {source}"
    else:
        start, gap, text = 0, 0, f"{source} {sample.source}"
    return Spoiled(text, sample.target, "omission", (), (gap,), source_wrong=((start, start + len(source)),))


def spoil(sample: Sample, stock: Stock, rng: random.Random) -> Spoiled | None:
    """One random error in a pair; None where the drawn kind does not fit it."""
    if rng.random() < 0.03:
        return drop_sentence(sample, rng)
    kind, _weight, maker = rng.choices(MAKERS, weights=[m[1] for m in MAKERS])[0]
    edits = maker(sample, stock, rng)
    if not edits or not sample.words:
        return None
    return (in_source if edits[0].in_source else carried_out)(sample, kind, edits[0])


def in_source(sample: Sample, kind: str, edit: Edit) -> Spoiled:
    """The sample with one edit of its source."""
    source = sample.source[: edit.start] + edit.text + sample.source[edit.end :]
    put_in = ((edit.start, edit.start + len(edit.text.rstrip())),) if edit.text else ()
    return Spoiled(source, sample.target, kind, edit.wrong, source_wrong=put_in, lacking=bool(put_in))


def carried_out(sample: Sample, kind: str, edit: Edit) -> Spoiled | None:
    """The sample with one edit; a new first letter is capitalised where the old one was."""
    target = sample.target[: edit.start] + edit.text + sample.target[edit.end :]
    lead = len(target) - len(target.lstrip(" ,;:"))
    if not edit.text and edit.start == 0:
        target = target[lead:]
        if sample.target[:1].isupper() and target:
            target = target[0].upper() + target[1:]
    if not target.strip() or target == sample.target:
        return None
    touched = frozenset(i for i, w in enumerate(sample.words) if w.start >= edit.start and w.end <= edit.end)
    text = edit.text.rstrip()
    inner = edit.start + len(text) - len(text.lstrip())
    wrong = ((inner, edit.start + len(text)),) if text.strip() else ()
    return Spoiled(sample.source, target, kind, wrong, () if wrong else (edit.start,), touched)
