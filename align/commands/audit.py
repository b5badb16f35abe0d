"""What `align audit` does: pages audited into a folder, with progress and a summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from align.config import Settings, as_mapping
from align.decisions.store import DECISIONS
from align.engines.pages import audit_pages, make_tools
from align.errors import InputError
from align.pages import count_pages, expand, read_pages
from align.report.writer import Outcome, write_audits
from align.review.run import Run
from align.review.sheets import TABLES, refuse_to_lose

T = TypeVar("T")
PAGES_A_WORKER = 40  # fewer do not repay loading the models again


def progress(items: Iterable[T], total: int | None, quiet: bool, unit: str) -> Iterator[T]:
    """The items, with a bar on stderr where that is a terminal."""
    yield from tqdm(items, total=total, unit=unit, disable=True if quiet else None, file=sys.stderr)


def choose_workers(asked: int, pages: int | None) -> int:
    """`asked`, or one process for each 40 pages up to the number of cores."""
    if asked:
        return asked
    cores = os.cpu_count() or 1
    return max(1, min(cores, (pages or PAGES_A_WORKER * cores) // PAGES_A_WORKER))


def run_audit(
    paths: list[str], out: Path, settings: Settings, *, workers: int, originals: Path | None, quiet: bool,
    decisions: Path | None = None,
) -> int:  # fmt: skip
    """Audit `paths` into `out`; the exit code as documented. Verdicts come from `decisions`, else from the folder's own."""
    for name in TABLES:
        refuse_to_lose(out / f"{name}.csv", lambda: Run(out, decisions), "take another --out")
    if any(Path(p).is_dir() and Path(p).resolve() == out.resolve() for p in paths):
        raise InputError(
            f"--out {out}: expected another folder than that of the pages; the next audit would read the tables as pages"
        )
    sources = expand(paths)
    total = count_pages(sources)
    tools = make_tools(settings, originals)
    manifest = {"signature": tools.signature, "settings": as_mapping(settings)}
    workers = choose_workers(workers, total)
    results = audit_pages(read_pages(sources, settings.pages), settings, workers=workers, originals=originals, tools=tools)
    outcome = write_audits(progress(results, total, quiet, "page"), out, tools.embedder, manifest, decisions or out / DECISIONS)
    if not quiet:
        _report(outcome, out)
    if not outcome.pages and not outcome.failures:
        raise InputError(f"{', '.join(paths)}: expected pages, found no rows")
    if outcome.failures:
        return 3 if outcome.pages else 2
    return 1 if outcome.worst_at_least(settings.fail_on) else 0


def _report(outcome: Outcome, out: Path) -> None:
    counts = ", ".join(f"{outcome.severities[s]} {s}" for s in ("critical", "major", "minor", "info") if outcome.severities[s])
    print(f"{outcome.pages} pages, {outcome.sentences} sentences, findings: {counts or 'none'}", file=sys.stderr)
    if outcome.looked_for:
        print(f"originals: {outcome.originals} of {outcome.looked_for} pages", file=sys.stderr)
    for failure in outcome.failures[:10]:
        print(f"failed: {failure.reason}", file=sys.stderr)
    if len(outcome.failures) > 10:
        print(f"… and {len(outcome.failures) - 10} more in {out / 'failures.csv'}", file=sys.stderr)
    print(f"report: {out / 'report.html'}", file=sys.stderr)
