"""Tests of align.headlines.accents."""

from __future__ import annotations

import numpy as np
import pytest
from training.accents import build

from align.headlines.accents import AccentModel
from align.headlines.trigrams import log_chances

CASED = ("Giá vàng SJC tăng", "Bà Giá Thị Dầu mua vàng miếng", "Ông Giá Văn Vàng")
TEXTS = ("giá vàng miếng tăng", "giá vàng nhẫn tăng", "giá dầu giảm", "vàng miếng sjc", "gia đình tang tóc")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> AccentModel:
    out = tmp_path_factory.mktemp("accents") / "a.npz"
    build([(text, 1.0) for text in TEXTS], [], CASED, out, (1, 1, 1))
    return AccentModel(out)


def test_probabilities_of_all_words_sum_to_one(model: AccentModel) -> None:
    words = {word: i for i, word in enumerate(model._words)}
    every = np.array(list(words.values()))
    for first, second in (("giá", "vàng"), ("vàng", "miếng"), ("miếng", "giá"), ("<s>", "<s>")):
        total = np.exp(log_chances(model._tables, words[first], words[second], every)).sum()
        assert total == pytest.approx(1, abs=1e-9), (first, second)


def test_context_decides_and_readings_are_the_bare_words(model: AccentModel) -> None:
    found = model.restore("gia vang mieng tang", count=4)
    assert found[0].text == "Giá vàng miếng tăng"
    assert sum(r.probability for r in found) <= 1 + 1e-9
    assert [r.probability for r in found] == sorted((r.probability for r in found), reverse=True)


def test_an_unknown_word_stays(model: AccentModel) -> None:
    assert model.restore("gia vang novaland")[0].text.endswith("Novaland")
    assert model.restore("")[0].text == ""
