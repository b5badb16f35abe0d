"""Tests of align.models.conversion."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from align.errors import ModelError
from align.models.conversion import made_once, opened, threads


@pytest.mark.parametrize(
    ("said", "wanted"), [("2", 2), ("2,1", 2), (" 3 ", 3), ("", 0), ("0", 0), ("-1", 0), ("1.0", 0), ("many", 0), ("²", 0)]
)
def test_threads_are_what_openmp_is_told(said: str, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", said)
    assert threads() == (wanted or os.cpu_count())


def make(_work: Path, out: Path) -> None:
    out.mkdir()
    (out / "model.bin").write_text("whole")


def load(folder: str) -> str:
    text = (Path(folder) / "model.bin").read_text()
    if text != "whole":
        raise RuntimeError("File model.bin is incomplete")
    return text


def test_a_damaged_conversion_is_made_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "kept" / "model-int8"
    assert opened(lambda: made_once(folder, make), load) == "whole"
    (folder / "model.bin").write_text("wh")
    assert opened(lambda: made_once(folder, make), load) == "whole"
    assert "cannot be read (File model.bin is incomplete); it is converted anew" in caplog.text
    assert [path.name for path in folder.parent.iterdir()] == ["model-int8"]

    def broken(_folder: str) -> str:
        raise RuntimeError("unknown version")

    with pytest.raises(ModelError, match=r"found one that cannot be read: unknown version; delete it"):
        opened(lambda: made_once(folder, make), broken)


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / "model-int8"
    folder.mkdir()
    (folder / "config.json").write_text("{}")  # and no model
    old, new = tmp_path / "converting-old", tmp_path / "converting-new"
    for left in (old, new):
        left.mkdir()
    os.utime(old, (0, 0))
    assert load(str(made_once(folder, make))) == "whole"
    assert not old.exists() and new.exists()
