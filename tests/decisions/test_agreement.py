"""Tests of align.decisions.agreement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import cli

from align.decisions.agreement import agreements, cohens_kappa
from align.decisions.decision import Decision, Subject
from align.review.run import Run


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0),
        ([("a", "b"), ("b", "a")], -1.0),
        ([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15, 0.4),  # Cohen's own kind of table
        ([("a", "a"), ("a", "a")], None),
        ([], None),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], kappa: float | None) -> None:
    assert cohens_kappa(pairs) == (None if kappa is None else pytest.approx(kappa))


def test_checks_and_reviewers_are_kept_apart() -> None:
    def said(check: str, key: str, **verdicts: str) -> list[Decision]:
        return [Decision(Subject(key, "finding", check), verdict, "", who, "") for who, verdict in verdicts.items()]

    found = agreements([
        said("numbers", "f1", anna="accepted", budi="won't fix"),  # both: it is right
        said("numbers", "f2", anna="false positive", budi="accepted"),
        said("names", "f3", anna="accepted", budi="accepted", cici="false positive"),
        said("names", "f4", anna="accepted"),
        [Decision(Subject("r1", "row"), "fine", "", who, "") for who in ("anna", "budi")],
    ])  # fmt: skip
    assert [(a.check, a.reviewers, a.both, a.same) for a in found if a.reviewers == ("anna", "budi")] == [
        ("names", ("anna", "budi"), 1, 1), ("numbers", ("anna", "budi"), 2, 1), ("all", ("anna", "budi"), 3, 2),
    ]  # fmt: skip
    assert [(a.both, a.same) for a in found if a.reviewers == ("budi", "cici")] == [(1, 0), (1, 0)]


def test_stats_say_it(folder: Path) -> None:
    run = Run(folder)
    for number, subject in enumerate(run.pages[0].findings):
        run.store.decide([subject], "accepted", "anna")
        run.store.decide([subject], "false positive" if number == 0 else "accepted", "budi")
    lines = [json.loads(line) for line in cli("review", str(folder), "--stats", "--json").stdout.splitlines()]
    [whole] = [line for line in lines if line.get("agreement") == "all"]
    assert whole["reviewers"] == ["anna", "budi"] and whole["both"] - whole["same"] == 1
