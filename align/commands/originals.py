"""`align originals`: the missing originals of pages, fetched into a web capture."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from align.commands.options import progress
from align.config import Settings
from align.errors import InputError
from align.page import Failure, Provenance
from align.pages import expand, read_pages
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers

KINDS = frozenset({"web", "archive"})


def kinds_of(asked: str) -> frozenset[str]:
    """The kinds of sources in `web,archive`. Raises InputError."""
    kinds = frozenset(part.strip() for part in asked.split(",") if part.strip())
    if not kinds or not kinds <= KINDS:
        raise InputError(f"expected web, archive or both with a comma, found {asked!r}")
    return kinds


def run_originals(paths: list[str], out: Path, settings: Settings, kinds: frozenset[str], *, quiet: bool) -> int:
    """Fetch what is missing in `out`; 0 where every page that names a source has its original, 3 where some have none."""
    try:
        from align.originals.web.client import Client
        from align.originals.web.collect import collect
        from align.originals.web.sources import sources_of
    except ImportError as error:
        raise InputError(f"originals from the web need more packages: {error}; pip install 'align[originals]'") from error
    client = Client(settings.web)
    counts, missing = Counter[str](), []
    try:
        found = collect(_provenances(paths, settings), out, client, sources_of(settings.web, kinds))
        for page, outcome in progress(found, None, quiet, "page"):
            if not page:
                counts["budget"] += 1
                print(f"align originals: ended early: {outcome}; the same command goes on from here", file=sys.stderr)
                break
            counts[outcome.partition(":")[0]] += 1
            if outcome.startswith(("missing", "unreachable")):
                missing.append(f"{page}: {outcome}")
    finally:
        client.close()
    if not quiet:
        _report(counts, missing, out, client.requests, client.received)
    if not counts:
        raise InputError(f"{', '.join(paths)}: expected pages, found no rows")
    return 3 if counts["missing"] or counts["unreachable"] or counts["budget"] else 0


def _provenances(paths: list[str], settings: Settings) -> Iterator[tuple[str, Provenance | None]]:
    publishers = load_publishers(settings.leaks.publishers)
    for page in read_pages(expand(paths), settings.pages):
        if isinstance(page, Failure):
            print(f"failed: {page.reason}", file=sys.stderr)
            continue
        layout = read_layout(page.id, page.text, page.lang, publishers)
        yield page.id, find_provenance(layout, publishers, page.address)


def _report(counts: Counter[str], missing: list[str], out: Path, requests: int, size: int) -> None:
    shown = ", ".join(f"{n} {name}" for name, n in sorted(counts.items()) if name != "budget")
    print(f"originals: {shown or 'none'}; {requests} requests, {size / 1e6:.1f} MB", file=sys.stderr)
    for line in missing[:10]:
        print(f"  {line[:300]}", file=sys.stderr)
    if len(missing) > 10:
        print(f"  … and {len(missing) - 10} more in {out}.index.jsonl", file=sys.stderr)
    if out.exists():
        print(f"kept in {out}: align audit PAGES --originals {out}", file=sys.stderr)
