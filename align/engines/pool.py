"""Worker processes with one pipe each, results in order: a worker that dies costs its own item and no other.

An executor with one queue for all workers loses everything in flight when one of them is killed. Here each worker holds one
item at a time, so that the dead worker's item is known: it is tried once more while nothing else runs (another item may have
eaten the memory), then given up with the reason, and the worker is replaced.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from align.errors import EngineError

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST_DEATHS = 20  # in a row, with nothing done in between: then something else is wrong
AHEAD = 4  # items a worker that may be read before the first is given back


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of an item whose worker died twice, or took too long."""

    reason: str


@dataclass(slots=True)
class _Task:
    number: int
    item: Any
    tried: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: _Task | None = None
    deadline: float = float("inf")


class _ToParent(logging.Handler):
    """Hands log records to the parent, whose handlers decide what becomes of them."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), None, None
        with suppress(OSError):
            self._pipe.send(record)


def _serve(make: Callable[[], Callable[[Any], Any]], pipe: Connection) -> None:
    """A worker's life: make the function, answer items, end with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
    logging.getLogger("align").addHandler(_ToParent(pipe))
    work = make()
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(work(item))


class Pool(Generic[Item, Result]):
    """`workers` processes that answer items with the function that `make` gives; `make` and the items must be picklable.

    `seconds` is the limit for one item. Use as a context manager: leaving it ends the processes.
    """

    def __init__(self, make: Callable[[], Callable[[Item], Result]], workers: int, seconds: float | None = None) -> None:
        self._context, self._make, self._seconds = get_context("spawn"), make, seconds
        self._count, self._deaths = workers, 0
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()  # to be tried alone

    def __enter__(self) -> Pool[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def results(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | Lost]]:
        """Each item with its result, in the order of the items, which are read a few ahead.

        Raises EngineError after 20 deaths in a row.
        """
        done: dict[int, tuple[Item, Result | Lost]] = {}
        tasks = (_Task(number, item) for number, item in enumerate(items))
        due, read, ended = 0, 0, False
        while True:
            while due in done:
                yield done.pop(due)
                due += 1
            while not ended and not self._again and read - due < self._count * AHEAD and (free := self._free()):
                task = next(tasks, None)
                if task is None:
                    ended = True
                    break
                read += 1
                self._give(free, task)
            if self._again and not self._busy():
                self._give(self._free() or self._start(), self._again.popleft())
            if ended and due == read:
                return
            for task, result in self._collect():
                done[task.number] = (task.item, result)

    def _busy(self) -> list[_Worker]:
        return [w for w in self._workers if w.task is not None]

    def _free(self) -> _Worker | None:
        free = next((w for w in self._workers if w.task is None), None)
        return free or (self._start() if len(self._workers) < self._count else None)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._make, theirs), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _give(self, worker: _Worker, task: _Task) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self._seconds if self._seconds else float("inf")
        with suppress(OSError):  # it died while idle: its sentinel says so
            worker.pipe.send(task.item)

    def _collect(self) -> Iterator[tuple[_Task, Result | Lost]]:
        """Wait for the next answers, deaths and overruns."""
        busy = self._busy()
        nearest = min((w.deadline for w in busy), default=float("inf"))
        limit = None if nearest == float("inf") else max(0.0, nearest - time.monotonic())
        ready = set(wait([x for w in busy for x in (w.pipe, w.process.sentinel)], limit))
        for worker in busy:
            task = worker.task
            if task is None:
                continue
            if worker.pipe in ready or worker.process.sentinel in ready:
                try:
                    answer = worker.pipe.recv()
                except (EOFError, OSError):
                    yield from self._died(worker, task)
                    continue
                if isinstance(answer, logging.LogRecord):
                    logging.getLogger(answer.name).handle(answer)
                    continue
                worker.task, self._deaths = None, 0
                yield task, answer
            elif time.monotonic() >= worker.deadline:
                self._end(worker)
                yield task, Lost(f"took longer than {self._seconds:g} seconds; raise --page-timeout or leave it out")

    def _end(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)

    def _died(self, worker: _Worker, task: _Task) -> Iterator[tuple[_Task, Lost]]:
        worker.process.join()
        code = worker.process.exitcode or 0
        self._end(worker)
        self._deaths += 1
        task.tried += 1
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        if self._deaths >= MOST_DEATHS:
            raise EngineError(f"{self._deaths} worker processes died in a row, the last with {how}; try --workers 1")
        if task.tried == 1:
            self._again.append(task)
        else:
            yield task, Lost(f"its worker process died twice, the last time with {how} (out of memory?)")
