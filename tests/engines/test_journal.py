"""Tests of align.engines.journal, and of runs that are stopped at any moment."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from places import ROOT, SEEDS

from align.auditing.stages import audit_page
from align.engines.journal import NAME, Journal
from align.errors import InputError
from align.finding import Audit
from align.page import Failure, Page
from align.report.jsonl import audit_line
from align.tools import Tools

TEXTS = [f"Presiden tiba di Jakarta pada {n} Mei. Harga beras naik {n} persen." for n in range(1, 9)]
PAGES: list[Page | Failure] = [*(Page(f"p{n}", text) for n, text in enumerate(TEXTS)), Failure("bad", "bad: no text")]


class Engine:
    """Audits in this process and counts what it was asked; ends after `most` pages."""

    def __init__(self, tools: Tools, most: int = 99) -> None:
        self.tools, self.most, self.asked = tools, most, 0

    def __call__(self, pages: Iterable[Page | Failure]) -> Iterator[Audit | Failure]:
        for page in pages:
            if self.asked == self.most:
                raise KeyboardInterrupt
            self.asked += 1
            yield page if isinstance(page, Failure) else audit_page(page, self.tools)


def lines(results: Iterable[Audit | Failure]) -> list[str]:
    return [r.reason if isinstance(r, Failure) else audit_line(r) for r in results]


def test_a_run_goes_on_where_it_was_stopped(tools: Tools, tmp_path: Path) -> None:
    with Journal(tmp_path / "whole", "s") as journal:
        whole = lines(journal.results(PAGES, Engine(tools)))
        journal.finish()
    assert not (tmp_path / "whole" / NAME).exists()
    for most in (0, 3, 8):
        folder = tmp_path / str(most)
        with pytest.raises(KeyboardInterrupt), Journal(folder, "s") as journal:
            lines(journal.results(PAGES, Engine(tools, most)))
        with (folder / NAME).open("ab") as handle:
            handle.write(b'{"key": "half a li')
        engine = Engine(tools)
        shuffled = PAGES[::-1]  # another order, and one page more
        with Journal(folder, "s") as journal:
            assert journal.resumed == most
            assert lines(journal.results(shuffled, engine)) == whole[::-1]
        assert engine.asked == len(PAGES) - most


def test_a_page_that_changed_is_audited_anew(tools: Tools, tmp_path: Path) -> None:
    with Journal(tmp_path, "s") as journal:
        lines(journal.results(PAGES[:3], Engine(tools)))
    engine = Engine(tools)
    with Journal(tmp_path, "s") as journal:
        lines(journal.results([Page("p0", TEXTS[5]), *PAGES[1:3]], engine))
    assert engine.asked == 1


def test_other_settings_are_refused_unless_forced(tools: Tools, tmp_path: Path) -> None:
    with Journal(tmp_path, "one") as journal:
        lines(journal.results(PAGES[:3], Engine(tools)))
    with pytest.raises(InputError, match="expected a run of two, found one that was stopped, of one"):
        Journal(tmp_path, "two")
    with Journal(tmp_path, "two", force=True) as journal:
        assert journal.resumed == 0


def test_one_run_a_folder(tmp_path: Path) -> None:
    with Journal(tmp_path, "s"), pytest.raises(InputError, match="one is running there"):
        Journal(tmp_path, "s")
    with Journal(tmp_path, "s"):
        pass


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InputError, match="can be written"):
        Journal(tmp_path / "file", "s")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert subprocess.run(command(folder), cwd=ROOT, capture_output=True, timeout=300).returncode == 0
    return folder


def command(out: Path) -> list[str]:
    return [sys.executable, "-m", "align.cli", "audit", str(SEEDS), "--out", str(out), "--workers", "1"]


OUTPUTS = ("audit.jsonl", "findings.csv", "sentences.csv", "leaks.csv", "pages.csv", "sample.csv", "siblings.csv", "report.html")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_killed_again_and_again_gives_the_same_bytes(
    tmp_path: Path, undisturbed: Path, how: signal.Signals
) -> None:
    out, rng = tmp_path / "out", random.Random(int(how))
    codes = set()
    for _ in range(3):
        process = subprocess.Popen(command(out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        time.sleep(rng.uniform(1.5, 9.0))
        process.send_signal(how)
        _, said = process.communicate(timeout=120)
        codes.add(process.returncode)
        if process.returncode == 0:
            break
        if how != signal.SIGKILL and "interrupted after" in said:
            assert "the same command goes on" in said
    assert codes <= {0, {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[how]} | (
        {-2, 1} if how == signal.SIGINT else {-15}
    )
    assert subprocess.run(command(out), cwd=ROOT, capture_output=True, timeout=300).returncode == 0
    assert not (out / NAME).exists() and not list(out.glob(".partial-*"))
    for name in OUTPUTS:
        assert (out / name).read_bytes() == (undisturbed / name).read_bytes(), name
    assert json.loads((out / "manifest.json").read_text("utf-8"))["pages"] == 5
