"""The checks over pairs, by name: found by the catalogue's rows, each in the file of its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from align.catalogue import PAIRWISE, CheckRow
from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair, Result


@lru_cache(maxsize=1)
def registry() -> dict[str, Callable[[Evidence], Result]]:
    """Every check's function, in the catalogue's order."""
    return {row.name: _function(row) for row in PAIRWISE}


def _function(row: CheckRow) -> Callable[[Evidence], Result]:
    check = import_module(f"align.checks.pairwise.{row.name}").check
    return check if row.needs else _of_texts(check)


def _of_texts(check: Callable[[Pair], Result]) -> Callable[[Evidence], Result]:
    def run(evidence: Evidence) -> Result:
        return check(evidence.pair)

    return run
