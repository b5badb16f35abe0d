"""An alignment as a map of two texts: what became of every bead, and where the texts drift apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from align.beads.aligner import Alignment
from align.finding import Bead

BLOCK = 3  # units missing in a row from which on the texts are said to drift apart


@dataclass(frozen=True, slots=True)
class Entry:
    """One bead with its status: aligned, merged, split, dropped, inserted or moved."""

    status: str
    bead: Bead


@dataclass(frozen=True, slots=True)
class Block:
    """A run of units without a counterpart: `side` left or right, first and last unit (from 0), and the last
    unit before it on the other side (-1 at the start)."""

    side: str
    first: int
    last: int
    after: int

    def describe(self) -> str:
        """The block in words; units counted from 1."""
        count, other = self.last - self.first + 1, "right" if self.side == "left" else "left"
        where = f"after unit {self.after + 1}" if self.after >= 0 else "at the start"
        return (
            f"the texts drift apart at {self.side} unit {self.first + 1}: {count} units in a row "
            f"({self.first + 1} to {self.last + 1}) have no counterpart on the {other} {where}"
        )


def document_map(found: Alignment) -> list[Entry]:
    """Every bead with its status, in reading order of the left text."""
    moved = out_of_order(found.beads)
    return [Entry(_status(bead, at in moved), bead) for at, bead in enumerate(found.beads)]


def _status(bead: Bead, moved: bool) -> str:
    if not bead.right:
        return "dropped"
    if not bead.left:
        return "inserted"
    if moved:
        return "moved"
    if len(bead.left) > len(bead.right):
        return "merged"
    return "split" if len(bead.right) > len(bead.left) else "aligned"


def out_of_order(beads: Sequence[Bead]) -> set[int]:
    """Places of the beads off the longest run whose right units rise; of two crossed neighbours both."""
    full = [(at, bead.right[0]) for at, bead in enumerate(beads) if bead.left and bead.right]
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(full)
    for k, (_, right) in enumerate(full):
        place = bisect_left(tops, right)
        before[k] = ends[place - 1] if place else -1
        if place == len(tops):
            tops.append(right)
            ends.append(k)
        else:
            tops[place], ends[place] = right, k
    kept, k = set[int](), ends[-1] if ends else -1
    while k >= 0:
        kept.add(k)
        k = before[k]
    moved = {full[k][0] for k in range(len(full)) if k not in kept}
    swaps = [k for k in range(1, len(full)) if full[k - 1][1] == full[k][1] + 1]
    return moved | {full[k][0] for j in swaps for k in (j - 1, j)}


def blocks(entries: Sequence[Entry], shortest: int = BLOCK) -> list[Block]:
    """Runs of at least `shortest` units in a row that are dropped, or inserted."""
    out: list[Block] = []
    for side, status in (("left", "dropped"), ("right", "inserted")):
        run: list[int] = []
        seen = after = -1
        for entry in entries:
            units, others = (entry.bead.left, entry.bead.right) if side == "left" else (entry.bead.right, entry.bead.left)
            if entry.status == status:
                after = seen if not run else after
                run += units
                continue
            if units or not others:
                out += [Block(side, run[0], run[-1], after)] if len(run) >= shortest else []
                run = []
            seen = max(seen, *others) if others and entry.status != "moved" else seen
        out += [Block(side, run[0], run[-1], after)] if len(run) >= shortest else []
    return sorted(out, key=lambda b: (b.first if b.side == "left" else b.after, b.side))
