"""Tests of align.models.embedder."""

from __future__ import annotations

import numpy as np
import pytest
from texts import ENGLISH, INDONESIAN

from align.errors import ModelError
from align.models.embedder import StaticEmbedder, load_embedder


def test_embedder_vectors(embedder: StaticEmbedder) -> None:
    rows = embedder.embed([*INDONESIAN, "", *ENGLISH])
    assert rows.dtype == np.float32 and rows.shape[0] == 11
    assert np.allclose(np.linalg.norm(rows, axis=1), [1] * 5 + [0] + [1] * 5, atol=1e-5)
    assert ((rows[:5] @ rows[6:].T).argmax(axis=1) == np.arange(5)).all()
    accented, bare = embedder.embed(["Triều Tiên tuyên bố sát cánh cùng Nga", "trieu tien tuyen bo sat canh cung nga"])
    assert accented @ bare > 0.4


def test_embedder_missing(tmp_path) -> None:
    (tmp_path / "table.safetensors").write_bytes(b"")
    with pytest.raises(ModelError, match=r"pieces\.model"):
        load_embedder(str(tmp_path))
