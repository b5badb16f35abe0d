"""Odd inputs of `align check`: languages, settings, XML, closed streams."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from align.cli import app
from align.config import load
from align.errors import ConfigError, InputError
from align.pages.pairs import read_pairs

PAIRS = "source\ttarget\nAda 3.\tThere are 3.\n"
UNIT = '<tu><tuv xml:lang="vi"><seg>Có 3.</seg></tuv><tuv xml:lang="en"><seg>There are 3.</seg></tuv></tu>'


def told(path: Path, *options: str) -> str:
    return CliRunner().invoke(app, ["check", str(path), "--fast", *options]).stderr


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text(PAIRS, "utf-8")
    return path


@pytest.mark.parametrize("value", ["[", "*x", "!!python/object:os.system x"])
def test_a_setting_that_is_no_yaml_is_named(value: str) -> None:
    with pytest.raises(ConfigError, match="expected a value after ="):
        load(overrides=[f"checks.names.threshold={value}"])


def test_an_empty_section_is_one(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("checks:\n", "utf-8")
    assert load(tmp_path / "c.yaml", ["checks.estimator=none"]).checks.estimator == "none"


def test_a_far_off_key_gets_the_list() -> None:
    with pytest.raises(ConfigError, match="expected one of pages, translator"):
        load(overrides=["nosuch=1"])
    with pytest.raises(ConfigError, match="did you mean aligner"):
        load(overrides=["alinger.x=1"])


def test_languages_that_not_all_checks_know_are_said(pairs: Path) -> None:
    assert "source language zz" in told(pairs, "--source-lang", "zz")
    assert "en-id: the quality estimator knows" in told(pairs, "--source-lang", "english", "--target-lang", "id")
    pairs.write_text("source\ttarget\tsource_lang\nAda 3.\tThere are 3.\tid\nIl y a 3.\tThere are 3.\tfr\n", "utf-8")
    assert "source language fr" in told(pairs)


def test_xml_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "e.tmx").write_text(f'<!DOCTYPE t [<!ENTITY a "b">]><tmx><body>{UNIT}</body></tmx>', "utf-8")
    with pytest.raises(InputError, match="entity declarations"):
        list(read_pairs(str(tmp_path / "e.tmx"), "vi", "en"))
    (tmp_path / "v.tmx").write_text(f"<tmx><body>{UNIT}</body></tmx>", "utf-8")
    [pair] = read_pairs(str(tmp_path / "v.tmx"), "id", "en")
    assert "found vi, en; set --source-lang" in pair.bad
    (tmp_path / "v.tsv").write_text("<tmx></tmx>", "utf-8")
    with pytest.raises(InputError, match=r"ends in \.tmx"):
        list(read_pairs(str(tmp_path / "v.tsv"), "id", "en"))


def test_units_that_are_not_for_translation_are_left_out(tmp_path: Path) -> None:
    body = "".join(f"<trans-unit{a}><source>Ada.</source><target/></trans-unit>" for a in (' translate="no"', ""))
    (tmp_path / "x.sdlxliff").write_text(f"<xliff><file><body>{body}</body></file></xliff>", "utf-8")
    assert [p.row for p in read_pairs(str(tmp_path / "x.sdlxliff"), "id", "en")] == [2]


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
