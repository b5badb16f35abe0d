"""Tests of scripts/training/rounds/text.py."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from training.corpus import BACK, Pair
from training.rounds.text import SHARES, Draw, WordSwap

WORDS = [("rudal", "missile"), ("kapal", "ship"), ("unta", "camel"), ("elang", "eagle"), ("rumah", "house"), ("rumah", "home")]


def test_a_word_is_swapped_on_both_sides_with_its_article() -> None:
    swap = WordSwap(WORDS)
    seen = {swap("Sebuah kapal tiba di Hanoi.", "A ship arrived in Hanoi.", random.Random(k)) for k in range(60)}
    assert ("Sebuah unta tiba di Hanoi.", "A camel arrived in Hanoi.") in seen
    assert ("Sebuah elang tiba di Hanoi.", "An eagle arrived in Hanoi.") in seen
    for source, target in seen:
        word = source.split()[1]
        assert dict(WORDS)[word] in target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Sebuah perahu tiba.", "A ship arrived."),  # not in the list
        ("Dua kapal dan kapal lain.", "Two boats and another ship."),  # the word twice
        ("Sebuah kapal tiba.", "A ship came; the ship left."),  # its English twice
        ("Sebuah kapal tiba.", "The vessel arrived."),  # another English
    ],
)
def test_what_is_not_sure_stays(source: str, target: str) -> None:
    swap = WordSwap(WORDS)
    assert all(swap(source, target, random.Random(k)) == (source, target) for k in range(20))


def test_words_of_two_translations_are_never_put_in() -> None:
    assert "rumah" not in dict(WordSwap(WORDS).rare) and WordSwap([])("Kapal.", "Ship.", random.Random(1)) == ("Kapal.", "Ship.")


def test_each_phase_draws_its_kinds_in_their_shares() -> None:
    pairs = [Pair("Harga naik.", "Prices rose.", "id", "A_news", "t", 1.0)]
    for phase, shares in SHARES.items():
        draw = Draw(phase, pairs, [], WordSwap(WORDS), [("vi", "Giá tăng.", "It rose.")], [("vi", "Mưa lớn.", "Heavy rain.")])
        rng = random.Random(phase)
        kinds = Counter(_kind(*draw(rng)) for _ in range(4000))
        for kind, share in zip(("forward", "reverse", "made source", "made reverse", "made English"), shares, strict=True):
            assert kinds[kind] / 4000 == pytest.approx(share, abs=0.03), (phase, kind)


def _kind(source: str, target: str) -> str:
    if target == "It rose.":
        return "made source"
    if target == "Heavy rain.":
        return "made English"
    if source.startswith(BACK):
        return "made reverse"
    return "reverse" if source.startswith("id: ") else "forward"
