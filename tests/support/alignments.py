"""Alignments made from beads."""

from __future__ import annotations

from align.beads.aligner import Alignment
from align.finding import Bead


def made(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> Alignment:
    beads = tuple(Bead(a, b, 0.9, 0.5 if a and b else 0.0) for a, b in pairs)
    left = tuple(
        1.0 if any(i in b.left and not b.right for b in beads) else 0.0
        for i in range(1 + max((i for b in beads for i in b.left), default=-1))
    )
    right = tuple(
        1.0 if any(j in b.right and not b.left for b in beads) else 0.0
        for j in range(1 + max((j for b in beads for j in b.right), default=-1))
    )
    return Alignment(beads, left, right, 0.5)
