"""Tests of align.decisions.stats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import cli

from align.config import Settings
from align.decisions.decision import Subject
from align.decisions.stats import miss_rate, read_precision, wilson, with_reviewed
from align.errors import ConfigError
from align.report.jsonl import read_audits
from align.review.run import Run
from align.tools import load_tools


def test_stats_and_their_way_into_the_next_audit(folder: Path, tmp_path: Path) -> None:
    run = Run(folder)
    for subject in run.pages[0].findings:
        run.store.decide([subject], "false positive" if subject.check == "names" else "accepted", "anna")
    for k, key in enumerate(run.sample):
        run.store.decide([Subject(key, "row")], "missed" if k == 0 else "fine", "anna")
    path = tmp_path / "precision.yaml"
    answer = cli("review", str(folder), "--stats", "--write", str(path), "--json")
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0 and lines[-1]["missed"] == 1 and lines[-1]["rows"] == len(run.sample)
    table_ = read_precision(path)
    assert table_["numbers"]["id-en"][0] == 1.0
    tools = load_tools(Settings.model_validate({"checks": {"precision": str(path)}}))
    audit = next(read_audits(folder))
    numbers = [f for f in with_reviewed(audit.findings, tools.reviewed, audit.languages) if f.check == "numbers"]
    assert numbers[0].reviewed == 1.0
    path.write_text("numbers: 3")
    with pytest.raises(ConfigError, match="expected check: languages"):
        load_tools(Settings.model_validate({"checks": {"precision": str(path)}}))


def test_intervals() -> None:
    assert (round(wilson(8, 10).low, 3), round(wilson(8, 10).high, 3)) == (0.49, 0.943)  # Newcombe 1998, method 3
    assert wilson(0, 20).low == 0 and wilson(0, 20).high < 0.17
    assert miss_rate([], frozenset()).count == 0


def test_nothing_decided_writes_nothing(folder: Path, tmp_path: Path) -> None:
    answer = cli("review", str(folder), "--stats", "--write", str(tmp_path / "precision.yaml"))
    assert answer.returncode == 2 and "nothing was written" in answer.stderr and not (tmp_path / "precision.yaml").exists()
