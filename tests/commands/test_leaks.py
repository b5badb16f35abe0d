"""Tests of align.commands.leaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commandline import run
from places import SEEDS


def test_leaks_json(tmp_path: Path) -> None:
    done = run("leaks", str(SEEDS), "--json")
    assert run("leaks", str(SEEDS), "--json", "--no-english").returncode == 0
    rows: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0 and len(rows) == 5
    first = rows[0]["provenance"]
    assert first["created"] == "2024-11-01T09:20:31.417+07:00" and first["created_precision"] == "millisecond"
    titles = [(p["title"]["confidence"] >= 0.5, bool(p["title_en"])) for p in (row["provenance"] for row in rows) if p]
    assert {sure == english for sure, english in titles} == {True} and len(titles) == 3  # an unsure headline gets no English
    assert all(row["provenance"] is None or row["provenance"]["slug_en"] for row in rows)
    restored = [row["provenance"] for row in rows if row["provenance"] and row["provenance"]["title"]["evidence"] == "lattice"]
    for found in restored:
        sure = [reading["confidence"] for reading in found["readings"]]
        assert len(sure) == 5 and sure == sorted(sure, reverse=True) and sum(sure) <= 1.001
        assert found["readings"][0]["text"] == found["title"]["text"]
    assert restored
    assert rows[3]["provenance"] is None and rows[3]["leaks"] == []
    text = (SEEDS / "000_eb67dc6db49b2c0e.txt").read_text("utf-8")
    leak = rows[0]["leaks"][0]
    assert leak["kind"] == "source" and text[leak["start"] : leak["end"]] == leak["text"]


URL = "https://thanhnien.vn/quan-doi-den-kursk-185241101092031417.htm"


def test_siblings_of_leaks(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from align.cli import app

    out = tmp_path / "siblings.csv"
    seeds = SEEDS
    result = CliRunner().invoke(app, ["leaks", str(seeds), "--no-english", "--siblings", str(out)])
    rows = out.read_text("utf-8-sig").splitlines()
    assert result.exit_code == 0 and rows[0].startswith('"kind","page"')
    assert any("001_f2e22d85aed30fff" in row and "000_eb67dc6db49b2c0e" in row for row in rows[1:])
