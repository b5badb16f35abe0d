"""Tests of align.models.estimation.runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import ModelError
from align.models import weights_folder
from align.models.estimation.encoding import Encoded
from align.models.estimation.estimator import FOLDER, QualityEstimator
from align.models.estimation.judgement import Judgement
from align.models.estimation.runtime import TorchRuntime, batches, converted

TRANSLATOR = weights_folder() / "translator"
PAIRS = [
    ("Menteri Luar Negeri tiba di Moskow pada hari Selasa.", "The foreign minister arrived in Moscow on Tuesday."),
    ("Ya.", "No."),
    ("Harga minyak naik 3 persen. " * 12, "Oil prices rose by 30 percent. " * 11),
]


def alike(ones: list[Judgement], others: list[Judgement], of_kinds: float, of_words: float) -> None:
    for one, other in zip(ones, others, strict=True):
        assert one.kinds == pytest.approx(other.kinds, abs=of_kinds)
        for mine, theirs in ((one.left_wrong, other.left_wrong), (one.right_missing, other.right_missing)):
            assert [span for span, _ in mine] == [span for span, _ in theirs]
            assert [p for _, p in mine] == pytest.approx([p for _, p in theirs], abs=of_words)


def test_all_runtimes_say_nearly_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    exact, rounded = QualityEstimator(), QualityEstimator(compute="int8")
    assert exact.signature.endswith(":ct2-float32") and rounded.signature.endswith(":ct2-int8")
    monkeypatch.setattr("align.models.estimation.estimator.find_spec", lambda name: None)
    trained = QualityEstimator()
    assert isinstance(trained._runtime, TorchRuntime) and "ct2" not in trained.signature
    alike(exact.judge(PAIRS), trained.judge(PAIRS), 0.0011, 1e-4)
    alike(rounded.judge(PAIRS), trained.judge(PAIRS), 0.6, 0.2)


def test_the_same_alone_and_among_others() -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    rounded = QualityEstimator(compute="int8")  # to the last bit
    assert rounded.judge(PAIRS) == [rounded.judge([pair])[0] for pair in PAIRS] == rounded.judge(PAIRS[::-1])[::-1]
    alike(QualityEstimator().judge(PAIRS), [QualityEstimator().judge([pair])[0] for pair in PAIRS], 0.0011, 1e-4)


def test_the_network_is_converted_once_into_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache.sqlite"))
    folders = [converted(FOLDER, TRANSLATOR, "anothermark") for _ in range(2)]
    assert folders[0] == folders[1] and list((tmp_path / "ctranslate2").iterdir()) == folders[:1]


def test_batches_hold_pairs_of_like_length() -> None:
    rows = [Encoded([0] * size, 1) for size in (30, 5, 31, 6, 300)]
    assert batches(rows, 70) == [[1, 3], [0, 2], [4]]
    assert batches(rows, 0) == [[1], [3], [0], [2], [4]] and batches([], 70) == [[]]


def test_where_nothing_can_be_kept_torch_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("ctranslate2", reason="ctranslate2 is not installed")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "file" / "cache.sqlite"))  # no folder can be made there
    monkeypatch.setattr(QualityEstimator, "_mark", "anothermark")
    assert isinstance(QualityEstimator()._runtime, TorchRuntime) and "could not be converted" in caplog.text
    with pytest.raises(ModelError, match="int8: its network could not be converted"):
        _ = QualityEstimator(compute="int8")._runtime
