"""Tests of align.review.run."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import cli

from align.errors import InputError
from align.review.run import Run


def test_the_sample_outlives_an_edited_table(folder: Path) -> None:
    drawn = Run(folder).sample
    assert drawn
    (folder / "sample.csv").write_text("page;key\n", "utf-16")
    assert Run(folder).sample == drawn


def test_damaged_runs_are_reported(folder: Path, tmp_path: Path) -> None:
    whole = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    for name, data in (
        ("manifest.json", b"null"), ("manifest.json", b"[" * 100_000), ("audit.jsonl", b""), ("audit.jsonl", b"[" * 100_000),
        ("audit.jsonl", whole["audit.jsonl"].replace(b'"score":', b'"score":"x","was":')), ("manifest.json", b'{"sample": 3}'),
    ):  # fmt: skip
        (folder / name).write_bytes(data)
        with pytest.raises(InputError):
            Run(folder)
        (folder / name).write_bytes(whole[name])
    for args in (("--write", str(tmp_path)), ("--write", str(tmp_path / "no" / "x.yaml"))):
        assert cli("review", str(folder), "--stats", *args).returncode == 2
    assert cli("review", str(folder), "--export", "jsonl", "--to", str(tmp_path)).returncode == 2
    assert not list(tmp_path.parent.glob(".partial-*"))
