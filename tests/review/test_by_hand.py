"""Tests of align.review.by_hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import cli
from reviewing import HOSTILE, INDONESIAN, VIETNAMESE

from align.decisions.links import Link, links_of
from align.errors import InputError
from align.review import by_hand
from align.review.run import Run


def said(run: Run, row: int, how: str, order: int = 0) -> list[Link]:
    audit, rows = run.page(0)
    return by_hand.links(audit, rows, rows[row], how, order)


def test_rows_are_merged_split_unlinked_and_linked(folder: Path) -> None:
    run, vi = Run(folder), VIETNAMESE.split("\n")
    (merged,) = said(run, 1, "merge")
    assert (len(merged.left), len(merged.right)) == (2, 1) and merged.left == (vi[1], vi[2])
    own = merged_right(run, 0)
    assert said(run, 0, "unlink") == [Link("source", (vi[0],), (), own), Link("source", (), own, (vi[0],))]
    (to,) = said(run, 2, "to", 4)
    assert to.left == (vi[2],) and to.right == merged_right(run, 3)


def merged_right(run: Run, row: int) -> tuple[str, ...]:
    return (run.page(0)[1][row].indonesian,)


@pytest.mark.parametrize(
    ("row", "how", "order"), [(0, "split", 0), (2, "unlink", 0), (3, "merge", 0), (0, "to", 99), (0, "turn", 0)]
)
def test_what_would_say_nothing_is_refused(folder: Path, row: int, how: str, order: int) -> None:
    with pytest.raises(InputError, match="expected"):
        said(Run(folder), row, how, order)


def test_a_page_without_another_text_has_no_alignment(folder: Path) -> None:
    audit, rows = Run(folder).page(1)
    assert audit.page.text == HOSTILE
    with pytest.raises(InputError, match="an original or a given English"):
        by_hand.links(audit, rows, rows[0], "unlink", 0)


def test_the_next_audit_into_the_folder_uses_it(folder: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "pages.jsonl", tmp_path / "out"
    english = "The president arrived in Jakarta on Monday. Floods hit three provinces in central Vietnam."
    table.write_text(json.dumps({"id": "satu", "text": INDONESIAN, "english": english}), "utf-8")
    command = ("audit", str(table), "--out", str(out), "--set", "checks.estimator=none")
    assert cli(*command).returncode in (0, 1)
    run = Run(out)
    _, rows = run.page(0)
    row = next(r for r in rows if r.status == "dropped")
    run.store.decide(run.links(row.key, 0, "to", 1), "linked", "anna")
    assert len(links_of(run.store.current())) == 1
    answer = cli(*command)
    assert "1 decisions on alignment are used" in answer.stderr
    again = {r.indonesian: r.english for r in Run(out).page(0)[1]}
    assert again[row.indonesian] == rows[0].english and again[rows[0].indonesian] == ""
