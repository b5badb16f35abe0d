"""What `align report` does: tables and a report of some of a run's pages."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.commands.audit import report_outcome
from align.config import Settings
from align.decisions.store import DECISIONS
from align.engines.journal import held
from align.errors import InputError
from align.finding import Audit
from align.report.jsonl import read_audit, read_manifest
from align.report.tables import PAGES, page_row
from align.report.view import trust
from align.report.writer import write_audits
from align.tools import load_tools

_TERM = re.compile(
    r"\s*(?P<column>\w+)\s*(?P<sign>>=|<=|!=|=|>|<|contains\b)\s*(?P<value>'[^']*'|\"[^\"]*\"|\S+)\s*$", re.IGNORECASE
)
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One condition on a column of pages.csv."""

    column: str
    sign: str
    value: str

    def holds(self, row: dict[str, Any]) -> bool:
        """Whether a page's row fulfils it; an empty cell fulfils none but `!=`."""
        cell = row.get(self.column)
        if cell is None or cell == "":
            return self.sign == "!=" and self.value != ""
        if self.sign == "contains":
            return self.value.lower() in str(cell).lower()
        try:
            return _SIGNS[self.sign](float(cell), float(self.value))
        except (TypeError, ValueError):
            return _SIGNS[self.sign](str(cell), self.value)


def terms_of(where: str) -> list[Term]:
    """`dropped > 0 and publisher = 'Báo Thanh niên'` as conditions, all of which must hold. Raises InputError."""
    out = []
    for part in re.split(r"\s+and\s+", where.strip(), flags=re.IGNORECASE):
        match = _TERM.match(part)
        if match is None:
            raise InputError(f"--where {part!r}: expected a column, one of = != > >= < <= contains, and a value")
        if match["column"] not in PAGES:
            raise InputError(
                f"--where {part!r}: expected a column of pages.csv, found {match['column']}; they are {', '.join(PAGES)}"
            )
        out.append(Term(match["column"], match["sign"].lower(), match["value"].strip("'\"")))
    return out


def run_report(folder: Path, out: Path, where: str | None, publisher: str | None, limit: int | None, *, quiet: bool) -> int:
    """Write the outputs of the pages of a run that fulfil `where`, at most `limit` of them, the worst ones."""
    if out.resolve() == folder.resolve():
        raise InputError(f"--out {out}: expected another folder than the run's own")
    terms = terms_of(where) if where else []
    if publisher:
        terms.append(Term("publisher", "contains", publisher))
    path, manifest = folder / "audit.jsonl", read_manifest(folder)
    chosen = [(badness, place) for place, audit in _read(path) if (badness := _wanted(audit, terms)) is not None]
    if not chosen:
        raise InputError(f"{folder}: expected pages that fulfil the conditions, found none")
    kept = sorted(place for _, place in sorted(chosen, key=lambda c: (-c[0], c[1]))[:limit])
    settings = Settings.model_validate(manifest["settings"])
    facts = {"signature": manifest["signature"], "settings": manifest["settings"], "report_of": where or publisher or "all"}
    with held(out):
        outcome = write_audits(_at(path, kept), out, load_tools(settings), facts, folder / DECISIONS)
    if not quiet:
        print(f"{len(kept)} of {len(chosen)} pages that fulfil the conditions", file=sys.stderr)
        report_outcome(outcome, out)
    return 0


def _wanted(audit: Audit, terms: list[Term]) -> float | None:
    """How bad a page is that fulfils all conditions, else None."""
    if terms:
        row = page_row(audit)
        if not all(term.holds(row) for term in terms):
            return None
    return sum(map(trust, audit.page_findings))


def _read(path: Path) -> Iterator[tuple[int, Audit]]:
    """(where its line begins, audit) of every page of a run."""
    try:
        with path.open("rb") as handle:
            place = 0
            for line in handle:
                yield place, read_audit(line, f"{path} at {place}")
                place += len(line)
    except OSError as error:
        raise InputError(f"{path}: expected the audits of a run: {error.strerror}") from error


def _at(path: Path, places: list[int]) -> Iterator[Audit]:
    with path.open("rb") as handle:
        for place in places:
            handle.seek(place)
            yield read_audit(handle.readline(), f"{path} at {place}")
