"""Decisions as cells of a table, and which of those cells somebody edited."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from align.decisions.decision import Decision, verdicts

EMPTY = "e.e"  # what `summed` says was exported where nothing was decided


def summed(decisions: Sequence[Decision]) -> dict[str, str]:
    """Cells `verdict`, `reviewer`, `note` of all decisions on one subject; a disagreement shows every verdict.
    `exported` tells, when a sheet comes back, which of these cells were edited."""
    chosen = verdicts(decisions)
    verdict = chosen[0] if len(chosen) == 1 else "conflict: " + ", ".join(chosen) if chosen else ""
    note = " | ".join(d.note for d in decisions if d.note)
    reviewer = ", ".join(dict.fromkeys(d.reviewer for d in decisions))
    return {"verdict": verdict, "reviewer": reviewer, "note": note, "exported": exported_mark(verdict, note)}


def exported_mark(*cells: str) -> str:
    """What the column `exported` says of cells that were written."""
    return ".".join(map(_mark, cells))


def _mark(cell: str) -> str:
    """Short hash of a cell, whatever a spreadsheet did to its white space; `e` for an empty one."""
    words = " ".join(cell.split())
    return "x" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8] if words else "e"


def edited(cell: str, exported: str, which: int) -> bool:
    """Whether a cell `verdict` (0), `note` (1) or of a corrected text (2, 3) differs from what `exported` says was there."""
    marks = exported.split(".")
    if len(marks) not in (2, 4):
        return True
    return _mark(cell) != (marks[which] if which < len(marks) else _mark(""))
