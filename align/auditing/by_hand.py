"""Alignment by hand: what reviewers put together or apart stands as they said, whatever the aligner found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.auditing.legs import in_order, paired_cosines
from align.decisions.links import Link
from align.finding import Bead, Leg
from align.page import Sentence
from align.tools import Tools

Places = tuple[tuple[int, ...], tuple[int, ...]]


def with_links(leg: Leg, tools: Tools) -> Leg:
    """The leg with the links that its texts hold, the latest first; beads that they cut keep what is left of them."""
    taken: tuple[set[int], set[int]] = (set(), set())
    held: list[Places] = []
    for link in tools.links:
        places = _places(leg, link, taken) if link.leg == leg.name else None
        if places is not None:
            held.append(places)
            taken[0].update(places[0])
            taken[1].update(places[1])
    if not held:
        return leg
    made = [_bead(leg, places, tools) for places in held]
    whole, cut = _rest(leg.beads, taken)
    dropped, inserted = list(leg.left_dropped), list(leg.right_inserted)
    for bead in made + cut:
        for k in bead.left:
            dropped[k] = 0.0 if bead.right else 1.0
        for k in bead.right:
            inserted[k] = 0.0 if bead.left else 1.0
    beads = tuple(in_order(made + whole + cut))
    return replace(leg, beads=beads, left_dropped=tuple(dropped), right_inserted=tuple(inserted))


def _places(leg: Leg, link: Link, taken: tuple[set[int], set[int]]) -> Places | None:
    """Where the texts of a link stand; None where one of them stands nowhere, or a later link holds it."""
    left, right = _find(leg.left, link.left, link.nth[0]), _find(leg.right, link.right, link.nth[1])
    others = {unit.text for unit in (leg.right if link.left else leg.left)}
    if left is None or right is None or not set(link.beside) <= others or set(left) & taken[0] or set(right) & taken[1]:
        return None
    return left, right


def _find(units: Sequence[Sentence], texts: Sequence[str], nth: int) -> tuple[int, ...] | None:
    """Where texts stand one behind the other, the first of them for the `nth` time."""
    found: list[int] = []
    for text in texts:
        places = [k for k, unit in enumerate(units) if unit.text == text and k > (found[-1] if found else -1)]
        if len(places) <= (0 if found else nth):
            return None
        found.append(places[0 if found else nth])
    return tuple(found)


def _bead(leg: Leg, places: Places, tools: Tools) -> Bead:
    """A bead that is certain, with the cosine of its two sides."""
    left, right = (" ".join(units[k].text for k in ks) for units, ks in zip((leg.left, leg.right), places, strict=True))
    return Bead(*places, 1.0, paired_cosines([left], [right], tools)[0] if left and right else 0.0)


def _rest(beads: Sequence[Bead], taken: tuple[set[int], set[int]]) -> tuple[list[Bead], list[Bead]]:
    """The beads without units that links hold: those left whole, and what is left of others."""
    whole: list[Bead] = []
    cut: list[Bead] = []
    for bead in beads:
        left, right = (tuple(k for k in side if k not in used) for side, used in zip((bead.left, bead.right), taken, strict=True))
        if (left, right) == (bead.left, bead.right):
            whole.append(bead)
        elif left or right:
            both = bool(left and right)
            cut.append(Bead(left, right, bead.posterior if both else 1.0, bead.similarity if both else 0.0))
    return whole, cut
