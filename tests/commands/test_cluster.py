"""Tests of align.commands.cluster: shards on a local Ray."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from align.cli import app

TABLES = ("pages", "sentences", "findings", "leaks")
PAGES = 24


def test_what_ray_needs_is_said(tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_text("Pemerintah mengadakan rapat pada Senin pagi.\n", "utf-8")
    start = ["audit", str(page), "--out", str(tmp_path / "out"), "--engine", "ray"]
    assert "expected --shards K" in str(CliRunner().invoke(app, start).exception)
    assert "--shard: not with --engine ray" in str(CliRunner().invoke(app, [*start, "--shards", "2", "--shard", "1"]).exception)
    unknown = CliRunner().invoke(app, ["audit", str(page), "--out", "nowhere://x", "--engine", "ray", "--shards", "2"])
    assert "expected a folder, or an address" in str(unknown.exception)
    (tmp_path / "none").mkdir()
    empty = CliRunner().invoke(app, [*start, "--shards", "2", "--originals", str(tmp_path / "none")])
    assert "found none that can be read" in str(empty.exception)
    assert not (tmp_path / "out").exists()
    (tmp_path / "out" / "shards").mkdir(parents=True)
    (tmp_path / "out" / "shards" / "shard-00000-of-00004.json").write_text("{}", "utf-8")
    other = CliRunner().invoke(app, [*start, "--shards", "5"])
    assert "expected shards of 5, found shard-00000-of-00004" in str(other.exception)


def test_a_cluster_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra align[ray] is not installed")
    page = tmp_path / "p.txt"
    page.write_text("Pemerintah mengadakan rapat pada Senin pagi.\n", "utf-8")
    start = ["audit", str(page), "--out", str(tmp_path / "out"), "--engine", "ray", "--shards", "1", "--address", "127.0.0.1:1"]
    assert "found nothing that answers" in str(CliRunner().invoke(app, start).exception)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    days = "Senin Selasa Rabu Kamis".split()
    rows = [
        {"id": f"page-{k:02d}", "text": f"Rapat nomor {k} diadakan pada {days[k % 4]} pagi. Ada {k + 3} orang yang hadir."}
        for k in range(PAGES)
    ]
    rows.append({"id": "empty", "text": "   "})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def command(pages: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "align", "audit", str(pages), "--out", str(out), *more]


def on_ray(pages: Path, out: Path) -> list[str]:
    return command(pages, out, "--engine", "ray", "--shards", "6")


def rows_of(out: Path, table: str) -> list[tuple[str, ...]]:
    """The rows of a data set as texts, sorted."""

    def shown(value: object) -> str:
        text = f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return "" if value is None else text

    found = pq.read_table(out / table).to_pylist()
    return sorted(tuple(shown(value) for value in row.values()) for row in found)


def of_one_machine(folder: Path, table: str) -> list[tuple[str, ...]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return sorted(tuple(row) for row in list(csv.reader(handle))[1:])


def ray_tasks() -> list[int]:
    """Processes that audit a shard."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if b"ray::audit_shard" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def wait_for(seen: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if seen():
            return
        assert process.poll() is None, "the run ended before what was waited for"
        time.sleep(0.05)
    raise AssertionError("it never came")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the tasks of Ray in /proc")
def test_a_task_and_the_driver_may_be_killed(pages: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra align[ray] is not installed")
    out, plain = tmp_path / "ray", tmp_path / "plain"
    assert subprocess.run(command(pages, plain, "--quiet"), check=False).returncode == 3  # one page is empty
    first = subprocess.Popen(on_ray(pages, out), stderr=subprocess.PIPE, start_new_session=True)
    wait_for(ray_tasks, first)
    os.kill(ray_tasks()[0], signal.SIGKILL)  # a task: Ray starts its shard again
    wait_for(lambda: list(out.glob("shards/*.json")), first)
    os.killpg(first.pid, signal.SIGKILL)  # the driver
    first.wait()
    wait_done = time.monotonic() + 60
    while ray_tasks() and time.monotonic() < wait_done:
        time.sleep(0.2)
    again = subprocess.run(on_ray(pages, out), capture_output=True, check=False)
    assert again.returncode in (0, 3) and b"shards are done already" in again.stderr
    for table in TABLES:
        assert rows_of(out, table) == of_one_machine(plain, table), table
    assert [row[0] for row in rows_of(out, "failures")] == [row[0] for row in of_one_machine(plain, "failures")]
    merged = tmp_path / "merged"
    assert (
        subprocess.run([sys.executable, "-m", "align", "merge", str(out), "--out", str(merged), "-q"], check=False).returncode
        == 3
    )
    for table in TABLES:
        assert (merged / f"{table}.csv").read_bytes() == (plain / f"{table}.csv").read_bytes()
