"""Rows of one pattern distinguished by their numbers: "Year 2016: 120 tonnes", "Year 2017: 150 tonnes".

Vectors hardly differ there, so that a row that was dropped is merged with its neighbour. Where the other side has the numbers of
one unit alone, and its length, the other unit has no counterpart.
"""

from __future__ import annotations

from collections.abc import Sequence

from align.finding import Bead
from align.language.lengths import expected_ratio
from align.language.values.numbers import find_numbers

SURE = 0.9  # probability that the unit without its numbers has no counterpart
LONGER = 1.4  # how much longer than expected one unit's counterpart may be, to hold no other


def split_merges(
    beads: Sequence[Bead], left: Sequence[str], right: Sequence[str], langs: tuple[str, str]
) -> tuple[list[Bead], list[int], list[int]]:
    """The beads with such merges undone, and the left and right units that have no counterpart by it."""
    out: list[Bead] = []
    dropped: list[int] = []
    inserted: list[int] = []
    for bead in beads:
        if len(bead.left) == 2 and len(bead.right) == 1:
            alone = _odd([left[i] for i in bead.left], right[bead.right[0]], langs)
            if alone is not None:
                kept, lost = bead.left[1 - alone], bead.left[alone]
                pair = [Bead((kept,), bead.right, bead.posterior, bead.similarity), Bead((lost,), (), SURE, 0.0)]
                out += pair if alone else pair[::-1]
                dropped.append(lost)
                continue
        if len(bead.right) == 2 and len(bead.left) == 1:
            alone = _odd([right[j] for j in bead.right], left[bead.left[0]], langs[::-1])
            if alone is not None:
                kept, lost = bead.right[1 - alone], bead.right[alone]
                pair = [Bead(bead.left, (kept,), bead.posterior, bead.similarity), Bead((), (lost,), SURE, 0.0)]
                out += pair if alone else pair[::-1]
                inserted.append(lost)
                continue
        out.append(bead)
    return out, dropped, inserted


def _odd(two: Sequence[str], one: str, langs: tuple[str, str]) -> int | None:
    """Which of two units has none of its own numbers in `one`, which has exactly the numbers of the other; None for neither."""
    said = _numbers(one, langs[1])
    ratio = expected_ratio(*langs)
    if not said or ratio is None:
        return None
    own = [_numbers(text, langs[0]) for text in two]
    for k in (0, 1):
        fits = own[1 - k] == said and len(one) <= LONGER * ratio * len(two[1 - k]) + 8
        if fits and own[k] and not own[k] <= said:
            return k
    return None


def _numbers(text: str, lang: str) -> frozenset[object]:
    return frozenset(v.readings[0] for v in find_numbers(text, lang) if v.hard)
