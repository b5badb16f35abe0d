"""Tests of align.review.alpha."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.decisions.decision import Change
from align.review.alpha import span_alpha
from align.review.run import Run


def both_mark(run: Run, ends: tuple[int, int], categories: tuple[str, str]) -> None:
    for name, end, category in zip(("anna", "ben"), ends, categories, strict=True):
        for number, entry in enumerate(run.pages):
            for key in entry.rows:
                _, rows = run.page(number)
                text = next(r for r in rows if r.key == key).indonesian
                if len(text) > 30:
                    mark = run.mark(key, number, "indonesian", 0, end)
                    run.store.decide([mark], "error", name, change=Change("", category, "minor"))


def test_alpha_is_one_of_reviewers_who_mark_the_same_and_less_of_others(folder: Path, tmp_path: Path) -> None:
    run = Run(folder, tmp_path / "same.sqlite")
    assert span_alpha(run.audits(), run.store.current()) is None
    both_mark(run, (20, 20), ("Accuracy/Omission", "Accuracy/Omission"))
    same = span_alpha(run.audits(), run.store.current())
    assert same is not None and same.alpha == pytest.approx(1.0) and same.words >= 20
    other = Run(folder, tmp_path / "other.sqlite")
    both_mark(other, (8, 20), ("Accuracy/Omission", "Style/Unidiomatic style"))
    differ = span_alpha(other.audits(), other.store.current())
    assert differ is not None and differ.alpha is not None and differ.alpha < 0.5


def test_no_alpha_of_one_label(folder: Path) -> None:
    run = Run(folder)
    for name in ("anna", "ben"):
        run.store.decide([run.row(key, 0) for key in run.pages[0].rows], "fine", name)  # type: ignore[misc]
    found = span_alpha(run.audits(), run.store.current())
    assert found is not None and found.alpha is None and found.words >= 20
