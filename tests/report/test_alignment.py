"""Tests of align.report.alignment."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

from alignments import made

from align.report.alignment import show, write_csv, write_json, write_tmx

LEFT, RIGHT = ["=1+1", "b & <c>", "d\x01"], ["x", "y"]


FOUND = made(((0,), (0,)), ((1, 2), (1,)))


def test_csv_and_json() -> None:
    out = io.StringIO()
    write_csv(out, FOUND, LEFT, RIGHT)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().lstrip("\ufeff"))))
    assert [(r["status"], r["left_units"], r["right_units"], r["left"]) for r in rows] == [
        ("aligned", "1", "1", "'=1+1"),
        ("merged", "2 3", "2", "b & <c> d\x01"),
    ]
    out = io.StringIO()
    write_json(out, FOUND)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[1]["left"] == [1, 2] and lines[1]["status"] == "merged" and lines[-1]["related"] == 0.5


def test_tmx_is_well_formed_and_holds_both_sides() -> None:
    out = io.StringIO()
    write_tmx(out, FOUND, LEFT, RIGHT, ("vi", "id"))
    root = ElementTree.fromstring(out.getvalue())
    assert root.get("version") == "1.4" and root.find("header").get("srclang") == "vi"
    segments = [[seg.text for seg in unit.iter("seg")] for unit in root.iter("tu")]
    assert segments == [["=1+1", "x"], ["b & <c> d\ufffd", "y"]]
    langs = {v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in root.iter("tuv")}
    assert langs == {"vi", "id"}


def test_the_text_form_counts() -> None:
    out = io.StringIO()
    show(out, FOUND, LEFT, RIGHT)
    assert "3 and 2 units: 1 aligned, 1 merged; 0 dropped, 0 inserted" in out.getvalue()
