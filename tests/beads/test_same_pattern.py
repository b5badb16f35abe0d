"""Rows of one pattern: the dropped one is said to be dropped."""

from __future__ import annotations

import pytest

from align.beads.same_pattern import split_merges
from align.finding import Bead

YEARS = [f"Năm {2014 + k}: {110 + 7 * k} tấn" for k in range(4)]


@pytest.mark.parametrize("gone", range(3))
def test_a_row_in_a_merge_without_its_numbers_is_dropped(gone: int) -> None:
    kept = 1 if gone == 0 else gone - 1
    pair = tuple(sorted((gone, kept)))
    right = [f"Tahun {2014 + kept}: {110 + 7 * kept} ton"]
    beads, dropped, inserted = split_merges([Bead(pair, (0,), 0.9, 0.8)], YEARS, right, ("vi", "id"))
    assert (dropped, inserted) == ([gone], [])
    assert sorted((b.left, b.right) for b in beads) == sorted([((kept,), (0,)), ((gone,), ())])
    assert [b.left for b in beads] == sorted(b.left for b in beads)


def test_a_row_that_was_added_is_inserted() -> None:
    rows = ["Tahun 2014: 110 ton", "Tahun 2015: 117 ton"]
    beads, dropped, inserted = split_merges([Bead((0,), (0, 1), 0.9, 0.8)], YEARS[:1], rows, ("vi", "id"))
    assert (dropped, inserted) == ([], [1])
    assert [(b.left, b.right) for b in beads] == [((0,), (0,)), ((), (1,))]


def test_a_true_merge_stays() -> None:
    merged = Bead((0, 1), (0,), 0.9, 0.8)
    right = ["Pada 2014 ada 110 ton dan pada 2015 ada 117 ton"]
    assert split_merges([merged], YEARS, right, ("vi", "id")) == ([merged], [], [])
    plain = ["Ông đến.", "Ông đi."]
    assert split_merges([merged], plain, ["Ia datang lalu pergi."], ("vi", "id")) == ([merged], [], [])
