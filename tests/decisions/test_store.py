"""Tests of align.decisions.store."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from commandline import table
from reviewing import finding, make_folder

from align.decisions.cells import summed
from align.decisions.decision import Subject
from align.decisions.store import Store
from align.errors import InputError
from align.review.run import Run
from align.tools import Tools


def test_decisions_are_kept_undone_and_disputed(folder: Path) -> None:
    run = Run(folder)
    store, numbers, dropped = run.store, finding(run, "numbers"), finding(run, "dropped")
    store.decide([numbers], "accepted", "anna", "see row 3")
    store.decide([numbers], "false positive", "ben")
    store.decide([numbers, dropped], "dismissed", "anna")
    shown = store.current()
    assert [(d.reviewer, d.verdict, d.note) for d in shown[numbers.key]] == [
        ("ben", "false positive", ""),
        ("anna", "dismissed", "see row 3"),
    ]
    assert summed(shown[numbers.key])["verdict"] == "conflict: false positive, dismissed"
    assert {s.key for s in store.undo("anna")} == {numbers.key, dropped.key}
    assert {k: v for k, v in summed(Store(store.path).current()[numbers.key]).items() if k != "exported"} == {
        "verdict": "conflict: accepted, false positive", "reviewer": "anna, ben", "note": "see row 3",
    }  # fmt: skip
    assert dropped.key not in store.current()
    assert store.undo("nobody") == []
    with pytest.raises(InputError, match="expected accepted, dismissed"):
        store.decide([numbers], "maybe", "anna")
    with sqlite3.connect(store.path) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_two_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite"
    Store(path)

    def work(reviewer: str) -> None:
        store = Store(path)
        for k in range(40):
            store.decide([Subject(f"f{k}", "finding")], "accepted", reviewer)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("anna", "ben", "cam")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(ds) for ds in Store(path).current().values()) == 120


def test_a_store_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite").write_text("not a database, but long enough to be no mistake for one " * 20)
    with pytest.raises(InputError, match="expected a database of decisions"):
        Store(tmp_path / "d.sqlite")
    with pytest.raises(InputError, match=r"audit\.jsonl"):
        Run(tmp_path)


def test_verdicts_survive_a_rerun(tools: Tools, folder: Path) -> None:
    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "anna", "yes")
    make_folder(tools, folder)
    rows = [r for r in table(folder / "findings.csv") if r["check"] == "numbers"]
    assert [(r["verdict"], r["reviewer"], r["note"]) for r in rows if r["verdict"]] == [("accepted", "anna", "yes")]
    assert "accepted" in (folder / "report.html").read_text("utf-8")
