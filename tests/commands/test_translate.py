"""Tests of align/commands/translate.py."""

from __future__ import annotations

import json
from pathlib import Path

from commandline import cli


def test_doubts_are_counted_on_stderr_or_stand_in_each_line(tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("Harga 20 juta dong.\n\nPolisi menangkap lima orang.\n", "utf-8")
    plain = cli("translate", str(lines))
    assert plain.returncode == 0 and len(plain.stdout.splitlines()) == 3 and plain.stdout.splitlines()[1] == ""
    found = [json.loads(line) for line in cli("translate", str(lines), "--json").stdout.splitlines()]
    assert found[1]["confidence"] is None and all(0 < found[k]["confidence"] <= 1 for k in (0, 2))
    flagged = sum(len(line["flags"]) for line in found)
    assert ("--json says which" in plain.stderr) == (flagged > 0)
    assert "dong" in found[0]["translation"]
