"""Tests of align.cli."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from commandline import run
from places import ROOT, SEEDS


@pytest.mark.parametrize("command", [[], ["audit"], ["leaks"], ["pair"], ["check"], ["translate"]])
def test_help_is_quick_and_has_an_example(command: list[str]) -> None:
    code = "import sys; sys.argv=['align',*sys.argv[1:]]; import align.cli\ntry: align.cli.main()\nexcept SystemExit: pass\nassert 'torch' not in sys.modules"
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code, *command, "--help"], capture_output=True, cwd=ROOT)
    took = time.monotonic() - began
    assert done.returncode == 0, done.stderr.decode()
    assert b"Usage" in done.stdout and (not command or b"Example: " in done.stdout)
    assert took < 2.0, "half a second on an idle machine"


def test_what_runs_on_a_cpu_needs_neither_torch_nor_transformers(tmp_path: Path) -> None:
    """They take four seconds to load; CTranslate2 runs the translator and the estimator."""
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    code = (
        "import sys; sys.argv = ['align', 'audit', *sys.argv[1:]]; import align.cli\n"
        "try: align.cli.main()\nexcept SystemExit as done: assert done.code in (0, None), done.code\n"
        "assert not {'torch', 'transformers', 'datasets'} & set(sys.modules)"
    )
    (tmp_path / "page.txt").write_text("Presiden tiba di Jakarta pada hari Senin. Ia bertemu dengan para menteri.", "utf-8")
    arguments = [str(tmp_path / "page.txt"), "--out", str(tmp_path / "out"), "--no-cache", "--fail-on", "never"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr.decode()


def test_a_closed_pipe_is_no_failure() -> None:
    command = f"{sys.executable} -m align.cli leaks {SEEDS} {SEEDS} {SEEDS} {SEEDS} --no-english --json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=100, text=True)
    assert done.stdout.endswith("0\n") and "Traceback" not in done.stderr


def test_exit_codes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    none = run("audit", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert none.returncode == 2 and b"empty page" in none.stderr
    unknown = run("audit", "seeds", "--out", str(tmp_path / "out"), "--set", "alinger.x=1")
    assert unknown.returncode == 2 and b"did you mean aligner" in unknown.stderr
    assert run("leaks", "no/such/place").returncode == 2
    assert run("translate", "--from", "fr", stdin=b"x").returncode == 2
    assert run("audit").returncode == 2
