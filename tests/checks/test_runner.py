"""Tests of align.checks.runner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.checks.registry import registry
from align.checks.runner import run_checks, within_budget
from align.config import ChecksSettings
from align.finding import Finding


def test_evidence_stands_on_both_sides() -> None:
    pair = Pair("Ada 8.000 tentara.", "There are 80,000 troops.", "id", "en")
    scores, findings = run_checks(Evidence(pair), ChecksSettings(), "mt", ("p:0", "p:E0"))
    finding = next(f for f in findings if f.check == "numbers")
    assert [s.of(pair.left) for s in finding.left_spans] == ["8.000"]
    assert [s.of(pair.right) for s in finding.right_spans] == ["80,000"]
    assert "8,000" in finding.expected and "80,000" in finding.found
    assert set(scores) == set(registry())


def test_what_is_part_of_an_omission_is_reported_once() -> None:
    left = "Toko itu tutup selama dua minggu, terutama karena pandemi Covid-19 yang melanda seluruh negeri dengan cepat."
    found = run_checks(Evidence(Pair(left, "The shop was closed for two weeks.", "id", "en")), ChecksSettings(), "mt", ())[1]
    assert [f.check for f in found if f.left_spans and "Covid-19" in " ".join(s.of(left) for s in f.left_spans)] == ["omission"]


@given(st.text(max_size=120), st.text(max_size=120), st.sampled_from(["id-en", "vi-en", "vi-id", "de-fr"]))
def test_any_text_is_scored(left: str, right: str, langs: str) -> None:
    source, target = langs.split("-")
    scores, findings = run_checks(Evidence(Pair(left, right, source, target)), ChecksSettings(), "mt", ())
    assert all(0 <= score <= 1 for score in scores.values())
    for finding in findings:
        assert all(0 <= s.start <= s.end <= len(left) for s in finding.left_spans)
        assert all(0 <= s.start <= s.end <= len(right) for s in finding.right_spans)


def _finding(precision: float | None, number: float) -> Finding:
    return Finding("numbers", "mt", "major", (), (), (), "", "", number, "", precision)


def test_budget_keeps_the_likeliest() -> None:
    found = [_finding(0.2, 0.9), _finding(0.8, 0.5), _finding(None, 0.6), _finding(0.1, 0.99)]
    assert within_budget(found, 20, 100) == [found[1], found[2]]
    assert within_budget([], 20, 100) == []
