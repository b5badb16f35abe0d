"""Auditing many pages on one machine: in this process, or in several; results come in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from align.config import Settings
from align.errors import AlignError
from align.finding import Audit
from align.page import Failure, Page
from align.tools import Tools, load_tools

_tools: Tools | None = None


def audit_one(page: Page | Failure, tools: Tools) -> Audit | Failure:
    """The audit, or why there is none. Nothing but a bug in this package can end a run of many pages,
    and even that only costs its page."""
    from align.auditing.stages import audit_page

    if isinstance(page, Failure):
        return page
    try:
        return audit_page(page, tools)
    except AlignError as error:
        return Failure(page.id, str(error))
    except Exception as error:
        return Failure(page.id, f"{page.id}: unexpected {type(error).__name__}: {error}; please report this page")


def _start(settings: Settings, originals: Path | None, threads: int) -> None:
    global _tools
    os.environ["OMP_NUM_THREADS"] = str(threads)
    try:
        import torch

        torch.set_num_threads(threads)
    except ImportError:
        pass
    _tools = make_tools(settings, originals)


def make_tools(settings: Settings, originals: Path | None) -> Tools:
    """Tools with the originals at `originals`, where given."""
    if originals is None:
        return load_tools(settings)
    from align.originals.folder import load_originals

    return load_tools(settings, load_originals(originals))


def _work(page: Page | Failure) -> Audit | Failure:
    assert _tools is not None  # noqa: S101 - the pool's initializer ran
    return audit_one(page, _tools)


def audit_pages(
    pages: Iterable[Page | Failure], settings: Settings, *, workers: int = 1, originals: Path | None = None
) -> Iterator[Audit | Failure]:
    """Audits in the order of the pages. Each worker loads the models once; memory stays bounded."""
    if workers <= 1:
        tools = make_tools(settings, originals)
        for page in pages:
            yield audit_one(page, tools)
        return
    threads = max(1, (os.cpu_count() or 1) // workers)
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, initargs=(settings, originals, threads)
    ) as pool:
        waiting: deque[tuple[str, Future[Audit | Failure]]] = deque()
        for page in pages:
            waiting.append((page.id, pool.submit(_work, page)))
            if len(waiting) >= workers * 4:
                yield _collect(*waiting.popleft())
        while waiting:
            yield _collect(*waiting.popleft())


def _collect(page_id: str, future: Future[Audit | Failure]) -> Audit | Failure:
    try:
        return future.result()
    except BrokenProcessPool:
        return Failure(page_id, f"{page_id}: a worker process died (out of memory?); try --workers 1")
    except Exception as error:
        return Failure(page_id, f"{page_id}: unexpected {type(error).__name__}: {error}; please report this page")
