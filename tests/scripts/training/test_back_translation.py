"""Tests of the reversed translator and of what back-translation is made into."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

from tiny_corpora import script
from training.corpus import BACK, Augmenter, Pair, Reverser, load_pairs


def test_the_other_direction_is_tagged_with_its_language() -> None:
    pair = Pair("Harga naik.", "Prices rose.", "id", "A_news", "t", 1.0)
    assert Reverser(Augmenter([], slug_rate=0.0, lower_rate=0.0))(pair, random.Random(1)) == ("id: Prices rose.", "Harga naik.")


def test_made_sources_are_tagged_and_left_as_they_are(corpora: Path, tmp_path: Path) -> None:
    path = tmp_path / "back.vi-en.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as handle:
        handle.write("vi\ten\ttier\tsource\nGiá dầu tăng hôm nay.\tOil prices rose today.\tD_back\tback_translation\n")
    (made,) = [p for p in load_pairs(corpora, back=[path]) if p.tier == "D_back"]
    assert made.source == BACK + "Giá dầu tăng hôm nay." and made.lang == "vi"
    for seed in range(20):
        assert Augmenter([], slug_rate=1.0)(made, random.Random(seed)) == (made.source, made.target)


def test_what_may_stand_beside_its_english() -> None:
    plausible = script("back_translate").plausible
    assert plausible("Harga minyak naik hari ini.", "Oil prices rose today.")
    assert not plausible("", "Oil prices rose today.") and not plausible(
        "Oil prices rose today again.", "Oil prices rose today again."
    )
    assert not plausible("naik naik naik naik naik naik naik naik", "Oil prices rose today.")
    assert not plausible("Naik.", "Oil prices rose today in all of the markets of the region.")
