"""Tests of align.models.estimation.contrast."""

from __future__ import annotations

import pytest

from align.checks.pair import Pair
from align.checks.registry import registry
from align.checks.runner import weigh
from align.models.estimation.contrast import Contrast
from align.models.estimation.estimator import QualityEstimator

SOURCE = "Menteri Luar Negeri Korea Utara tiba di Moskow pada hari Selasa untuk bertemu Presiden Rusia."


GOOD = "The North Korean foreign minister arrived in Moscow on Tuesday to meet the Russian president."


@pytest.fixture(scope="module")
def contrast() -> Contrast:
    return Contrast(QualityEstimator(), "bundled")


def test_the_source_accounts_for_no_word_that_was_put_in(contrast: Contrast) -> None:
    source = "Pasukan Korea Utara tiba di Kursk pada hari Senin."
    target = "North Korean green troops arrived in Kursk on Monday."
    [shown] = contrast.judge([(source, target)], "id", "en")
    assert [span.of(target) for span, _ in shown.right_support] == target.split()
    worst = min(shown.right_support, key=lambda found: found[1])
    assert worst[0].of(target) == "green" and worst[1] < 0
    plain, asked = (weigh([Pair(source, target, "id", "en")], judge)[0] for judge in (QualityEstimator(), contrast))
    assert not any(name.startswith("mt.") for name in plain.features)
    assert asked.features["mt.worst"] == pytest.approx(-worst[1])
    assert 0 <= registry()["addition"](asked).score <= 1


def test_a_pair_is_judged_alike_alone_and_among_others(contrast: Contrast) -> None:
    pairs = [("Ya.", "Yes."), (SOURCE, GOOD), (SOURCE * 3, GOOD * 3), ("", "Nothing there."), ("Ada.", "")]
    alone = contrast.judge([pairs[1]], "id", "en")[0].right_support
    among = contrast.judge(pairs, "id", "en")[1].right_support
    assert [span for span, _ in alone] == [span for span, _ in among]
    assert [value for _, value in alone] == pytest.approx([value for _, value in among], abs=0.01)


def test_only_an_english_target_is_contrasted(contrast: Contrast) -> None:
    [shown] = contrast.judge([("Quân đội đã tới Kursk.", "Pasukan tiba di Kursk.")], "vi", "id")
    assert shown.right_support == () and shown.kinds


def test_the_setting_asks_the_translator() -> None:
    from align.config import Settings
    from align.tools import load_tools

    asked = Settings.model_validate({"checks": {"contrast": True}})
    assert isinstance(load_tools(asked).estimator, Contrast)
    assert isinstance(load_tools().estimator, QualityEstimator)
    assert load_tools(asked).signature != load_tools().signature
