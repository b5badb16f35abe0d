"""Tests of align.checks.precision."""

from __future__ import annotations

from align.checks.precision import drop_precision, expected_precision


def test_precision_rises_with_the_score() -> None:
    for check in ("numbers", "names", "negation", "omission"):
        steps = [expected_precision(check, "id", "en", s / 20) for s in range(21)]
        assert all(s is not None for s in steps) and steps == sorted(steps)
    assert expected_precision("omission", "de", "fr", 0.9) is None


def test_a_drop_is_as_right_as_was_measured() -> None:
    steps = [drop_precision(p / 100) for p in range(50, 101)]
    assert steps == sorted(steps) and steps[0] == 0.42 and steps[-1] == 0.99
