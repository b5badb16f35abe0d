"""Tests of scripts/training/accents.py."""

from __future__ import annotations

from pathlib import Path

from tiny_corpora import script


def test_accents_from_text_to_headline(corpora: Path, tmp_path: Path) -> None:
    train = script("train_accents")
    from align.headlines.accents import AccentModel

    assert (
        train.main(["--corpora", str(corpora), "--no-packages", "--minimum", "2", "1", "2", "--out", str(tmp_path / "a.npz")])
        == 0
    )
    found = AccentModel(tmp_path / "a.npz").restore("gia dau tang 11500 phan tram o trieu tien")
    assert found[0].text == "Giá dầu tăng 11.500 phần trăm ở Triều Tiên"
    assert 0 < found[0].probability <= 1
