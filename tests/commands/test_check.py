"""Tests of align.commands.check."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import run
from typer.testing import CliRunner

from align.checks.registry import registry
from align.cli import app
from align.errors import InputError


def test_check_json_and_errors(tmp_path: Path) -> None:
    pairs = "source\ttarget\nAda 8.000 tentara.\tThere are 80,000 troops.\nYa.\tYes.\n"
    done = run("check", "-", "--json", "--fail-on", "critical", stdin=pairs.encode())
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1 and rows[0]["findings"][0]["check"] == "numbers" and rows[1]["findings"] == []
    assert set(rows[1]["scores"]) == set(registry())
    broken = run("check", "-", stdin=b"source\ttarget\na\tb\tc\n")
    assert broken.returncode == 2 and b"line 2: expected 2 columns, found 3" in broken.stderr
    assert run("check", "-", stdin=b"left\tright\n").returncode == 2


PAIRS = "source\ttarget\nAda 3.\tThere are 3.\n"


def stderr_of(path: Path, *options: str) -> str:
    return CliRunner().invoke(app, ["check", str(path), "--fast", *options]).stderr


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text(PAIRS, "utf-8")
    return path


def test_languages_that_not_all_checks_know_are_said(pairs: Path) -> None:
    assert "source language zz" in stderr_of(pairs, "--source-lang", "zz")
    assert "en-id: the quality estimator knows" in stderr_of(pairs, "--source-lang", "english", "--target-lang", "id")
    pairs.write_text("source\ttarget\tsource_lang\nAda 3.\tThere are 3.\tid\nIl y a 3.\tThere are 3.\tfr\n", "utf-8")
    assert "source language fr" in stderr_of(pairs)


@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), (">&-", 0), ("--json 2>&-", 0)])
def test_a_closed_stream_is_no_traceback(pairs: Path, closed: str, code: int) -> None:
    path = "-" if closed == "<&-" else str(pairs)
    done = subprocess.run(f"'{sys.executable}' -m align.cli check {path} --fast {closed}", shell=True, capture_output=True)
    assert done.returncode == code and b"Traceback" not in done.stderr and b"findings in" not in done.stdout


def test_the_folder_of_the_pages_is_no_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Pasukan tiba di Kursk.", "utf-8")
    done = CliRunner().invoke(app, ["audit", str(tmp_path), "--out", str(tmp_path)])
    assert isinstance(done.exception, InputError) and "another folder" in str(done.exception)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


runner = CliRunner()


def checked(path: Path, *more: str) -> tuple[int, list[dict], str]:
    result = runner.invoke(app, ["check", str(path), "--json", "--fast", *more])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines() if line], result.stderr


def test_a_bad_row_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("source\ttarget\nAda 3.\tThere are 4.\nrusak\nAda 5.\tThere are 5.\n", "utf-8")
    code, rows, shown = checked(tmp_path / "p.tsv")
    assert code == 3 and [r["row"] for r in rows] == [1, 3]
    assert "line 3: expected 2 columns, found 1" in shown


def test_swapped_columns_are_said(tmp_path: Path) -> None:
    line = "The president said that the troops have arrived in the city for the meeting.\tPresiden mengatakan bahwa pasukan itu telah tiba di kota untuk pertemuan.\n"
    (tmp_path / "p.tsv").write_text("source\ttarget\n" + line * 5, "utf-8")
    assert "columns look swapped" in checked(tmp_path / "p.tsv", "--source-lang", "id", "--target-lang", "en")[2]
    code, rows, said = checked(tmp_path / "p.tsv")  # with nothing asked for, the languages are those that the texts are in
    assert code == 0 and "read as en-id, not id-en" in said and not any(row["findings"] for row in rows)


def test_languages_are_those_that_the_file_states(tmp_path: Path) -> None:
    unit = (
        '<tu><tuv xml:lang="vi"><seg>Có 31 người ở đây.</seg></tuv><tuv xml:lang="id"><seg>Ada 13 orang di sini.</seg></tuv></tu>'
    )
    (tmp_path / "m.tmx").write_text(f'<tmx version="1.4"><header srclang="vi"/><body>{unit}</body></tmx>', "utf-8")
    code, rows, said = checked(tmp_path / "m.tmx")
    assert code == 0 and "read as" not in said and [f["check"] for f in rows[0]["findings"]] == ["numbers"]
    shown = runner.invoke(app, ["check", str(tmp_path / "m.tmx"), "--fast"]).stdout.splitlines()
    assert shown[0].split("\t")[:3] == ["row", "severity", "check"] and shown[1].endswith(
        "Có 31 người ở đây.\tAda 13 orang di sini."
    )


def test_swapped_columns_and_languages_that_are_unknown(tmp_path: Path) -> None:
    line = "The president said that the troops have arrived in the city for the meeting.\tPresiden mengatakan bahwa pasukan itu telah tiba di kota untuk pertemuan.\n"
    (tmp_path / "p.tsv").write_text("source\ttarget\n" + line * 5, "utf-8")
    assert "expected id, vi or en" in checked(tmp_path / "p.tsv", "--source-lang", "de")[2]


def test_several_workers_say_the_same(tmp_path: Path) -> None:
    rows = "".join(f"Ada {n} orang di Kursk.\tThere are {n + n % 3} people in Kursk.\n" for n in range(1100))
    (tmp_path / "p.tsv").write_text("source\ttarget\n" + rows, "utf-8")
    alone, together = checked(tmp_path / "p.tsv"), checked(tmp_path / "p.tsv", "--workers", "2")
    assert alone == together and len(alone[1]) == 1100


def test_rows_that_state_their_languages_keep_them(tmp_path: Path) -> None:
    rows = [("Harganya 2 miliar 350 juta rupiah.", "It costs 2.35 billion rupiah.", "id", "en")]
    rows += [
        ("Tổng thống phát biểu tại Hà Nội hôm thứ Sáu về ngân sách quốc gia.", "The president spoke in Hanoi on Friday about the national budget.", "vi", "en"),
        ("Người dân ở vùng ven biển được khuyến cáo không ra khơi trong tuần này.", "People in coastal areas were advised not to put to sea this week.", "vi", "en"),
    ] * 4  # fmt: skip
    path = tmp_path / "mixed.tsv"
    path.write_text("source\ttarget\tsource_lang\ttarget_lang\n" + "".join("\t".join(row) + "\n" for row in rows), "utf-8")
    done = run("check", str(path), "--fast", "--json")
    assert b"read as" not in done.stderr and not json.loads(done.stdout.splitlines()[0])["findings"]
