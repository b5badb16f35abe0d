"""The pool: results in order, and a worker that dies costs its own item."""

from __future__ import annotations

import logging
import os
import random
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from align.engines.pool import MOST_DEATHS, Lost, Pool
from align.errors import EngineError

KILLS = 3


def work(item: int, *, log: str = "") -> int:
    if item == KILLS:
        os._exit(7)
    if item == -1:
        time.sleep(60)
    if item == -2:
        logging.getLogger("align.test").warning("worker says %s", item)
    if item >= 1000:
        time.sleep(0.01)
    return item * 2


def make() -> Any:
    return work


def dead() -> Any:
    os._exit(3)


def test_results_come_in_order_and_a_deadly_item_alone_is_lost() -> None:
    with Pool[int, int](make, 2) as pool:
        results = list(pool.results(range(12)))
    assert [item for item, _ in results] == list(range(12))
    lost = [(item, result) for item, result in results if isinstance(result, Lost)]
    assert [item for item, _ in lost] == [KILLS]
    assert "exit code 7" in lost[0][1].reason
    assert all(result == item * 2 for item, result in results if item != KILLS)


def test_an_item_that_takes_too_long_is_lost() -> None:
    with Pool[int, int](make, 2, seconds=4) as pool:
        results = dict(pool.results([1, -1, 2]))
    assert results[1] == 2 and results[2] == 4
    assert isinstance(results[-1], Lost) and "4 seconds" in results[-1].reason


def test_log_records_of_workers_reach_the_parent(caplog: pytest.LogCaptureFixture) -> None:
    with Pool[int, int](make, 1) as pool:
        assert dict(pool.results([-2])) == {-2: -4}
    assert "worker says -2" in caplog.text


def test_workers_that_never_live_end_the_run() -> None:
    with pytest.raises(EngineError, match=f"{MOST_DEATHS} worker processes died in a row"), Pool[int, int](dead, 2) as pool:
        list(pool.results(range(100)))


@pytest.mark.slow
def test_kills_from_outside_lose_nothing() -> None:
    """Each killed worker's item is tried again; only one hit twice is given up."""
    items, rng, over = range(1000, 1300), random.Random(5), threading.Event()
    with Pool[int, int](make, 2) as pool:

        def kill() -> None:
            while not over.wait(rng.uniform(0.2, 0.6)):
                pids = [w.process.pid for w in list(pool._workers) if w.process.pid]
                if pids:
                    os.kill(rng.choice(pids), signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            results = list(pool.results(items))
        finally:
            over.set()
            killer.join()
    assert [item for item, _ in results] == list(items)
    assert sum(isinstance(result, Lost) for _, result in results) <= 3
    assert all(result == item * 2 for item, result in results if not isinstance(result, Lost))


def test_the_parents_death_ends_its_workers(tmp_path: Any) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, sys, time\n"
        "from align.engines.pool import Pool\n"
        "def work(item):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(600)\n"
        "def make():\n"
        "    return work\n"
        "if __name__ == '__main__':\n"
        "    with Pool(make, 1) as pool:\n"
        "        list(pool.results([1]))\n"
    )
    import subprocess
    import sys

    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{worker}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail(f"worker {worker} outlived its parent")
