"""What `align diff` does: two audits of the same pages side by side, and what changed between them."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from align.report.differences import CHANGES, COLUMNS, Change, Side, compare, read_side, word_diff
from align.report.tables import Table
from align.report.terminal import printable


def run_diff(before: Path, after: Path, *, form: str, texts: bool = False) -> int:
    """Print what changed as `form`: text, json or csv (with `texts` in the text form too). Exit 1 where anything did."""
    sides = read_side(before), read_side(after)
    changes = list(compare(*sides))
    if form == "json":
        for c in changes:
            print(json.dumps({name: getattr(c, name) for name in COLUMNS}, ensure_ascii=False))
    elif form == "csv":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        Table(sys.stdout, COLUMNS).write({name: getattr(c, name) for name in COLUMNS} for c in changes)
    else:
        _show(sides, changes, texts)
    return 1 if changes else 0


def _show(sides: tuple[Side, Side], changes: Sequence[Change], texts: bool) -> None:
    for sign, side in zip("-+", sides, strict=True):
        print(f"{sign} {side.signature}, {len(side.pages)} pages, {len(side.placed)} findings")
    for c in changes if texts else (c for c in changes if c.change != "text"):
        one_sided = c.change.endswith(("gone", "new"))
        if one_sided:
            sign, what = ("-", c.before) if c.change.endswith("gone") else ("+", c.after)
        else:
            sign = ">" if c.change == "moved" else "~"
            what = word_diff(c.before, c.after) if c.change in ("text", "changed") else f"{c.before} -> {c.after}"
        print(printable(f"{sign} {c.change:<10}{c.segment or c.page}  {c.severity:<9}{c.check:<15}{what}"))
    counts = Counter(c.change for c in changes)
    print(", ".join(f"{counts[name]} {name}" for name in CHANGES if counts[name]) or "nothing changed")
    if counts["text"] and not texts:
        print("(--texts shows the changed texts, word by word)")
