"""Tests of scripts/training/corpus.py."""

from __future__ import annotations

import random
from pathlib import Path

from training.corpus import Augmenter, Pair, copy_augment, epoch, load_pairs


def test_pairs_and_weights(corpora: Path) -> None:
    pairs = load_pairs(corpora)
    assert {p.lang for p in pairs} == {"id", "vi"} and pairs[-1].tier == "lexicon"
    drawn = epoch(pairs, random.Random(1))
    assert sum(p.lang == "vi" for p in drawn) > sum(p.lang == "id" for p in drawn)
    assert drawn == epoch(pairs, random.Random(1))


def test_copied_values_change_on_both_sides() -> None:
    pair = Pair("Ia melihat Kursk dan 8.000 tentara.", "He saw Kursk and 8,000 soldiers.", "id", "A_news", "t", 1)
    source, target = copy_augment(pair, ["Vinnytsia"], random.Random(3))
    number = next(w for w in source.split() if w[0].isdigit())
    assert number != "8.000" and number.replace(".", ",") in target
    seen = {Augmenter([], slug_rate=1.0)(Pair("Triều Tiên nói", "x", "vi", "B", "t", 1), random.Random(i))[0] for i in range(9)}
    assert seen <= {"trieu tien noi", "Trieu Tien noi"}
