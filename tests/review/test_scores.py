"""Tests of align.review.scores."""

from __future__ import annotations

from pathlib import Path

import pytest
from reviewing import finding

from align.decisions.decision import Change
from align.errors import InputError
from align.review.run import Run
from align.review.scores import PRESETS, Scored, score, scored_rows, weights_of


def points(run: Run, preset: str = "google") -> list[dict[str, float]]:
    rows = scored_rows(run.audits(), run.store.current(), PRESETS[preset])
    return [dict(row.points) for row in rows if row.points]


def test_points_are_those_of_what_reviewers_found_right_and_marked(folder: Path) -> None:
    run = Run(folder)
    numbers = finding(run, "numbers")
    row = next(key for key, segment in run.pages[0].rows.items() if segment == numbers.segment)
    mine = [s for s in run.pages[0].findings if s.segment == numbers.segment]
    run.store.decide(mine, "false positive", "anna")
    assert points(run) == [{"anna": 0.0}]
    run.store.decide([numbers], "accepted", "anna")
    assert points(run) == [{"anna": 25.0}]  # critical
    run.store.decide(
        [numbers], "accepted", "anna", change=Change(severity="minor", category="Linguistic conventions/Punctuation")
    )
    assert points(run) == [{"anna": 0.1}] and points(run, "mqm-core") == [{"anna": 1.0}]
    run.store.decide([run.mark(row, 0, "english", 0, 6)], "error", "ben", change=Change("", "Accuracy/Omission", "major"))
    assert points(run) == [{"anna": 0.1, "ben": 5.0}]


def test_a_row_of_which_a_reviewer_left_findings_open_is_not_read(folder: Path) -> None:
    run = Run(folder)
    by_segment: dict[str, list] = {}
    for subject in run.pages[0].findings:
        by_segment.setdefault(subject.segment, []).append(subject)
    several = next((s for s in by_segment.values() if len(s) > 1), None)
    if several is None:
        pytest.skip("no row has two findings")
    run.store.decide(several[:1], "accepted", "anna")
    assert points(run) == []


def test_a_row_called_missed_without_marked_words_counts_as_one_major_error(folder: Path) -> None:
    run = Run(folder)
    key = next(iter(run.pages[2].rows))
    run.store.decide([run.row(key, 2)], "missed", "anna")  # type: ignore[list-item]
    assert points(run) == [{"anna": 5.0}]
    run.store.decide([run.row(key, 2)], "fine", "anna")  # type: ignore[list-item]
    assert points(run) == [{"anna": 0.0}]


def test_a_score_has_an_interval_over_rows() -> None:
    rows = [Scored("p", 10, {"anna": value, "ben": value}, 0.0) for value in (0.0, 0.0, 5.0, 1.0) * 10]
    found = score([*rows, Scored("p", 10, {}, 0.0)])
    assert found is not None and found.rows == 40 and found.points == 1.5 and found.per_100_words == 15.0
    assert found.low < 1.5 < found.high and found == score(rows)
    assert score([]) is None


def test_weights_are_presets_or_points() -> None:
    assert weights_of("minor=2,major=3,critical=4").of("Accuracy/Omission", "major") == 3
    for bad in ("", "googel", "minor=x", "fatal=3", "minor=-1", "minor=nan"):
        with pytest.raises(InputError, match="--weights"):
            weights_of(bad)
