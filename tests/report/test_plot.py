"""Tests of align.report.plot."""

from __future__ import annotations

import re

from align.finding import Bead, Leg
from align.page import Sentence, Span
from align.report.plot import dot_plot, ribbons
from align.report.rows import Row


def leg(*beads: tuple[tuple[int, ...], tuple[int, ...]]) -> Leg:
    left, right = (
        tuple(
            Sentence(f"{mark}{k}", Span(k, k + 1), "body", "x", lang) for k in range(1 + max(p for b in beads for p in b[side]))
        )
        for side, (mark, lang) in enumerate((("s", "vi"), ("p", "id")))
    )
    made = tuple(Bead(a, b, 1.0, 0.5) for a, b in beads)
    return Leg("source", left, right, made, (0.0,) * len(left), (0.0,) * len(right))


def rows(of: Leg) -> list[Row]:
    return [Row(u.id, k, "body", "aligned", columns={"indonesian": (u,)}) for k, u in enumerate(of.right, start=1)]


def test_a_ribbon_a_bead_leads_to_its_row() -> None:
    some = leg(((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,)), ((4,), (3,)))
    drawn = str(ribbons(some, rows(some), 7))
    assert re.findall('class="(bead|gone|new)"', drawn) == ["bead", "bead", "gone", "new", "bead"]
    assert re.findall('href="#r7-([0-9]+)"', drawn) == ["1", "2", "0", "3", "4"]
    assert "M200.0 0H600.0L500.0 36H250.0Z" in drawn  # two of five units above, one of four below


def test_nothing_is_drawn_of_nothing() -> None:
    assert ribbons(None, [], 0) == "" and ribbons(leg(((0,), (0,))), [], 0) == ""
    assert dot_plot(None) == "" and dot_plot(leg(((0,), (0,)))) == ""


def test_dots_are_gone_new_and_beads() -> None:
    some = leg(*(((k,), (k,)) for k in range(6)), ((6,), ()), ((), (6,)))
    assert re.findall('class="(bead|gone|new)"', str(dot_plot(some))) == ["bead"] * 6 + ["gone", "new"]
