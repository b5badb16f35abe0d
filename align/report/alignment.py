"""An alignment of two texts as a table, as translation memory, or for a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from align.beads.aligner import Alignment
from align.beads.document_map import blocks, document_map
from align.formats import tmx
from align.report.tables import Table
from align.report.terminal import printable

COLUMNS = ("status", "probability", "similarity", "left_units", "right_units", "left", "right")
_SIGNS = {"aligned": "=", "merged": ">", "split": "<", "dropped": "-", "inserted": "+", "moved": "x"}


def _units(units: tuple[int, ...]) -> str:
    return " ".join(str(unit + 1) for unit in units)


def write_csv(handle: TextIO, found: Alignment, left: Sequence[str], right: Sequence[str]) -> None:
    """One row a bead; units are counted from 1."""
    Table(handle, COLUMNS).write(
        {
            "status": entry.status,
            "probability": entry.bead.posterior,
            "similarity": entry.bead.similarity,
            "left_units": _units(entry.bead.left),
            "right_units": _units(entry.bead.right),
            "left": _text(entry.bead.left, left),
            "right": _text(entry.bead.right, right),
        }
        for entry in document_map(found)
    )


def _text(units: tuple[int, ...], texts: Sequence[str]) -> str:
    return " ".join(texts[unit] for unit in units)


def write_json(handle: TextIO, found: Alignment) -> None:
    """One bead a line, then every unit's null posterior; units are counted from 0."""
    for entry in document_map(found):
        bead = entry.bead
        row = {"left": list(bead.left), "right": list(bead.right), "status": entry.status,
               "posterior": round(bead.posterior, 4), "similarity": round(bead.similarity, 4)}  # fmt: skip
        handle.write(json.dumps(row) + "\n")
    nulls = {"left_dropped": [round(p, 4) for p in found.left_dropped],
             "right_inserted": [round(p, 4) for p in found.right_inserted], "related": round(found.related, 4)}  # fmt: skip
    handle.write(json.dumps(nulls) + "\n")


def write_tmx(handle: TextIO, found: Alignment, left: Sequence[str], right: Sequence[str], langs: tuple[str, str]) -> None:
    """A translation unit for every bead that has both sides, with its status and probability as properties."""
    paired = (entry for entry in document_map(found) if entry.bead.left and entry.bead.right)
    units = (
        tmx.TmxUnit(
            str(number), (_text(entry.bead.left, left), _text(entry.bead.right, right)),
            {"x-status": entry.status, "x-probability": f"{entry.bead.posterior:.4f}"},
        )
        for number, entry in enumerate(paired, start=1)
    )  # fmt: skip
    tmx.write_tmx(handle, units, langs)


def show(handle: TextIO, found: Alignment, left: Sequence[str], right: Sequence[str]) -> None:
    """The map for a person: a sign, the status, its probability, and both texts; then what is missing, in words."""
    entries = document_map(found)
    for entry in entries:
        numbers = f"{_units(entry.bead.left) or '(nothing)'} | {_units(entry.bead.right) or '(nothing)'}"
        handle.write(f"{_SIGNS[entry.status]} {entry.status:<8} {entry.bead.posterior:4.2f}  {numbers}\n")
        handle.writelines(f"      < {printable(left[index])}\n" for index in entry.bead.left)
        handle.writelines(f"      > {printable(right[index])}\n" for index in entry.bead.right)
    counts = {status: sum(entry.status == status for entry in entries) for status in _SIGNS}
    matched = ", ".join(f"{counts[status]} {status}" for status in ("aligned", "merged", "split", "moved") if counts[status])
    handle.write(f"{len(left)} and {len(right)} units: {matched or 'none aligned'}; ")
    handle.write(f"{counts['dropped']} dropped, {counts['inserted']} inserted\n")
    handle.writelines(f"{block.describe()}\n" for block in blocks(entries))
