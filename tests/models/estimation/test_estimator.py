"""Tests of align.models.estimation.estimator."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.checks.pair import Pair
from align.checks.registry import registry
from align.checks.runner import run_checks, weigh
from align.config import ChecksSettings
from align.models.estimation.estimator import QualityEstimator


@pytest.fixture(scope="module")
def estimator() -> QualityEstimator:
    return QualityEstimator()


SOURCE = "Menteri Luar Negeri Korea Utara tiba di Moskow pada hari Selasa untuk bertemu Presiden Rusia."


GOOD = "The North Korean foreign minister arrived in Moscow on Tuesday to meet the Russian president."


def test_estimator_marks_what_is_missing(estimator: QualityEstimator) -> None:
    good, cut, changed = weigh(
        [Pair(SOURCE, GOOD, "id", "en"), Pair(SOURCE, GOOD.replace(" to meet the Russian president", ""), "id", "en"),
         Pair(SOURCE, GOOD.replace("arrived", "did not arrive"), "id", "en")], estimator,
    )  # fmt: skip
    omission, negation = registry()["omission"], registry()["negation"]
    at = ChecksSettings().omission.threshold
    assert omission(cut).score > at > omission(good).score
    assert any("Presiden" in s.of(SOURCE) for s in omission(cut).left_spans)
    at = ChecksSettings().negation.threshold
    assert negation(changed).score > at > negation(good).score


def test_estimator_is_the_same_alone_and_in_a_batch(estimator: QualityEstimator) -> None:
    alone = estimator.judge([(SOURCE, GOOD)])[0].kinds
    among = estimator.judge([("Ya.", "Yes."), (SOURCE, GOOD), (SOURCE * 3, GOOD * 3)])[1].kinds
    assert alone == pytest.approx(among, abs=0.01)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_estimator_takes_any_text(left: str, right: str) -> None:
    if not left.strip() or not right.strip():
        return
    pair = weigh([Pair(left, right, "id", "en")], QualityEstimatorCache.get())[0]
    scores, findings = run_checks(pair, ChecksSettings(), "mt", ())
    assert all(0 <= s <= 1 for s in scores.values())
    for finding in findings:
        assert all(0 <= s.start < s.end <= len(left) for s in finding.left_spans)
        assert all(0 <= s.start < s.end <= len(right) for s in finding.right_spans)


class QualityEstimatorCache:
    made: QualityEstimator | None = None

    @classmethod
    def get(cls) -> QualityEstimator:
        cls.made = cls.made or QualityEstimator()
        return cls.made
