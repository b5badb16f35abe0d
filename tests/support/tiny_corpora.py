"""Corpora of a few hundred made sentences, and the training scripts as modules."""

from __future__ import annotations

import importlib.util
import lzma
import random
import sys
from pathlib import Path

import pytest
from places import ROOT

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
