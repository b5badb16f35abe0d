"""Tests of align.commands.audit."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import run
from places import SEEDS


def test_same_input_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = run("audit", str(SEEDS), "--out", str(tmp_path / name), "--quiet", "--no-cache", "--set", "translator.batch=64")
        assert done.returncode == 0, done.stderr.decode()
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert len(files) == 9
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text("utf-8"))
    assert manifest["signature"].startswith("align:0.1.0|mt:bundled-1@")
    signature = json.loads((tmp_path / "one" / "audit.jsonl").read_text("utf-8").splitlines()[0])["signature"]
    assert signature == manifest["signature"]


def test_workers_give_the_same_bytes(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        done = run("audit", str(SEEDS), "--out", str(tmp_path / workers), "--quiet", "--workers", workers)
        assert done.returncode == 0, done.stderr.decode()
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_of_no_page_there_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    (tmp_path / "blank.txt").write_text("", "utf-8")
    done = run("audit", str(tmp_path / "empty.jsonl"), "--out", str(tmp_path / "one"))
    assert done.returncode == 2 and b"expected pages, found no rows" in done.stderr and b"report:" not in done.stderr
    assert not [p for p in (tmp_path / "one").iterdir() if not p.name.startswith(".")]
    done = run("audit", str(tmp_path / "blank.txt"), "--out", str(tmp_path / "two"))
    assert done.returncode == 2 and b"no page could be audited" in done.stderr
    assert [p.name for p in (tmp_path / "two").iterdir()] == ["failures.csv"]
