"""The document map: statuses, missing blocks in words, and its forms on paper."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from align.beads.aligner import Alignment
from align.beads.document_map import blocks, document_map
from align.finding import Bead
from align.report.alignment import show, write_csv, write_json, write_tmx


def made(*pairs: tuple[tuple[int, ...], tuple[int, ...]]) -> Alignment:
    beads = tuple(Bead(a, b, 0.9, 0.5 if a and b else 0.0) for a, b in pairs)
    left = tuple(
        1.0 if any(i in b.left and not b.right for b in beads) else 0.0
        for i in range(1 + max((i for b in beads for i in b.left), default=-1))
    )
    right = tuple(
        1.0 if any(j in b.right and not b.left for b in beads) else 0.0
        for j in range(1 + max((j for b in beads for j in b.right), default=-1))
    )
    return Alignment(beads, left, right, 0.5)


@pytest.mark.parametrize(
    ("pairs", "statuses"),
    [
        ([((0,), (0,)), ((1, 2), (1,)), ((3,), (2, 3))], ["aligned", "merged", "split"]),
        ([((0,), ()), ((), (0,)), ((1, 2), (1, 2))], ["dropped", "inserted", "aligned"]),
        ([((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,))], ["aligned", "moved", "moved", "aligned"]),
        ([((0,), (3,)), ((1,), (0,)), ((2,), (1,)), ((3,), (2,))], ["moved", "aligned", "aligned", "aligned"]),
        ([((0,), (1,)), ((1,), (2,)), ((2,), (3,)), ((3,), (0,))], ["aligned", "aligned", "aligned", "moved"]),
        ([], []),
    ],
)
def test_statuses(pairs: list, statuses: list[str]) -> None:
    assert [entry.status for entry in document_map(made(*pairs))] == statuses


def test_a_missing_block_in_words() -> None:
    found = made(((0,), (0,)), ((1,), ()), ((2,), ()), ((3,), ()), ((4,), (1,)), ((), (2,)), ((5,), (3,)), ((6,), ()))
    told = blocks(document_map(found))
    assert [(b.side, b.first, b.last, b.after) for b in told] == [("left", 1, 3, 0)]
    assert told[0].describe() == (
        "the texts drift apart at left unit 2: 3 units in a row (2 to 4) have no counterpart on the right after unit 1"
    )
    start = made(((), (0,)), ((), (1,)), ((), (2,)), ((0,), (3,)))
    assert blocks(document_map(start))[0].describe().endswith("(1 to 3) have no counterpart on the left at the start")


def test_inserted_units_between_drops_do_not_break_a_block() -> None:
    found = made(((0,), ()), ((), (0,)), ((1,), ()), ((2,), ()), ((3,), (1,)))
    assert [(b.side, b.first, b.last) for b in blocks(document_map(found))] == [("left", 0, 2)]


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


def test_rows_of_the_report_say_moved() -> None:
    from align.finding import Leg
    from align.page import Sentence, Span
    from align.report.rows import _matches

    def units(prefix: str) -> tuple[Sentence, ...]:
        return tuple(Sentence(f"{prefix}{k}", Span(k, k + 1), "body", "x", "id") for k in range(4))

    found = made(((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,)))
    leg = Leg("source", units("v"), units("p:"), found.beads, found.left_dropped, found.right_inserted, 1.0)
    assert [_matches(leg, page_is_left=False)[f"p:{k}"].status for k in range(4)] == ["aligned", "moved", "moved", "aligned"]


def test_blank_lines_are_neutral_and_files_that_are_no_matrix_are_named(tmp_path) -> None:
    import numpy as np

    from align.commands.pair import align_files
    from align.config import load
    from align.errors import InputError
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
