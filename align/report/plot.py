"""Pictures of an alignment: a dot a bead, the original's units along one side, the page's along the other; and ribbons from the
one text to the other."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from align.finding import Bead, Leg
from align.report.rows import Row

_SIDE, _LEAST = 130, 6  # pixels; a text of fewer units needs no picture


def dot_plot(leg: Leg | None) -> Markup:
    """SVG of a leg whose left side is the original; empty where there is none or little to see.

    Where the dots leave the diagonal the texts drift apart: a dropped unit is a stroke on the left edge, an inserted
    one a stroke along the top.
    """
    if leg is None or max(len(leg.left), len(leg.right)) < _LEAST:
        return Markup()
    across, down = _SIDE / max(1, len(leg.right)), _SIDE / max(1, len(leg.left))
    marks = "".join(_mark(bead, across, down) for bead in leg.beads)
    counts = f"{len(leg.left)} units of the original, {len(leg.right)} of the page"
    label = f"Alignment: {counts}; {sum(not b.right for b in leg.beads)} without a counterpart on the page"
    return Markup(  # noqa: S704 - numbers and escaped text alone
        f'<figure class="plot"><svg width="{_SIDE + 8}" height="{_SIDE + 8}" viewBox="-6 -6 {_SIDE + 8} {_SIDE + 8}" role="img" '
        f'aria-label="{escape(label)}"><rect class="frame" width="{_SIDE}" height="{_SIDE}"/>{marks}</svg>'
        f"<figcaption>{escape(counts)}: down the original, across the page</figcaption></figure>"
    )


def _mark(bead: Bead, across: float, down: float) -> str:
    wide, high = max(2.0, len(bead.right) * across), max(2.0, len(bead.left) * down)
    if not bead.right:
        return _box("gone", -6, bead.left[0] * down, 10, high)
    if not bead.left:
        return _box("new", bead.right[0] * across, -6, wide, 10)
    return _box("bead", bead.right[0] * across, bead.left[0] * down, wide, high)


def _box(name: str, x: float, y: float, wide: float, high: float) -> str:
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'


_WIDE, _HIGH = 1000, 36  # units of the ribbons' view


def ribbons(leg: Leg | None, rows: Sequence[Row], number: int) -> Markup:
    """SVG of a leg as ribbons, the other text above, the page below, each a link to its row; empty where there is nothing to see.

    A unit that the page lacks is a wedge that ends above, one that it adds a wedge below; ribbons that cross were moved.
    """
    if leg is None or not leg.left or not leg.right or len(leg.beads) < 2:
        return Markup()
    order = {u.id: row.order for row in reversed(rows) for units in row.columns.values() for u in units}
    drawn = "".join(_ribbon(leg, bead, order, number) for bead in leg.beads)
    # for the eye alone: the map above it leads to the same rows by keyboard, and the rows say their status
    return Markup(  # noqa: S704 - numbers alone
        f'<svg class="ribbons" viewBox="0 0 {_WIDE} {_HIGH}" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'
    )


def _ribbon(leg: Leg, bead: Bead, order: dict[str, int], number: int) -> str:
    above, below = _stretch(bead.left, len(leg.left)), _stretch(bead.right, len(leg.right))
    ids = [leg.left[k].id for k in bead.left] + [leg.right[k].id for k in bead.right]
    at = next((order[i] for i in ids if i in order), 0)
    if above and below:
        shape = f"M{above[0]:.1f} 0H{above[1]:.1f}L{below[1]:.1f} {_HIGH}H{below[0]:.1f}Z"
    elif above:
        shape = f"M{above[0]:.1f} 0H{above[1]:.1f}L{sum(above) / 2:.1f} {_HIGH / 3:.1f}Z"
    elif below:
        shape = f"M{below[0]:.1f} {_HIGH}H{below[1]:.1f}L{sum(below) / 2:.1f} {2 * _HIGH / 3:.1f}Z"
    else:
        return ""
    kind = "bead" if above and below else "gone" if above else "new"
    return f'<a href="#r{number}-{at}" data-order="{at}" tabindex="-1"><path class="{kind}" d="{shape}"/></a>'


def _stretch(places: tuple[int, ...], count: int) -> tuple[float, float] | None:
    """Where units stand along an edge."""
    return (places[0] * _WIDE / count, (places[-1] + 1) * _WIDE / count) if places else None
