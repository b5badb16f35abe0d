"""Tests of align.decisions.keys."""

from __future__ import annotations

from pathlib import Path

from reviewing import make_folder

from align.review.run import Run
from align.tools import Tools


def test_keys_outlive_renamed_files_and_moved_lines(tools: Tools, folder: Path, tmp_path: Path) -> None:
    moved = make_folder(tools, tmp_path / "moved", name="lain", first="Selamat pagi. ")
    before, after = ({s.key for s in Run(f).pages[0].findings if s.check != "inserted"} for f in (folder, moved))
    assert len(before) >= 3 and before <= after
