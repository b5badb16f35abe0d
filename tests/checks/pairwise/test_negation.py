"""Tests of align.checks.pairwise.negation."""

from __future__ import annotations

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.checks.registry import registry


def score(check: str, left: str, right: str, langs: str = "id-en") -> float:
    source, target = langs.split("-")
    return registry()[check](Evidence(Pair(left, right, source, target))).score


def test_not_only_may_be_worded_in_any_way_but_not_as_a_denial() -> None:
    source = "Bukan hanya murah tetapi juga cepat."
    assert score("negation", source, "It is not only cheap but also fast.") == 0
    assert score("negation", source, "It is cheap and fast.") == 0
    assert score("negation", source, "It is not cheap and not fast.") > 0.4
