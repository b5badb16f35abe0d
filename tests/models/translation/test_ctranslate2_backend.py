"""Tests of align.models.translation.ctranslate2_backend."""

from __future__ import annotations

import builtins
import shutil
from pathlib import Path

import pytest

from align.errors import ModelError
from align.models import weights_folder
from align.models.translation import ctranslate2_backend as ct2
from align.models.translation.model import Decoding
from align.models.translation.transformers_backend import Seq2SeqModel

LINES = ["Presiden tiba di Jakarta pada hari Senin.", "Pemerintah Jepang mengumumkan rencana itu pada 5 Mei."]


def test_both_backends_say_nearly_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    from rapidfuzz import fuzz

    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache.sqlite"))
    plain = Seq2SeqModel("bundled").generate(LINES, "id", Decoding())
    fast = ct2.CTranslate2Model("bundled").generate(LINES, "id", Decoding())
    assert all(fuzz.ratio(a[0].text, b[0].text) > 60 for a, b in zip(plain, fast, strict=True))
    assert all(a[0].score == pytest.approx(b[0].score, abs=0.1) for a, b in zip(plain, fast, strict=True))
    searched = Decoding(beams=3, candidates=3)
    wide = [backend("bundled").generate(LINES, "id", searched) for backend in (Seq2SeqModel, ct2.CTranslate2Model)]
    for slow, quick in zip(*wide, strict=True):
        assert slow[0].score == pytest.approx(quick[0].score, abs=0.1)
        assert slow[0].score >= slow[1].score >= slow[2].score and quick[0].score >= quick[1].score
    assert len(ct2.CTranslate2Model("bundled").generate(LINES[:1], "id", Decoding(beams=3, candidates=3))[0]) == 3
    folder = ct2.converted("bundled", None, allow_network=False)
    assert folder.name.endswith("-int8") and (folder / "model.bin").exists()


def test_a_model_of_ones_own_is_converted_once_into_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache.sqlite"))
    home = weights_folder() / "translator"
    own = tmp_path / "own"
    shutil.copytree(home, own, ignore=shutil.ignore_patterns("ctranslate2-*"))
    folders = [ct2.converted(str(own), None, allow_network=False) for _ in range(2)]
    assert folders[0] == folders[1]
    assert list((tmp_path / "ctranslate2").iterdir()) == folders[:1]  # converted once, nothing left lying about


def test_where_nothing_can_be_kept_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "file" / "cache.sqlite"))
    with pytest.raises(ModelError, match=r"cannot be written .*; let ALIGN_CACHE name a file"):
        ct2.converted("some/model", None, allow_network=False)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain_import = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name == "ctranslate2":
            raise ImportError(name)
        return plain_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ModelError, match="pip install ctranslate2"):
        ct2.CTranslate2Model("bundled")
