"""What `align leaks` does: provenance, leaks and the headline, a line a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from align.auditing.siblings import link
from align.auditing.summaries import Summaries
from align.config import Settings
from align.engines.leaks import Leaked, leaks_in_order
from align.engines.pages import make_tools
from align.errors import InputError
from align.page import LIKELY, Failure
from align.pages import expand, read_pages
from align.report.tables import write_siblings


def run_leaks(
    paths: list[str], settings: Settings, *, english: bool, as_json: bool, siblings: Path | None = None, workers: int = 1
) -> int:
    """Print provenance and leaks of each page; write the pages that tell the same story to `siblings`."""
    tools = make_tools(settings, None)
    found = leaks_in_order(read_pages(expand(paths), settings.pages), settings, tools, workers, english=english)
    if siblings is None:
        return _print_leaks(found, paths, None, as_json=as_json)
    with TemporaryDirectory() as folder, Summaries(Path(folder)) as summaries:
        code = _print_leaks(found, paths, summaries, as_json=as_json)
        link(summaries, tools.embedder)
        write_siblings(siblings, summaries.links())
    return code


def _print_leaks(results: Iterable[Leaked | Failure], paths: list[str], summaries: Summaries | None, *, as_json: bool) -> int:
    failed = done = 0
    for result in results:
        if isinstance(result, Failure):
            failed += 1
            print(f"failed: {result.reason}", file=sys.stderr)
            continue
        done += 1
        print(json.dumps(result.found, ensure_ascii=False) if as_json else _leak_line(result))
        if summaries is not None:
            summaries.add(result.summary)
    if not done and not failed:
        raise InputError(f"{', '.join(paths)}: expected pages, found no rows")
    return (3 if done else 2) if failed else 0


def _leak_line(leaked: Leaked) -> str:
    """The same for people, a line a page."""
    provenance = leaked.found["provenance"]
    if not isinstance(provenance, dict):
        return f"{leaked.page}: no leaked source"
    title, shown = provenance["title"], (provenance["slug"] or "").replace("-", " ")
    if isinstance(title, dict) and title["confidence"] >= LIKELY:
        shown = title["text"]
        if title["evidence"] == "lattice":
            shown += f" (accents restored, {100 * title['confidence']:.0f}% sure)"
    created = f", created about {provenance['created']}" if provenance["created"] else ""
    return f"{leaked.page}: {provenance['publisher'] or provenance['host'] or 'newspaper unknown'}{created}: {shown}"
