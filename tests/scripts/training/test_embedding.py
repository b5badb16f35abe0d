"""Tests of scripts/training/embedding.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tiny_corpora import script
from training.e5 import dequantize

from align.models.embedder import load_embedder


def test_four_bit_blocks() -> None:
    block = np.concatenate([np.array([0.5], dtype=np.float16).view(np.uint8), np.arange(16, dtype=np.uint8)])
    values = dequantize(block, 32)
    assert values.shape == (1, 32) and values[0, 0] == -4.0 and values[0, 15] == 3.5 and values[0, 16] == -4.0


def test_embedder_from_text_to_table(corpora: Path, tmp_path: Path) -> None:
    train = script("train_embedder")
    assert (
        train.main(
            [
                "--corpora",
                str(corpora),
                "--work",
                str(tmp_path),
                "--epochs",
                "2",
                "--vocabulary",
                "110",
                "--width",
                "16",
                "--batch",
                "64",
            ]
        )
        == 0
    )
    embedder = load_embedder(str(tmp_path))
    assert embedder.embed(["Presiden tiba di Jakarta"]).shape == (1, 16)
    assert embedder.background("vi") is not None
