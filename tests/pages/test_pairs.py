"""Tests of align.pages.pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import InputError
from align.pages.pairs import read_pairs

UNIT = '<tu><tuv xml:lang="vi"><seg>Có 3.</seg></tuv><tuv xml:lang="en"><seg>There are 3.</seg></tuv></tu>'


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
