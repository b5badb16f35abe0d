"""What `align audit` does: pages audited into a folder, with progress and a summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from align.commands.options import progress
from align.config import Settings, as_mapping
from align.decisions.links import read_links
from align.decisions.store import DECISIONS
from align.engines.journal import Journal
from align.engines.pages import audit_pages, make_tools
from align.engines.shards import Shard, fingerprint
from align.errors import InputError
from align.pages import count_pages, expand, read_pages
from align.report.jsonl import read_manifest
from align.report.writer import Outcome, write_audits
from align.review.run import Run
from align.review.sheets import TABLES, refuse_to_lose

CAPTURE = "originals.warc.gz"  # where --originals-from keeps what it fetched
PAGES_A_WORKER = 40  # fewer do not repay loading the models again


def choose_workers(asked: int, pages: int | None) -> int:
    """`asked`, or one process for each 40 pages up to the number of cores."""
    if asked:
        return asked
    cores = os.cpu_count() or 1
    return max(1, min(cores, (pages or PAGES_A_WORKER * cores) // PAGES_A_WORKER))


def run_audit(
    paths: list[str], out: Path, settings: Settings, *, workers: int, originals: Path | None, quiet: bool,
    originals_from: str | None = None, decisions: Path | None = None, force: bool = False, seconds: float | None = None,
    shard: Shard | None = None,
) -> int:  # fmt: skip
    """Audit `paths` into `out`; the exit code as documented. Verdicts come from `decisions`, else from the folder's own.

    `force`: forget what an earlier run into `out` that was stopped had done; `seconds`: the longest that a page may take;
    `shard`: audit its pages alone, into a folder of its own in `out`, unless that is there already.
    """
    out = out / shard.folder if shard else out
    _check_out(paths, out, decisions)
    if originals_from is not None:
        originals = _fetched(paths, out, settings, originals_from, originals, quiet)
    settings = _with_links(settings, decisions or out / DECISIONS)
    sources, tools = expand(paths), make_tools(settings, originals, given=originals_from is None)
    manifest = {"signature": tools.signature, "settings": as_mapping(settings)}
    manifest |= {"inputs": fingerprint(sources, originals)} if shard else {}
    if shard and not force and _is_done(out, manifest):
        print(f"{out}: done already; --force audits it anew", file=sys.stderr)
        return 0
    total = count_pages(sources)
    workers, total = choose_workers(workers, total), None if shard else total
    audit = partial(audit_pages, settings=settings, workers=workers, originals=originals, tools=tools, seconds=seconds)
    marked = f"{tools.signature}|originals:{originals or 'none'}"
    with Journal(out, marked, force=force) as journal, _interruptible(journal, total):
        if journal.resumed and not quiet:
            print(f"going on: {journal.resumed} pages were done when the last run was stopped", file=sys.stderr)
        pages = read_pages(sources, settings.pages)
        results = journal.results(shard.pages(pages) if shard else pages, audit)
        if shard:
            results, manifest["shard"] = shard.results(results), shard.known
        shown = progress(results, total, quiet, "page")
        outcome = write_audits(shown, out, tools, manifest, decisions or out / DECISIONS)
        journal.finish()
    if not quiet:
        report_outcome(outcome, out)
    if not outcome.pages and not outcome.failures and shard is None:
        raise InputError(f"{', '.join(paths)}: expected pages, found no rows")
    return exit_code(outcome, settings)


def _with_links(settings: Settings, decisions: Path) -> Settings:
    """The settings with the file of decisions whose alignment by hand is used, where it holds one."""
    if settings.aligner.links is not None or not (links := read_links(decisions)):
        return settings
    print(f"{decisions}: {len(links)} decisions on alignment are used, the latest first", file=sys.stderr)
    return settings.model_copy(update={"aligner": settings.aligner.model_copy(update={"links": decisions})})


@contextmanager
def _interruptible(journal: Journal, total: int | None) -> Iterator[None]:
    """A run that is interrupted says how far it came."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        of = f" of {total}" if total else ""
        print(f"align: interrupted after {journal.done}{of} pages; the same command goes on", file=sys.stderr)
        raise


