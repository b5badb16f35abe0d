"""Alignment by hand, as the rows it speaks of show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from align.decisions.decision import Decision
from align.decisions.links import Link, link_of
from align.finding import Audit
from align.report.rows import Row


def said_of(audit: Audit, rows: Sequence[Row], said: Sequence[Decision]) -> dict[str, list[tuple[Decision, Link]]]:
    """Key of a row -> what reviewers said of the alignment of its sentences."""
    found: dict[str, list[tuple[Decision, Link]]] = defaultdict(list)
    for decision in said:
        link = link_of(decision)
        leg = audit.leg(link.leg)
        texts = set(link.left or link.right)
        units = {u.id for u in ((leg.left if link.left else leg.right) if leg else ()) if u.text in texts}
        row = next((r for r in rows if units & ({u.id for us in r.columns.values() for u in us} | {r.segment})), None)
        if row is not None:
            found[row.key].append((decision, link))
    return found
