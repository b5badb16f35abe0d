"""Tests of scripts/training/phrases.py and of the lists it reads."""

from __future__ import annotations

import random
import re

import pytest
from training import phrases

LISTS = ("sentences", "words", "frames", "clauses", "actions", "terms")


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_whole_and_stands_once(name: str) -> None:
    rows = phrases.read(name)
    for row in rows:
        assert None not in row and all(value and value == value.strip() for value in row.values()), row
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_frames_have_the_same_gaps_in_each_language() -> None:
    for row in phrases.read("frames"):
        gaps = [sorted(re.findall(r"\{\w+\}", row[lang])) for lang in ("vi", "id", "en")]
        assert gaps[0] == gaps[1] == gaps[2], row


def test_gaps_are_filled_alike() -> None:
    filler = phrases.Filler(random.Random(1))
    for _ in range(300):
        row = filler.fill({"vi": "{big} {dmy} {pct} {n}", "id": "{big} {dmy} {pct} {n}", "en": "{big} {dmy} {pct} {n}"})
        assert row["en"].split()[0] == row["vi"].split()[0].replace(".", ",")
        day, month, year = row["vi"].split()[1].split("/")
        assert (
            re.fullmatch(rf"0?{row['en'].split()[1]}", day)
            and phrases._MONTHS_EN[int(month) - 1] in row["en"]
            and year in row["en"]
        )
        assert row["en"].split()[-2] == row["id"].split()[-2].replace(",", ".")


def test_names_lose_their_accents_in_english() -> None:
    rows = list(phrases.fillings(400, random.Random(2)))
    assert not any("{" in text for row in rows for text in row.values())
    assert all(row["en"].isascii() for row in rows)
    assert not any(re.search(r"\b(a [aeiou]|[Tt]he the)\b", row["en"]) for row in rows)
    assert any(not row["vi"].isascii() for row in rows)


def test_pairs_go_into_english_from_both() -> None:
    found = phrases.pairs(10)
    assert {pair.lang for pair in found} == {"id", "vi"} and all(pair.tier == phrases.TIER for pair in found)
    assert len(found) == 2 * (10 + sum(len(phrases.read(name)) for name in ("sentences", "words", "terms")))
