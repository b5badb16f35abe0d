"""Tests of scripts/training/error_makers.py."""

from __future__ import annotations

import random

import pytest
from training.error_makers import Sample, Stock
from training.errors import MAKERS, carried_out, in_source, spoil
from training.fluent_errors import add_to_source, remove_from_source
from training.junctions import START, Junctions, neighbours, tokens

from align.lexicon.tokens import words_of

SOURCE = "Menteri Austin mengatakan bahwa 8.000 tentara tidak akan meninggalkan wilayah Kursk pada hari Senin, menurut Reuters."


TARGET = "Minister Austin said that 8,000 troops will not leave the region of Kursk on Monday, according to Reuters."


LINKS = [
    (0, 0),
    (1, 1),
    (2, 2),
    (3, 3),
    (4, 4),
    (5, 5),
    (6, 7),
    (7, 6),
    (8, 8),
    (9, 10),
    (10, 12),
    (11, 13),
    (13, 14),
    (14, 15),
    (15, 17),
]


NEAR = {  # the sentence, with words to spare in many places
    "en": ["will not leave the poor region of Kursk", "will leave", "not the region", "said 8,000 new troops", "8,000 troops"] * 4
    + [f"the {w} region" for w in "vast hot dry".split()] + ["the region of the city"] * 4 + ["the vast city", "the old city", "the city"],
    "id": ["8.000 tentara tidak akan meninggalkan wilayah baru Kursk", "akan wilayah", "tentara baru tidak", "tentara tidak", "wilayah Kursk"] * 4,
}  # fmt: skip


JUNCTIONS = {lang: Junctions([tokens(t, words_of(t, lang)) for t in texts], random.Random(0)) for lang, texts in NEAR.items()}


STOCK = Stock(
    {"en": ["Berlin"], "id": ["Berlin"]}, {"en": {"troops": ["soldiers"], "region": ["city"], "minister": ["president"]}, "id": {}},
    {"en": ["in the capital"], "id": []}, JUNCTIONS,
)  # fmt: skip


def sample() -> Sample:
    return Sample(
        SOURCE, TARGET, "id", "en", words_of(SOURCE, "id"), words_of(TARGET, "en"), LINKS, ("Hujan turun.", "It rained.")
    )


@pytest.mark.parametrize(("kind", "maker"), [(m[0], m[2]) for m in MAKERS], ids=lambda v: getattr(v, "__name__", v))
def test_every_maker_spoils_one_place(kind: str, maker) -> None:
    rng = random.Random(1)
    edits = [edits[0] for _ in range(60) if (edits := maker(sample(), STOCK, rng))]
    made = [m for e in edits if (m := (in_source if e.in_source else carried_out)(sample(), kind, e)) is not None]
    assert made
    for found in made:
        assert (found.source, found.target) != (SOURCE, TARGET) and found.source.strip() and found.target.strip()
        assert found.wrong or found.gaps or found.lacking
        assert all(0 <= a < b <= len(found.source) for a, b in found.source_wrong)
        assert all(0 <= a < b <= len(found.target) for a, b in found.wrong)
        assert all(0 <= gap <= len(found.target) for gap in found.gaps)
        assert all(0 <= i < len(sample().words) for i in found.touched)


def test_what_is_removed_is_touched_and_gone() -> None:
    rng, names = random.Random(3), set()
    for _ in range(40):
        found = spoil(sample(), STOCK, rng)
        if found and found.kind == "omission" and found.source == SOURCE:
            for i in found.touched:
                names.add(TARGET[sample().words[i].start : sample().words[i].end])
                assert len(found.target) < len(TARGET)
    assert names


def test_what_leaves_the_source_is_added_in_the_target_and_the_other_way_round() -> None:
    rng = random.Random(5)
    for _ in range(40):
        for edit in remove_from_source(sample(), STOCK, rng):
            found = in_source(sample(), "addition", edit)
            assert found.target == TARGET and len(found.source) < len(SOURCE) and not found.lacking
            assert found.target[slice(*found.wrong[0])] in ("leave", "troops")
        for edit in add_to_source(sample(), STOCK, rng):
            found = in_source(sample(), "omission", edit)
            assert found.lacking and found.source[slice(*found.source_wrong[0])] not in SOURCE.split()


def test_words_to_spare_are_those_whose_neighbours_meet() -> None:
    seen = JUNCTIONS["en"]
    assert seen.joins("the", "region") and not seen.joins("region", "the")
    assert seen.between("the", "region", random.Random(1)) in ("", "poor", "vast", "hot", "dry")
    words = words_of(TARGET, "en")
    assert neighbours(TARGET, words, 0, 0) == (START, "austin")
    assert neighbours(TARGET, words, 13, 14) == ("kursk", ",")
    assert neighbours(TARGET, words, len(words) - 1, len(words) - 1)[1] == "."
