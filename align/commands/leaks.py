"""What `align leaks` does: provenance, leaks and the headline, a line a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from align.auditing.siblings import link
from align.auditing.stages import english_titles
from align.auditing.summaries import Summaries, summarise
from align.config import Settings
from align.engines.pages import make_tools
from align.errors import InputError
from align.page import LIKELY, Failure, Page
from align.pages import expand, read_pages
from align.report.json_objects import leaks_object
from align.report.tables import write_siblings
from align.tools import Tools
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance


def run_leaks(paths: list[str], settings: Settings, *, english: bool, as_json: bool, siblings: Path | None = None) -> int:
    """Print provenance and leaks of each page; write the pages that tell the same story to `siblings`."""
    tools = make_tools(settings, None)
    if siblings is None:
        return _print_leaks(paths, settings, tools, None, english=english, as_json=as_json)
    with TemporaryDirectory() as folder, Summaries(Path(folder)) as summaries:
        code = _print_leaks(paths, settings, tools, summaries, english=english, as_json=as_json)
        link(summaries, tools.embedder)
        write_siblings(siblings, summaries.links())
    return code


def _print_leaks(
    paths: list[str], settings: Settings, tools: Tools, summaries: Summaries | None, *, english: bool, as_json: bool
) -> int:
    failed = done = 0
    for page in read_pages(expand(paths), settings.pages):
        if isinstance(page, Failure):
            failed += 1
            print(f"failed: {page.reason}", file=sys.stderr)
            continue
        done += 1
        layout = read_layout(page.id, page.text, page.lang, tools.publishers)
        provenance = find_provenance(layout, tools.publishers, page.address)
        titles = english_titles(provenance, tools) if english else (None, None)
        found = leaks_object(page.id, provenance, layout.traces(), titles)
        print(json.dumps(found, ensure_ascii=False) if as_json else _leak_line(page, found))
        if summaries is not None:
            summaries.add(summarise(page.id, provenance, layout.sentences))
    if not done and not failed:
        raise InputError(f"{', '.join(paths)}: expected pages, found no rows")
    return (3 if done else 2) if failed else 0


def _leak_line(page: Page, found: dict[str, object]) -> str:
    """The same for people, a line a page."""
    provenance = found["provenance"]
    if not isinstance(provenance, dict):
        return f"{page.id}: no leaked source"
    title, shown = provenance["title"], (provenance["slug"] or "").replace("-", " ")
    if isinstance(title, dict) and title["confidence"] >= LIKELY:
        shown = title["text"]
        if title["evidence"] == "lattice":
            shown += f" (accents restored, {100 * title['confidence']:.0f}% sure)"
    created = f", created about {provenance['created']}" if provenance["created"] else ""
    return f"{page.id}: {provenance['publisher'] or provenance['host'] or 'newspaper unknown'}{created}: {shown}"
