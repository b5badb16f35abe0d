"""A picture of an alignment: a dot a bead, the original's units along one side, the page's along the other."""

from __future__ import annotations

from markupsafe import Markup, escape

from align.finding import Bead, Leg

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
