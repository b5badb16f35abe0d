"""Tests of align.report.differences."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import cli
from reviewing import make_folder

from align.report.differences import compare, read_side, word_diff
from align.tools import Tools


def test_diff_of_two_audits(tools: Tools, folder: Path, tmp_path: Path) -> None:
    assert list(compare(read_side(folder), read_side(folder))) == []
    moved = make_folder(tools, tmp_path / "moved", first="Selamat pagi. ")
    changes = {c.change for c in compare(read_side(folder), read_side(moved))}
    assert {"moved", "text"} <= changes and "gone" not in changes
    lines = (folder / "audit.jsonl").read_text("utf-8").splitlines()
    audit = json.loads(lines[0])
    audit["findings"] = [f for f in audit["findings"] if f["check"] != "numbers"]
    (tmp_path / "less").mkdir()
    (tmp_path / "less" / "audit.jsonl").write_text("\n".join([json.dumps(audit), *lines[1:]]) + "\n", "utf-8")
    gone = cli("diff", str(folder), str(tmp_path / "less"), "--json")
    shown = [json.loads(line) for line in gone.stdout.splitlines()]
    assert gone.returncode == 1 and {t["change"] for t in shown} == {"gone"} and {t["check"] for t in shown} == {"numbers"}
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "audit.jsonl").write_text("\n".join(lines[:2]) + "\n", "utf-8")
    shown = [c.change for c in compare(read_side(folder), read_side(tmp_path / "two"))]
    assert (
        "page gone" in shown
        and [c.change for c in compare(read_side(tmp_path / "two"), read_side(folder))].count("page new") == 1
    )
    assert word_diff("a b c", "a x c d") == "a [-b-] {+x+} c {+d+}"
    assert cli("diff", str(folder), str(tmp_path)).returncode == 2
