"""What merging, splitting, unlinking and linking rows means in sentences of the leg that aligned them."""

from __future__ import annotations

from collections.abc import Sequence

from align.decisions.links import Link, merged, split, unlinked
from align.errors import InputError
from align.finding import Audit, Bead, Leg
from align.report.rows import Row

WAYS = ("merge", "split", "unlink", "to")
Texts = tuple[list[str], list[str]]


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
    left, right = _texts(leg, bead)
    if how == "merge":
        following = (_bead_of(leg, r, needed=False) for r in rows[rows.index(row) + 1 :])
        after = next((b for b in following if b not in (None, bead)), None)
        if after is None:
            raise InputError("merge: expected a row that comes after this one, found none")
        return merged(leg.name, [(left, right), _texts(leg, after)])
    if how == "split":
        if len(left) < 2 and len(right) < 2:
            raise InputError("split: expected a row of two sentences or more on one side, found one on each")
        return split(leg.name, left, right)
    if how == "unlink":
        if not left or not right:
            raise InputError("unlink: expected a row with a counterpart, found one without")
        return unlinked(leg.name, left, right)
    target = next((r for r in rows if r.order == order and r is not row), None)
    if target is None:
        raise InputError(f"to: expected the number of another row (1 to {len(rows)}), found {order}")
    other_left, other_right = _texts(leg, _bead_of(leg, target))
    pair = (left, other_right) if left and other_right else (other_left, right)
    if not all(pair):
        raise InputError(f"to: expected a row with a text on the other side than this one's, found none in row {order}")
    return [Link(leg.name, tuple(pair[0]), tuple(pair[1]))]


def _bead_of(leg: Leg, row: Row, *, needed: bool = True) -> Bead | None:
    """The bead that a row shows. Raises InputError where it shows none and one is `needed`."""
    units = {u.id for units in row.columns.values() for u in units} | {row.segment}
    for bead in leg.beads:
        if any(leg.left[k].id in units for k in bead.left) or any(leg.right[k].id in units for k in bead.right):
            return bead
    if needed:
        raise InputError("link: expected a row that is aligned with the other text, found one that is not (a leaked line)")
    return None


def _texts(leg: Leg, bead: Bead | None) -> Texts:
    return ([leg.left[k].text for k in bead.left], [leg.right[k].text for k in bead.right]) if bead else ([], [])
