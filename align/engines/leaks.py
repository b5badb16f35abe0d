"""Reading many pages for their leaks alone: in this process, or in several; results come in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from align.auditing.stages import english_titles
from align.auditing.summaries import Summary, summarise
from align.config import Settings
from align.engines.pages import guarded, in_processes, in_worker, make_tools, threads_of
from align.errors import ModelError
from align.page import Failure, Page
from align.report.json_objects import leaks_object
from align.tools import Tools
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance


@dataclass(frozen=True, slots=True)
class Leaked:
    """What one page leaks, as `align leaks --json` prints it, and what linking needs of it."""

    page: str
    found: dict[str, object]
    summary: Summary


def _leaks_of(page: Page, tools: Tools, english: bool) -> Leaked:
    layout = read_layout(page.id, page.text, page.lang, tools.publishers)
    provenance = find_provenance(layout, tools.publishers, page.address)
    titles = english_titles(provenance, tools) if english else (None, None)
    found = leaks_object(page.id, provenance, layout.traces(), titles)
    return Leaked(page.id, found, summarise(page.id, provenance, layout.sentences))


def read_leaks(page: Page | Failure, tools: Tools, *, english: bool) -> Leaked | Failure:
    """The leaks of a page, or why there are none. Raises ModelError."""
    return guarded(page, partial(_leaks_of, tools=tools, english=english))


def _make_worker(settings: Settings, english: bool, threads: int) -> Callable[[Page | Failure], Leaked | Failure | ModelError]:
    return in_worker(partial(read_leaks, tools=make_tools(settings, None), english=english), threads)


def leaks_in_order(
    pages: Iterable[Page | Failure], settings: Settings, tools: Tools, workers: int, *, english: bool
) -> Iterator[Leaked | Failure]:
    """The leaks of all pages; `workers`: this process, or several of their own."""
    if workers <= 1:
        yield from (read_leaks(page, tools, english=english) for page in pages)
        return
    yield from in_processes(pages, partial(_make_worker, settings, english, threads_of(workers)), workers)
