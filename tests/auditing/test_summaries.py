"""Tests of align.auditing.summaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.auditing.summaries import NAME, Link, Summaries, Summary
from align.errors import InputError


def test_what_was_added_is_read_back(tmp_path: Path) -> None:
    with Summaries(tmp_path) as summaries:
        assert len(summaries.headlines) == 0 and list(summaries.lines) == []
        summaries.add(Summary("a", "u", "Bão số 3", False, (("s1", "Topan"), ("s2", "Badai"))))
        summaries.add(Summary("b", "", "", False, ()))
        summaries.add(Summary("c", "", "gia vang", True, (("s1", "Emas"),), reading="giá vàng", restored=True))
        assert summaries.headlines[:] == ["Bão số 3", "gia vang"] and summaries.readings[:] == ["Bão số 3", "giá vàng"]
        assert summaries.lines[1:] == ["Badai", "Emas"] and summaries.lines[2] == "Emas" and len(summaries.lines) == 3
        assert summaries.headline(1).page == "c" and summaries.headline(1).is_slug and summaries.line(1) == ("a", "s2", "Badai")
    assert list(tmp_path.iterdir()) == []


def test_links_stand_in_order_and_say_what_was_learned(tmp_path: Path) -> None:
    with Summaries(tmp_path) as summaries:
        for name in "ab":
            summaries.add(Summary(name, "", f"tin {name}", True, (), restored=name == "b"))
        summaries.keep(Link("teaser", "z", "s1", "b", 0.95, "tin b", "Kabar B"))
        summaries.keep(Link("teaser", "c", "s2", "b", 0.92, "tin b", "Berita B"))
        summaries.keep(Link("teaser", "c", "s1", "a", 0.91, "tin a", "Berita A"))
        assert [(x.page, x.segment) for x in summaries.links()] == [("c", "s1"), ("c", "s2"), ("z", "s1")]
        assert summaries.teasers() == {1: ["Berita B", "Kabar B"]}
        summaries.say("b", "Tin B")
        assert [x.vietnamese for x in summaries.links(2)] == ["tin a", "Tin B"]


def test_a_full_disk_is_one_error(tmp_path: Path) -> None:
    def fill() -> None:
        with Summaries(tmp_path) as summaries:
            summaries._database.execute("PRAGMA max_page_count = 12")
            for number in range(10_000):
                summaries.add(Summary(f"page {number}", "", "tin " * 50, True, ()))

    with pytest.raises(InputError, match=r"siblings\.tmp: expected a file that can be written, found database or disk is full"):
        fill()
    assert not (tmp_path / NAME).exists()


def test_nothing_is_sorted_outside_the_file(tmp_path: Path) -> None:
    """To sort, SQLite would fill the folder for temporary files, wherever that is; and `say` looks through no table."""
    with Summaries(tmp_path) as summaries:
        asked: list[str] = []
        summaries._database.set_trace_callback(asked.append)
        list(summaries.groups("source"))
        list(summaries.groups("address"))
        list(summaries.links())
        summaries.teasers()
        summaries.say("a", "Tin A")
        summaries._database.set_trace_callback(None)
        assert len(asked) == 5
        for statement in asked:
            plan = [str(row) for row in summaries._database.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert not any("TEMP B-TREE" in step for step in plan), (statement, plan)
            assert "UPDATE" not in statement or "links_to" in plan[0], plan


def test_a_disk_that_is_full_from_the_start_is_one_error(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(InputError, match=r"siblings\.tmp: expected a file that can be written"):
        Summaries(tmp_path)
