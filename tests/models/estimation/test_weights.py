"""Tests of align.models.estimation.weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.models.estimation.estimator import FOLDER, QualityEstimator
from align.models.estimation.weights import read_weights, write_weights


def test_weights_come_back_and_belong_to_their_translator(tmp_path: Path) -> None:
    network, _ = QualityEstimator()._loaded
    write_weights(network, tmp_path, {"layers": 6})
    card = read_weights(network, tmp_path)
    assert card["shared"] == read_weights(network, FOLDER)["shared"]
    (tmp_path / "card.json").write_text('{"layers": 6, "shared": "another"}')
    with pytest.raises(Exception, match="train the estimator again"):
        read_weights(network, tmp_path)
