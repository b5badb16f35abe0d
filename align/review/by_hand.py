"""What merging, splitting, unlinking and linking rows means in sentences of the leg that aligned them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from align.decisions.links import Link
from align.errors import InputError
from align.finding import Audit, Bead, Leg
from align.report.rows import Row

WAYS = ("merge", "split", "unlink", "to")
Places = tuple[int, ...]


def aligned_leg(audit: Audit) -> Leg:
    """The leg whose alignment can be said by hand: that of the original, else of a given English. Raises InputError."""
    leg = audit.leg("source") or (audit.leg("mt") if audit.page.english is not None else None)
    if leg is None:
        raise InputError(f"{audit.page.id}: expected an original or a given English that the page is aligned with, found none")
    return leg


def links(audit: Audit, rows: Sequence[Row], row: Row, how: str, order: int) -> list[Link]:
    """The links that say so. Raises InputError where they would say nothing."""
    if how not in WAYS:
        raise InputError(f"link: expected one of {', '.join(WAYS)}, found {how[:40]!r}")
    leg = aligned_leg(audit)
    bead = _bead_of(leg, row)
    if how == "merge":
        following = (_bead_of(leg, r, needed=False) for r in rows[rows.index(row) + 1 :])
        after = next((b for b in following if b not in (None, bead)), None)
        if after is None:
            raise InputError("merge: expected a row that comes after this one, found none")
        return [_link(leg, (*bead.left, *after.left), (*bead.right, *after.right))]
    if how == "split":
        if len(bead.left) < 2 and len(bead.right) < 2:
            raise InputError("split: expected a row of two sentences or more on one side, found one on each")
        return _split(leg, bead)
    if how == "unlink":
        if bead.is_null:
            raise InputError("unlink: expected a row with a counterpart, found one without")
        return _apart(leg, bead)
    target = next((r for r in rows if r.order == order and r is not row), None)
    if target is None:
        raise InputError(f"to: expected the number of another row (1 to {len(rows)}), found {order}")
    other = _bead_of(leg, target)
    pair = (bead.left, other.right) if bead.left and other.right else (other.left, bead.right)
    if not all(pair):
        raise InputError(f"to: expected a row with a text on the other side than this one's, found none in row {order}")
    return [_link(leg, *pair)]


def _link(leg: Leg, left: Places, right: Places, beside: Places = ()) -> Link:
    """A link of units by their places; `beside`: places on the side that is empty."""
    sides = (leg.left, sorted(left)), (leg.right, sorted(right))
    texts = [tuple(units[k].text for k in places) for units, places in sides]
    nth = [sum(units[k].text == units[places[0]].text for k in range(places[0])) if places else 0 for units, places in sides]
    others = leg.right if left else leg.left
    return Link(leg.name, texts[0], texts[1], tuple(others[k].text for k in beside), (nth[0], nth[1]))


def _split(leg: Leg, bead: Bead) -> list[Link]:
    """Sentence by sentence in order; what is left over has no counterpart."""
    pairs = [_link(leg, (one,), (other,)) for one, other in zip(bead.left, bead.right, strict=False)]
    return pairs + _apart(leg, bead, len(pairs))


def _apart(leg: Leg, bead: Bead, start: int = 0) -> list[Link]:
    """The sentences of both sides from `start` on without a counterpart."""
    left = [_link(leg, (one,), (), bead.right) for one in bead.left[start:]]
    return left + [_link(leg, (), (other,), bead.left) for other in bead.right[start:]]


@overload
def _bead_of(leg: Leg, row: Row) -> Bead: ...
@overload
def _bead_of(leg: Leg, row: Row, *, needed: bool) -> Bead | None: ...
def _bead_of(leg: Leg, row: Row, *, needed: bool = True) -> Bead | None:
    """The bead that a row shows. Raises InputError where it shows none and one is `needed`."""
    units = {u.id for units in row.columns.values() for u in units} | {row.segment}
    for bead in leg.beads:
        if any(leg.left[k].id in units for k in bead.left) or any(leg.right[k].id in units for k in bead.right):
            return bead
    if needed:
        raise InputError("link: expected a row that is aligned with the other text, found one that is not (a leaked line)")
    return None
