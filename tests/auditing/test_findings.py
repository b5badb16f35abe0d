"""Tests of align.auditing.findings."""

from __future__ import annotations

from align.auditing.findings import check_pairs
from align.finding import Bead, Finding, Leg
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
