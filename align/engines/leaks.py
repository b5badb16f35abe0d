"""Reading many pages for their leaks alone: in this process, or in several; results come in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from align.auditing.stages import english_titles
from align.auditing.summaries import Summary, summarise
from align.config import Settings
from align.engines.pages import make_tools
from align.engines.pool import Lost, Pool
from align.errors import AlignError, ModelError
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


def read_leaks(page: Page | Failure, tools: Tools, *, english: bool) -> Leaked | Failure:
    """The leaks of a page, or why there are none. Raises ModelError."""
    if isinstance(page, Failure):
        return page
    try:
        layout = read_layout(page.id, page.text, page.lang, tools.publishers)
        provenance = find_provenance(layout, tools.publishers, page.address)
        titles = english_titles(provenance, tools) if english else (None, None)
        found = leaks_object(page.id, provenance, layout.traces(), titles)
        return Leaked(page.id, found, summarise(page.id, provenance, layout.sentences))
    except ModelError:
        raise
    except AlignError as error:
        return Failure(page.id, str(error))
    except Exception as error:
        return Failure(page.id, f"{page.id}: unexpected {type(error).__name__}: {error}; please report this page")


def _in_worker(page: Page | Failure, tools: Tools, *, english: bool) -> Leaked | Failure | ModelError:
    """The same; an error that ends the run is handed to the parent."""
    try:
        return read_leaks(page, tools, english=english)
    except ModelError as error:
        return error


def _make_worker(settings: Settings, english: bool, threads: int) -> Callable[[Page | Failure], Leaked | Failure | ModelError]:
    os.environ["OMP_NUM_THREADS"] = str(threads)  # read by what runs models when it is loaded
    return partial(_in_worker, tools=make_tools(settings, None), english=english)


def leaks_in_order(
    pages: Iterable[Page | Failure], settings: Settings, tools: Tools, workers: int, *, english: bool
) -> Iterator[Leaked | Failure]:
    """The leaks of all pages. Several workers are processes of their own, and one that dies costs its page alone."""
    if workers <= 1:
        yield from (read_leaks(page, tools, english=english) for page in pages)
        return
    share = max(1, (os.cpu_count() or 1) // workers)
    with Pool[Page | Failure, Leaked | Failure | ModelError](partial(_make_worker, settings, english, share), workers) as pool:
        for page, result in pool.results(pages):
            if isinstance(result, ModelError):
                raise result
            yield Failure(page.id, f"{page.id}: {result.reason}") if isinstance(result, Lost) else result
