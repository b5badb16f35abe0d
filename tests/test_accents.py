"""Restoring accents: the counts' smoothing, the search, and what the packages give to count."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from align.leaks.accents import AccentModel, build, syllables_of
from align.leaks.syllables import log_chances

TEXTS = ("giá vàng miếng tăng", "giá vàng nhẫn tăng", "giá dầu giảm", "vàng miếng sjc", "gia đình tang tóc")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> AccentModel:
    counts: list[Counter] = [Counter(), Counter(), Counter()]
    for text in TEXTS:
        words = ["<s>", *syllables_of(text), "</s>"]
        for order in (1, 2, 3):
            counts[order - 1].update(zip(*(words[k:] for k in range(order)), strict=False))
    out = tmp_path_factory.mktemp("accents") / "a.npz"
    build(counts, out, 1, 1)
    return AccentModel(out)


def test_probabilities_of_all_words_sum_to_one(model: AccentModel) -> None:
    words = {word: i for i, word in enumerate(model._words)}
    every = np.array(list(words.values()))
    for first, second in (("giá", "vàng"), ("vàng", "miếng"), ("miếng", "giá"), ("<s>", "<s>")):
        total = np.exp(log_chances(model._told, words[first], words[second], every)).sum()
        assert total == pytest.approx(1, abs=1e-9), (first, second)


def test_context_decides_and_readings_are_the_bare_words(model: AccentModel) -> None:
    found = model.restore("gia vang mieng tang", count=4)
    assert found[0].text == "Giá vàng miếng tăng"
    assert sum(r.probability for r in found) <= 1 + 1e-9
    assert [r.probability for r in found] == sorted((r.probability for r in found), reverse=True)


def test_an_unknown_word_stays(model: AccentModel) -> None:
    assert model.restore("gia vang novaland")[0].text.endswith("Novaland")
    assert model.restore("")[0].text == ""


def test_what_the_packages_give(tmp_path: Path) -> None:
    from align.training.vietnamese import _places, _tagged

    tagged = tmp_path / "tagged.txt"
    tagged.write_text("Quyền\tB-N\tB-N\nđược\tB-V\tB-V\nthông tin\tB-N\tB-N\n\nNước\tB-N\tB-N\n", "utf-8")
    assert list(_tagged(tagged)) == ["Quyền được thông tin", "Nước"]
    province = {"name": "Tỉnh Cà Mau", "short": "Cà Mau"}
    told = {
        "old_province_names": {"a": province},
        "province_names": {"a": province},
        "ward_mapping": [
            {"old_district": "Quận Ninh Kiều", "old_ward": "Phường An Bình"},
            {"old_district": "Quận 1", "old_ward": "Phường 3"},
        ],
    }
    places = tmp_path / "mapping.json"
    places.write_text(json.dumps(told), "utf-8")
    names = [name for name, _ in _places(places)]
    assert names[0] == "Cà Mau" and "Ninh Kiều" in names and "An Bình" in names and "3" not in names