def _is_done(out: Path, wanted: Mapping[str, object]) -> bool:
    """Whether a run of the same pages, originals and settings stands whole in a folder."""
    try:
        found = read_manifest(out)
    except InputError:
        return False
    return all(found.get(name) == wanted[name] for name in ("signature", "inputs"))


def exit_code(outcome: Outcome, settings: Settings) -> int:
    """The exit code of a run, as documented: 2 and 3 for pages that failed, 1 for findings as grave as asked."""
    if outcome.failures:
        return 3 if outcome.pages else 2
    return 1 if outcome.worst_at_least(settings.fail_on) else 0


def _check_out(paths: list[str], out: Path, decisions: Path | None) -> None:
    """Refuse a folder whose verdicts would be lost, or that is the pages' own. Raises InputError."""
    for name in TABLES:
        refuse_to_lose(out / f"{name}.csv", lambda: Run(out, decisions), "take another --out")
    if any(Path(p).is_dir() and Path(p).resolve() == out.resolve() for p in paths):
        raise InputError(
            f"--out {out}: expected another folder than that of the pages; the next audit would read the tables as pages"
        )


def _fetched(paths: list[str], out: Path, settings: Settings, kinds: str, originals: Path | None, quiet: bool) -> Path | None:
    """The capture with what the web had, in the outputs' folder. Raises InputError where originals are given too."""
    from align.commands.originals import kinds_of, run_originals

    if originals is not None:
        raise InputError("expected --originals or --originals-from, found both; align originals adds to a capture of yours")
    if "-" in paths:
        raise InputError("--originals-from: expected files or folders, found stdin, which can be read once; use align originals")
    capture = out / CAPTURE
    run_originals(paths, capture, settings, kinds_of(kinds), quiet=quiet)
    return capture if capture.exists() else None


def _report_originals(outcome: Outcome) -> None:
    words = {"given": "given with the page", "alike": f"by a slug that differs, likeness from {outcome.least_alike:.2f}"}
    how = ", ".join(f"{n} {words.get(match, 'by ' + match)}" for match, n in outcome.matches.items())
    print(f"originals: {outcome.originals} of {outcome.looked_for} pages" + (f" ({how})" if how else ""), file=sys.stderr)
    for line in outcome.unmatched:
        print(f"  no original for {line}", file=sys.stderr)
    if outcome.looked_for - outcome.originals > len(outcome.unmatched):
        print("  … see the column original of pages.csv", file=sys.stderr)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def report_outcome(outcome: Outcome, out: Path) -> None:
    """Print what a run came to."""
    counts = ", ".join(f"{outcome.own[s]} {s}" for s in ("critical", "major", "minor", "info") if outcome.own[s])
    ours = outcome.severities.total() - outcome.own.total()
    about = f"findings about the pages: {counts or 'none'}" + (f"; about our rough English: {ours}" if ours else "")
    print(f"{_count(outcome.pages, 'page')}, {_count(outcome.sentences, 'sentence')}; {about}", file=sys.stderr)
    if outcome.pages:
        alone = f"; {outcome.alone} with nothing to be compared with" if outcome.alone else ""
        print(f"{outcome.named} of {_count(outcome.pages, 'page')} with a source{alone}", file=sys.stderr)
    if outcome.looked_for:
        _report_originals(outcome)
    for failure in outcome.failures[:10]:
        print(f"failed: {failure.reason}", file=sys.stderr)
    if outcome.failed > 10:
        print(f"… and {outcome.failed - 10} more in {out / 'failures.csv'}", file=sys.stderr)
    if outcome.pages:
        print(f"report: {out / 'report.html'}", file=sys.stderr)
    elif outcome.failures:
        print(f"no page could be audited, so there is no report; why: {out / 'failures.csv'}", file=sys.stderr)
