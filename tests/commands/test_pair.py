"""Tests of align.commands.pair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import cli, run

from align.config import load
from align.errors import InputError


def test_pair_json_and_vectors(tmp_path: Path) -> None:
    import numpy as np

    (tmp_path / "a.lines").write_text("Tổng thống đến Jakarta hôm thứ Hai.\nGiá dầu thế giới tăng 5%.\n", "utf-8")
    (tmp_path / "b.lines").write_text("Presiden tiba di Jakarta pada hari Senin.\n", "utf-8")
    done = run("pair", str(tmp_path / "a.lines"), str(tmp_path / "b.lines"), "--json")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert lines[0]["left"] == [0] and lines[0]["right"] == [0] and lines[-1]["left_dropped"][1] > 0.5
    np.save(tmp_path / "a.npy", np.eye(2, 3))
    np.save(tmp_path / "b.npy", np.eye(1, 3))
    vectors = ["--vectors-left", str(tmp_path / "a.npy"), "--vectors-right", str(tmp_path / "b.npy")]
    assert run("pair", str(tmp_path / "a.lines"), str(tmp_path / "b.lines"), "--json", *vectors).returncode == 0
    wrong = run("pair", str(tmp_path / "b.lines"), str(tmp_path / "b.lines"), *vectors)
    assert wrong.returncode == 2 and b"expected shape" in wrong.stderr and b"Traceback" not in wrong.stderr


def test_blank_lines_are_neutral_and_files_that_are_no_matrix_are_named(tmp_path) -> None:
    import numpy as np

    from align.commands.pair import align_files
    from align.pages.units import read_vectors

    left = ["Presiden tiba di Jakarta.", "", "Harga minyak naik lima persen.", "Tim nasional menang."]
    right = ["The president arrived in Jakarta.", "Oil prices rose five percent.", " ", "", "The national team won."]
    found = align_files(left, right, ("id", "en"), (None, None), load(None))
    assert [(b.left, b.right) for b in found.beads] == [((0,), (0,)), ((2,), (1,)), ((3,), (4,))]
    assert len(found.left_dropped) == 4 and found.left_dropped[1] == 0.0 and len(found.right_inserted) == 5
    np.savez(tmp_path / "z.npz", a=np.ones((2, 2)))
    (tmp_path / "empty.npy").write_bytes(b"")
    np.save(tmp_path / "text.npy", np.array([["a"], ["b"]]))
    for name in ("z.npz", "empty.npy", "text.npy"):
        with pytest.raises(InputError, match="expected"):
            read_vectors(tmp_path / name, 2, "left")


def test_what_is_aligned_is_checked_where_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bộ trưởng đến Hà Nội năm 2005. Trời mưa to. Giá gạo tăng.", "utf-8")
    (tmp_path / "b.txt").write_text("Menteri tiba di Hanoi pada 2015. Hujan deras. Harga beras naik.", "utf-8")
    files = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    plain = cli("pair", *files)
    assert plain.returncode == 0 and "was not checked; --check does" in plain.stderr and "!" not in plain.stdout
    checked = cli("pair", *files, "--check", "--set", "checks.estimator=none", "--set", "fail_on=major")
    assert checked.returncode == 1 and "! critical 1 | 1  numbers: number changed: 2005 became 2015" in checked.stdout
    assert cli("pair", *files, "--check", "--tmx").returncode == 2
