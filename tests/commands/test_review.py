"""Tests of align.commands.review."""

from __future__ import annotations

from pathlib import Path

from commandline import cli


def test_usage_errors(folder: Path) -> None:
    for args in (("--export", "pdf"), ("--export", "tmx", "--leg", "leak"), ("--reviewer", "a, b"), ("--import", "none.csv")):
        answer = cli("review", str(folder), *args)
        assert answer.returncode == 2 and "expected" in answer.stderr and "Traceback" not in answer.stderr
