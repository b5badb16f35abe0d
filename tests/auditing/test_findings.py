"""Tests of align.auditing.findings."""

from __future__ import annotations

from align.auditing.findings import check_pairs, translation_findings, without_unsure
from align.finding import Bead, Finding, Leg
from align.models.translation.choice import UNSURE
from align.models.translation.translator import Translation
from align.page import Sentence, Span
from align.tools import Tools


def test_an_unlikely_pair_is_one_finding(tools: Tools) -> None:
    left = Sentence("o:0", Span(0, 49), "body", "Phía Nga chưa bình luận về 3 cáo buộc mới của ông.", "vi")
    right = Sentence("p:0", Span(0, 42), "body", "Pyongyang belum menanggapi 17 tuduhan itu.", "id")

    def checked(posterior: float) -> list[Finding]:
        leg = Leg("source", (left,), (right,), (Bead((0,), (0,), posterior, 0.4),), (1 - posterior,), (1 - posterior,))
        return check_pairs(leg, tools)[1]

    (doubtful,) = checked(0.3)
    assert doubtful.check == "dropped" and doubtful.score == 0.7 and "unlikely pair" in doubtful.message
    assert "numbers" in {f.check for f in checked(0.9)}


def test_of_unsure_english_only_that_is_said(tools: Tools) -> None:
    sentences = tuple(Sentence(f"p:{k}", Span(0, 30), "body", "Harga beras naik 12 persen.", "id") for k in range(2))
    english = tuple(Sentence(f"p:{k}:en", Span(0, 30), "body", "Rice prices rose.", "en") for k in range(2))
    leg = Leg("mt", sentences, english, tuple(Bead((k,), (k,), 1.0, 0.9) for k in range(2)), (0.0, 0.0), (0.0, 0.0))
    made = [Translation("Rice prices rose.", (UNSURE,), 0.1), Translation("Rice prices rose.", (), 0.9)]
    leg, found = check_pairs(leg, tools)
    kept = without_unsure(found, leg, made) + translation_findings(leg, made, tools)
    of = {k: {f.check for f in kept if sentences[k].id in f.sentences} for k in range(2)}
    assert of[0] == {"translator"} and of[1] and "translator" not in of[1]
    (unsure,) = [f for f in kept if f.check == "translator"]
    assert unsure.severity == "info" and "unsure" in unsure.message
