"""Tests of align.auditing.by_hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from align.auditing.by_hand import with_links
from align.auditing.stages import audit_page
from align.config import Settings
from align.decisions.links import Link
from align.decisions.store import Store
from align.finding import Bead, Leg
from align.page import Page, Sentence, Span
from align.tools import Tools, load_tools

VIETNAMESE = ("Tổng thống đến Jakarta hôm thứ Hai.", "Ông gặp bộ trưởng ngoại giao Nhật Bản.", "Giá dầu thế giới tăng 5% tuần trước.",
              "Lũ lụt xảy ra ở ba tỉnh miền Trung Việt Nam.")  # fmt: skip
INDONESIAN = ("Presiden tiba di Jakarta pada hari Senin.", "Ia bertemu dengan menteri luar negeri Jepang.",
              "Banjir melanda tiga provinsi di Vietnam tengah.")  # fmt: skip
PAGE = Page("satu", "\n".join(INDONESIAN), original="\n".join(VIETNAMESE), english="It rained.")
SETTINGS = {"translator": {"cache": False}, "checks": {"estimator": "none"}}


def leg_with(path: Path, *links: Link) -> tuple[Leg, Tools]:
    store = Store(path)
    for link in links:
        store.decide([link.subject("satu", "satu:0", "r0")], "linked", "anna")
    tools = load_tools(Settings.model_validate(SETTINGS | {"aligner": {"links": path}}))
    leg = audit_page(PAGE, tools).leg("source")
    assert leg is not None
    return leg, tools


def beads(leg: Leg) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(b.left, b.right) for b in leg.beads]


def test_nothing_said_by_hand_changes_nothing(tmp_path: Path) -> None:
    leg, tools = leg_with(tmp_path / "d.sqlite")
    assert beads(leg) == [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,))] and "links:" not in tools.signature


def test_sentences_merged_by_hand_are_one_bead(tmp_path: Path) -> None:
    leg, tools = leg_with(tmp_path / "d.sqlite", Link("source", VIETNAMESE[1:3], INDONESIAN[1:2]))
    assert beads(leg) == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))]
    assert leg.left_dropped[2] == 0.0 and 0 < leg.beads[1].similarity < 1 and leg.beads[1].posterior == 1.0
    assert "|links:" in tools.signature
    assert not [f for f in audit_page(PAGE, tools).findings if f.check == "dropped" and f.leg == "source"]


def test_what_a_link_cuts_keeps_the_rest(tmp_path: Path) -> None:
    leg, _ = leg_with(tmp_path / "d.sqlite", Link("source", VIETNAMESE[2:3], INDONESIAN[2:3]))
    assert beads(leg) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ())]
    assert leg.left_dropped[2:] == (0.0, 1.0)


def test_unlinked_sentences_have_no_counterpart_and_the_latest_word_counts(tmp_path: Path) -> None:
    apart = Link("source", VIETNAMESE[:1], (), INDONESIAN[:1]), Link("source", (), INDONESIAN[:1], VIETNAMESE[:1])
    leg, _ = leg_with(tmp_path / "d.sqlite", *apart)
    assert ((0,), ()) in beads(leg) and ((), (0,)) in beads(leg) and leg.left_dropped[0] == leg.right_inserted[0] == 1.0
    leg, _ = leg_with(tmp_path / "d.sqlite", Link("source", VIETNAMESE[:1], INDONESIAN[:1]))
    assert beads(leg)[0] == ((0,), (0,))


@pytest.mark.parametrize("link", [Link("source", ("Ở đâu đó.",), ("Di suatu tempat.",)), Link("mt", VIETNAMESE[:1], ())])
def test_links_of_other_texts_and_legs_say_nothing(tmp_path: Path, link: Link) -> None:
    leg, _ = leg_with(tmp_path / "d.sqlite", link)
    assert beads(leg) == [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,))]


def test_an_unlink_says_nothing_where_its_other_side_is_not(tmp_path: Path) -> None:
    leg, _ = leg_with(tmp_path / "d.sqlite", Link("source", VIETNAMESE[:1], (), ("Kalimat lain.",)))
    assert beads(leg)[0] == ((0,), (0,))


def test_of_equal_sentences_the_one_that_was_meant(tmp_path: Path) -> None:
    tools = load_tools(Settings.model_validate(SETTINGS))
    left = tuple(Sentence(f"s{k}", Span(k, k + 1), "body", t, "vi") for k, t in enumerate("abab"))
    right = tuple(Sentence(f"p{k}", Span(k, k + 1), "body", t, "id") for k, t in enumerate("xyxy"))
    leg = Leg("source", left, right, tuple(Bead((k,), (k,), 0.9, 0.5) for k in range(4)), (0.1,) * 4, (0.1,) * 4)
    tools.__dict__["links"] = (Link("source", ("a",), (), ("x",), (1, 0)), Link("source", ("a", "b"), ("x", "y"), (), (0, 0)))
    found = with_links(leg, tools)
    assert beads(found) == [((0, 1), (0, 1)), ((), (2,)), ((2,), ()), ((3,), (3,))]
    assert found.left_dropped == (0.0, 0.0, 1.0, 0.1) and found.right_inserted == (0.0, 0.0, 1.0, 0.1)


def test_random_links_leave_every_unit_in_one_bead(tmp_path: Path) -> None:
    tools, rng = load_tools(Settings.model_validate(SETTINGS)), random.Random(7)
    for _ in range(300):
        texts = [[rng.choice("abcdef") for _ in range(rng.randint(1, 7))] for _ in range(2)]
        units = [
            tuple(Sentence(f"{k}{n}", Span(n, n + 1), "body", t, "vi") for n, t in enumerate(side))
            for k, side in enumerate(texts)
        ]
        even = min(map(len, texts))
        made = [Bead((k,), (k,), 0.9, 0.5) for k in range(even)]
        made += [Bead((k,), (), 0.9, 0.0) for k in range(even, len(texts[0]))]
        made += [Bead((), (k,), 0.9, 0.0) for k in range(even, len(texts[1]))]
        leg = Leg("source", *units, tuple(made), (0.1,) * len(texts[0]), (0.1,) * len(texts[1]))
        links = []
        for _ in range(rng.randint(1, 4)):
            sides = [tuple(rng.sample(side, rng.randint(0, min(2, len(side))))) for side in texts]
            if any(sides):
                links.append(Link("source", sides[0], sides[1], (), (rng.randint(0, 1), rng.randint(0, 1))))
        tools.__dict__["links"] = tuple(links)
        found = with_links(leg, tools)
        assert sorted(k for b in found.beads for k in b.left) == list(range(len(texts[0])))
        assert sorted(k for b in found.beads for k in b.right) == list(range(len(texts[1])))
        assert all(list(b.left) == sorted(b.left) and list(b.right) == sorted(b.right) for b in found.beads)
