"""Aligning texts whose units may be blank: these are left out, and stand in no bead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from align.beads.aligner import Alignment


def without_blanks(left: Sequence[str], right: Sequence[str], align: Callable[[list[int], list[int]], Alignment]) -> Alignment:
    """The alignment that `align` makes of the places of units that hold text, in terms of all units."""
    kept = [i for i, text in enumerate(left) if text.strip()], [j for j, text in enumerate(right) if text.strip()]
    return spread(align(*kept), kept, (len(left), len(right)))


def spread(found: Alignment, kept: tuple[list[int], list[int]], sizes: tuple[int, int]) -> Alignment:
    """The alignment of the units `kept` in terms of all units; those left out are in no bead and not dropped."""
    beads = tuple(
        replace(bead, left=tuple(kept[0][i] for i in bead.left), right=tuple(kept[1][j] for j in bead.right))
        for bead in found.beads
    )
    nulls = []
    for side, missing, size in zip(kept, (found.left_dropped, found.right_inserted), sizes, strict=True):
        known = dict(zip(side, missing, strict=True))
        nulls.append(tuple(known.get(unit, 0.0) for unit in range(size)))
    return Alignment(beads, nulls[0], nulls[1], found.related)
