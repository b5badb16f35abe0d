"""Auditing many pages on one machine: in this process, or in several; results come in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from align.config import Settings
from align.engines.pool import Lost, Pool
from align.errors import AlignError, InputError, ModelError
from align.finding import Audit
from align.page import Failure, Page
from align.tools import Tools, load_tools

Result = TypeVar("Result")


def guarded(page: Page | Failure, run: Callable[[Page], Result]) -> Result | Failure:
    """What `run` gives for a page, or why there is nothing. Nothing but a model that cannot be opened, which no page can do
    without, ends a run of many pages; even a bug in this package only costs its page. Raises ModelError."""
    if isinstance(page, Failure):
        return page
    try:
        return run(page)
    except ModelError:
        raise
    except AlignError as error:
        return Failure(page.id, str(error))
    except Exception as error:
        return Failure(page.id, f"{page.id}: unexpected {type(error).__name__}: {error}; please report this page")


def audit_one(page: Page | Failure, tools: Tools) -> Audit | Failure:
    """The audit, or why there is none. Raises ModelError."""
    from align.auditing.stages import audit_page

    return guarded(page, partial(audit_page, tools=tools))


def make_tools(settings: Settings, originals: Path | None, *, given: bool = False) -> Tools:
    """Tools with the originals at `originals`. Raises InputError where there are none though they were `given`."""
    if originals is None:
        return load_tools(settings)
    from align.originals.folder import load_originals

    found = load_originals(originals)
    if given and not found:
        raise InputError(f"--originals {originals}: expected Vietnamese originals, found none that can be read")
    return load_tools(settings, found)


def _handed_over(page: Page | Failure, run: Callable[[Page | Failure], Result]) -> Result | ModelError:
    """What `run` gives in a worker process; an error that ends the run is handed to the parent."""
    try:
        return run(page)
    except ModelError as error:
        return error


def in_worker(run: Callable[[Page | Failure], Result], threads: int) -> Callable[[Page | Failure], Result | ModelError]:
    """What a worker process does with a page; its models load with the first, and use so many threads."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    return partial(_handed_over, run=run)


def threads_of(workers: int) -> int:
    """How many threads each of so many processes may use."""
    return max(1, (os.cpu_count() or 1) // workers)


def make_worker(
    settings: Settings, originals: Path | None, threads: int
) -> Callable[[Page | Failure], Audit | Failure | ModelError]:
    """Audits a page in a worker process."""
    return in_worker(partial(audit_one, tools=make_tools(settings, originals)), threads)


def in_processes(
    pages: Iterable[Page | Failure], make: Callable[[], Callable[[Page | Failure], Result | Failure | ModelError]], workers: int,
    seconds: float | None = None,
) -> Iterator[Result | Failure]:  # fmt: skip
    """The results of worker processes in the order of the pages; a process that dies costs its page alone. Raises ModelError."""
    with Pool[Page | Failure, Result | Failure | ModelError](make, workers, seconds) as pool:
        for page, result in pool.results(pages):
            if isinstance(result, ModelError):
                raise result
            yield Failure(page.id, f"{page.id}: {result.reason}") if isinstance(result, Lost) else result


def audit_pages(
    pages: Iterable[Page | Failure], settings: Settings, *, workers: int = 1, originals: Path | None = None,
    tools: Tools | None = None, seconds: float | None = None,
) -> Iterator[Audit | Failure]:  # fmt: skip
    """Audits in the order of the pages; memory stays bounded.

    One worker is this process (with `tools`, where they are made already), unless `seconds` limits the time of a page;
    several are processes of their own, each with its models, and one that dies costs its page alone.
    """
    tools = tools or make_tools(settings, originals)  # what cannot be opened is an error here, not the death of every worker
    if workers <= 1 and seconds is None:
        yield from (audit_one(page, tools) for page in pages)
        return
    make = partial(make_worker, settings, originals, threads_of(workers))
    yield from in_processes(pages, make, workers, seconds)
