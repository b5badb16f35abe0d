"""Tests of align.models.estimation.weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from align.models import weights_folder
from align.models.estimation.estimator import FOLDER
from align.models.estimation.runtime import TorchRuntime
from align.models.estimation.weights import all_arrays, read_weights, write_weights

TRANSLATOR = weights_folder() / "translator"


def test_weights_come_back_and_belong_to_their_translator(tmp_path: Path) -> None:
    network = TorchRuntime(FOLDER, TRANSLATOR).network
    write_weights(network, tmp_path, {"layers": 6})
    card = read_weights(network, tmp_path)
    assert card["shared"] == read_weights(network, FOLDER)["shared"]
    ours, again = all_arrays(FOLDER, TRANSLATOR), all_arrays(tmp_path, TRANSLATOR)
    assert ours.keys() == again.keys() and all(np.allclose(ours[name], again[name], atol=1e-3) for name in ours)
    (tmp_path / "card.json").write_text('{"layers": 6, "shared": "another"}')
    with pytest.raises(Exception, match="train the estimator again"):
        read_weights(network, tmp_path)
    with pytest.raises(Exception, match="train the estimator again"):
        all_arrays(tmp_path, TRANSLATOR)
