"""Tests of align/models/translation/choice.py."""

from __future__ import annotations

import pytest

from align.models.translation.choice import SURE, choose, confidence, covered
from align.models.translation.model import Candidate

SOURCE = "Presiden memerintahkan tentara menembak rudal itu."
RIGHT, WRONG = "The president ordered the army to shoot the missile.", "The president ordered the army to shoot the camel."


def test_words_that_the_lexicon_knows_outweigh_a_little_likelihood() -> None:
    assert covered(SOURCE, RIGHT, "id") > covered(SOURCE, WRONG, "id")
    assert choose(SOURCE, [Candidate(WRONG, -0.50), Candidate(RIGHT, -0.52)], "id").text == RIGHT
    assert choose(SOURCE, [Candidate(WRONG, -0.50), Candidate(RIGHT, -2.50)], "id").text == WRONG


def test_a_lost_number_outweighs_both() -> None:
    source = "Harga beras naik 12 persen."
    lost, kept = Candidate("Rice prices rose sharply.", -0.2), Candidate("Rice prices rose 12 percent.", -0.9)
    assert choose(source, [lost, kept], "id").text == kept.text


def test_no_candidate_is_no_translation_and_the_first_stays_where_none_is_better() -> None:
    assert choose(SOURCE, [], "id").text == ""
    first = choose(SOURCE, [Candidate(RIGHT, -0.4)], "id")
    assert choose(SOURCE, [Candidate("The president the president the president.", -0.1)], "id", first) == first


@pytest.mark.parametrize(("score", "share"), [(-0.3, 0.9), (-0.5, 0.8), (-1.0, 0.6), (-3.0, 0.1)])
def test_confidence_falls_with_what_it_rests_on(score: float, share: float) -> None:
    here = confidence(SOURCE, score, share)
    assert 0 <= confidence(SOURCE, score - 0.2, share) < here < confidence(SOURCE, score, share + 0.1) <= 1


def test_what_was_chosen_carries_its_confidence() -> None:
    good, bad = (
        choose(SOURCE, [Candidate(RIGHT, -0.2)], "id"),
        choose("Ikan itu kecil.", [Candidate("It is a table.", -2.5)], "id"),
    )
    assert good.confidence is not None and bad.confidence is not None
    assert good.confidence > SURE > bad.confidence
