"""Tests of align.beads.document_map."""

from __future__ import annotations

import pytest
from alignments import made

from align.beads.document_map import blocks, document_map


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
    shown = blocks(document_map(found))
    assert [(b.side, b.first, b.last, b.after) for b in shown] == [("left", 1, 3, 0)]
    assert shown[0].describe() == (
        "the texts drift apart at left unit 2: 3 units in a row (2 to 4) have no counterpart on the right after unit 1"
    )
    start = made(((), (0,)), ((), (1,)), ((), (2,)), ((0,), (3,)))
    assert blocks(document_map(start))[0].describe().endswith("(1 to 3) have no counterpart on the left at the start")


def test_inserted_units_between_drops_do_not_break_a_block() -> None:
    found = made(((0,), ()), ((), (0,)), ((1,), ()), ((2,), ()), ((3,), (1,)))
    assert [(b.side, b.first, b.last) for b in blocks(document_map(found))] == [("left", 0, 2)]


def test_rows_of_the_report_say_moved() -> None:
    from align.finding import Leg
    from align.page import Sentence, Span
    from align.report.rows import _matches

    def units(prefix: str) -> tuple[Sentence, ...]:
        return tuple(Sentence(f"{prefix}{k}", Span(k, k + 1), "body", "x", "id") for k in range(4))

    found = made(((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,)))
    leg = Leg("source", units("v"), units("p:"), found.beads, found.left_dropped, found.right_inserted, 1.0)
    assert [_matches(leg, page_is_left=False)[f"p:{k}"].status for k in range(4)] == ["aligned", "moved", "moved", "aligned"]
