"""Tests of align.pages.separated: quotation marks in tables separated by tabs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.pages.separated import tab_separated


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('id\ttext\na\tP\nb\t"Q\nc\tP\nd\tP\n', [["id", "text"], ["a", "P"], ["b", '"Q'], ["c", "P"], ["d", "P"]]),
        ('id\ttext\na\t"x\ty"\n', [["id", "text"], ["a", "x\ty"]]),
        ('id\ttext\na\t"one\ntwo"\nb\tP\n', [["id", "text"], ["a", "one\ntwo"], ["b", "P"]]),
        ('id\ttext\na\t"say ""so"""\n', [["id", "text"], ["a", 'say "so"']]),
        ('id\ttext\nb\t"Q', [["id", "text"], ["b", '"Q']]),
        ("", []),
    ],
)  # fmt: skip
def test_a_stray_mark_swallows_no_row(text: str, rows: list[list[str]]) -> None:
    assert list(tab_separated(io.StringIO(text, newline=""))) == rows


@given(st.lists(st.lists(st.text("ab\t\n \"'", max_size=8), min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_csv_wrote_is_read_back_unless_it_holds_rows_of_the_tables_width(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    if not any("\n" in cell and "\t" in cell for row in rows for cell in row):
        assert list(tab_separated(io.StringIO(out.getvalue(), newline=""))) == rows
