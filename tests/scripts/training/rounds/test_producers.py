"""Tests of scripts/training/rounds/producers.py."""

from __future__ import annotations

import random

from tokenizers import Tokenizer
from training.corpus import Pair
from training.rounds.network import END, PAD
from training.rounds.producers import Feed, batches
from training.rounds.text import Draw, WordSwap

from align.models.translation.names import resolve


def test_batches_keep_their_budget_and_their_pairs() -> None:
    pairs = [Pair(f"Harga naik {n} kali.", f"Prices rose {n} times.", "id", "A_news", "t", 1.0) for n in range(50)]
    feed = Feed("end", 2, budget=120, processes=1, pool=60)
    draw = Draw("end", pairs, [], WordSwap([]), [("vi", "Giá tăng.", "It rose.")], [("vi", "Mưa lớn.", "Heavy rain.")])
    tokenizer = Tokenizer.from_file(resolve("bundled") + "/tokenizer.json")
    cut = batches(feed, draw, tokenizer, random.Random(4))
    assert sum(len(source) for source, _ in cut) == 60
    for source, target in cut:
        assert len(source) == len(target) and len(source) * max(source.shape[1], target.shape[1]) <= 120
        assert (source[:, 0] == 0).all() and ((target == END).sum(1) == 1).all()
        assert ((source == PAD).sum(1) < source.shape[1]).all()
