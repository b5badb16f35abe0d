"""What the commands `audit`, `leaks` and `translate` do."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from align.audit import english_titles
from align.config import Settings, as_mapping
from align.decisions.store import DECISIONS
from align.engines.local import audit_pages, make_tools
from align.errors import InputError
from align.leaks.layout import read_layout
from align.leaks.provenance import find_provenance
from align.page import Page
from align.pages import count_pages, expand, read_pages
from align.pages.base import Failure
from align.pages.text import decode
from align.report.csv import write_siblings
from align.report.provenance_json import leaks_object
from align.report.writer import Outcome, write_audits
from align.review.run import Run
from align.review.sheets import TABLES, refuse_to_lose
from align.siblings import Summary, link, summarise

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
    results = audit_pages(read_pages(sources, settings.pages), settings, workers=workers, originals=originals)
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
    for failure in outcome.failures[:10]:
        print(f"failed: {failure.reason}", file=sys.stderr)
    if len(outcome.failures) > 10:
        print(f"… and {len(outcome.failures) - 10} more in {out / 'failures.csv'}", file=sys.stderr)
    print(f"report: {out / 'report.html'}", file=sys.stderr)


def run_leaks(paths: list[str], settings: Settings, *, english: bool, as_json: bool, siblings: Path | None = None) -> int:
    """Print provenance and leaks of each page; write the pages that tell the same story to `siblings`."""
    summaries: list[Summary] = []
    tools = make_tools(settings, None)
    failed = done = 0
    for page in read_pages(expand(paths), settings.pages):
        if isinstance(page, Failure):
            failed += 1
            print(f"failed: {page.reason}", file=sys.stderr)
            continue
        done += 1
        layout = read_layout(page.id, page.text, page.lang, tools.publishers)
        provenance = find_provenance(layout, tools.publishers)
        titles = english_titles(provenance, tools) if english else (None, None)
        found = leaks_object(page.id, provenance, layout.traces(), titles)
        print(json.dumps(found, ensure_ascii=False) if as_json else _leak_line(page, found))
        if siblings:
            summaries.append(summarise(page.id, provenance, layout.sentences))
    if not done and not failed:
        raise InputError(f"{', '.join(paths)}: expected pages, found no rows")
    if siblings:
        write_siblings(siblings, link(summaries, tools.embedder))
    return (3 if done else 2) if failed else 0


def _leak_line(page: Page, found: dict[str, object]) -> str:
    """The same for people, a line a page."""
    provenance = found["provenance"]
    if not isinstance(provenance, dict):
        return f"{page.id}: no leaked source"
    title = provenance["title"]
    shown = title["text"] if isinstance(title, dict) else (provenance["slug"] or "").replace("-", " ")
    if isinstance(title, dict) and title["evidence"] == "lattice":
        shown += f" (accents restored, {100 * title['confidence']:.0f}% sure)"
    created = f", created about {provenance['created']}" if provenance["created"] else ""
    return f"{page.id}: {provenance['publisher'] or provenance['host'] or 'newspaper unknown'}{created}: {shown}"


def run_translate(file: str, lang: str, settings: Settings, *, as_json: bool) -> int:
    """Translate a file line by line, in order; empty lines stay."""
    if lang not in ("id", "vi"):
        raise InputError(f"--from {lang}: expected id or vi")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: expected a readable text file: {error.strerror}") from error
    lines = decode(data, file).splitlines()
    tools = make_tools(settings, None)
    bar = tqdm(total=len(set(lines)), unit="line", disable=None, file=sys.stderr)
    with bar:
        results = tools.translator.translate([line.strip() for line in lines], lang, bar.update)
    for source, result in zip(lines, results, strict=True):
        if as_json:
            print(json.dumps({"source": source, "translation": result.text, "flags": list(result.flags)}, ensure_ascii=False))
        else:
            print(result.text)
    return 0
