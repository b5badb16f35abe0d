"""Train the word-level quality estimator: which words of a translation are wrong, which of the source are missing.

Example:
    python scripts/train_lexicon.py --corpora ../shared/corpora --work work/lexicon     # word links, once
    python scripts/train_qe.py --corpora ../shared/corpora --links work/lexicon --work work/qe --minutes 70

Learns from faithful pairs spoilt in known ways (`align/training/errors.py`), some of them kept aside to be
measured on. Interrupted? The same command goes on from the last checkpoint. `--smoke` trains a few steps.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from training.lexicon import read_compounds
from training.loop import Masters, save_whole
from training.qe_data import IGNORE, Faithful, Row, faithful_pairs, make_row, make_stock, split_pairs
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from align.models.embedder import load_embedder
from align.models.estimation.encoding import KINDS
from align.models.estimation.network import QENetwork, collate
from align.models.estimation.weights import read_weights, write_weights
from align.models.translation.names import resolve


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--links", type=Path, required=True, help="folder of train_lexicon.py: links.*.txt, compounds.tsv")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="go on from these weights (align/models/weights/estimator, say)")
    parser.add_argument("--average", action="store_true", help="write the mean of what --init had and what was learned")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=70.0)
    parser.add_argument("--batch-pieces", type=int, default=8_000)
    parser.add_argument("--lr", type=float, default=4e-4)
    parser.add_argument("--warmup", type=int, default=150)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--smoke", action="store_true")
    return parser.parse_args(argv)


def start(layers: int, init: Path | None = None) -> QENetwork:
    """Untrained network on the translator's embeddings and first encoder layers, or the weights in `init`."""
    translator = AutoModelForSeq2SeqLM.from_pretrained(
        resolve("bundled"), dtype=torch.float32, local_files_only=True, attn_implementation="eager", dropout=0.0
    )
    encoder = translator.model.encoder
    network = QENetwork(translator.config, layers)
    network.pieces.weight.data.copy_(translator.model.shared.weight)
    network.positions.weight.data.copy_(encoder.embed_positions.weight)
    network.norm.load_state_dict(encoder.layernorm_embedding.state_dict())
    for new, old in zip(network.layers, encoder.layers, strict=False):
        new.load_state_dict(old.state_dict())
    if init:
        read_weights(network, init)
    network.pieces.weight.requires_grad_(False)
    network.positions.weight.requires_grad_(False)
    return network


def losses(network: QENetwork, rows: list[Row]) -> torch.Tensor:
    """Cross-entropy of the kinds, summed, and of the pieces."""
    ids, positions, sides = collate([r.encoded for r in rows])
    pair, piece = network(ids, positions, sides)
    labels = torch.full((*ids.shape, 2), IGNORE)
    for k, row in enumerate(rows):
        labels[k, : len(row.wrong), 0] = torch.tensor(row.wrong)
        labels[k, : len(row.missing), 1] = torch.tensor(row.missing)
    known = labels != IGNORE
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    pieces = bce(piece.float()[known], labels[known], pos_weight=torch.tensor(4.0))
    return bce(pair.float(), torch.tensor([r.kinds for r in rows])) * len(KINDS) + 8.0 * pieces


def batches(rows: list[Row], budget: int, rng: random.Random) -> list[list[Row]]:
    """Rows of like length together, at most `budget` pieces with padding."""
    rows.sort(key=lambda r: (len(r.encoded.ids), rng.random()))
    out: list[list[Row]] = [[]]
    for row in rows:
        if out[-1] and len(row.encoded.ids) * (len(out[-1]) + 1) > budget:
            out.append([])
        out[-1].append(row)
    rng.shuffle(out)
    return out


def recall(network: QENetwork, rows: list[Row]) -> dict[str, float]:
    """Per kind, the share above the clean rows' 95th percentile: own logit, and `any`."""
    scores, kinds = [], []
    with torch.inference_mode():
        for part in batches(list(rows), 8000, random.Random(0)):
            scores.append(network(*collate([r.encoded for r in part]))[0].float().numpy())
            kinds += [r.kind for r in part]
    table, names = np.concatenate(scores), np.array(kinds)
    limits = np.quantile(table[names == "clean"], 0.95, axis=0)
    out = {}
    for k, kind in enumerate(KINDS[:-1]):
        mine = table[names == kind]
        if len(mine):
            out[kind] = float((mine[:, k] > limits[k]).mean())
            out[f"{kind}.any"] = float((mine[:, -1] > limits[-1]).mean())
    return out


class Rows:
    """Pairs to draw rows from, and what errors are made with."""

    def __init__(self, args: argparse.Namespace) -> None:
        pairs = faithful_pairs(args.corpora, args.links)
        print(dict(Counter(f"{p.source_lang}-{p.lang}" for p in pairs)), flush=True)
        self.held, self.pairs = split_pairs(pairs, args.seed)
        self.weights = [p.weight for p in self.pairs]
        self.compounds = read_compounds(args.links / "compounds.tsv")
        self.stock = make_stock(self.pairs, load_embedder("bundled"), self.compounds)
        self.tokenizer = AutoTokenizer.from_pretrained(resolve("bundled"), local_files_only=True)

    def of(self, chosen: list[Faithful], rng: random.Random) -> list[Row]:
        """One row a pair; what is added comes from another pair of the same languages."""
        out = []
        for pair in chosen:
            other = rng.choice(chosen)
            while other.source_lang != pair.source_lang or other.lang != pair.lang:
                other = rng.choice(chosen)
            out.append(make_row(pair, (other.source, other.target), self.stock, self.compounds, self.tokenizer, rng))
        return out

    def drawn(self, count: int, rng: random.Random) -> list[Row]:
        return self.of(rng.choices(self.pairs, self.weights, k=count), rng)


@dataclass
class Run:
    """Where a run stands; `state.pt` holds it with the weights."""

    step: int = 0
    seen: int = 0
    seconds: float = 0.0
    pool: int = 0
    log: list[dict[str, float]] = field(default_factory=list)


def train(network: QENetwork, rows: Rows, args: argparse.Namespace) -> tuple[Masters, Run]:
    """Train until the minutes are spent, with a checkpoint every three pools."""
    dev = rows.of([p for p in rows.held for _ in range(3)], random.Random("held out"))
    masters = Masters(network)
    network.to(torch.bfloat16)
    masters.publish()
    optimizer = torch.optim.AdamW(masters.copies, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    run, state = Run(), args.work / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        run = Run(*saved["progress"])
        optimizer.load_state_dict(saved["optimizer"])
        masters.restore(saved["masters"])
    limit = 1.0 if args.smoke else args.minutes
    while run.seconds < 60 * limit and not (args.smoke and run.step >= 3):
        entry = one_pool(network, masters, optimizer, rows, run, args, limit)
        if run.pool % 3 == 0 or run.seconds >= 60 * limit:
            entry |= {k: round(v, 3) for k, v in recall(network, dev).items()}
            run.log.append(entry)
            copies = [m.detach() for m in masters.copies]
            save_whole({"masters": copies, "optimizer": optimizer.state_dict(), "progress": tuple(vars(run).values())}, state)
        print(json.dumps(entry), flush=True)
    return masters, run


def one_pool(
    network: QENetwork, masters: Masters, optimizer: torch.optim.Optimizer, rows: Rows, run: Run, args: argparse.Namespace, limit: float,
) -> dict[str, float]:  # fmt: skip
    """Train on one pool of rows: what to log of it."""
    rng = random.Random(f"{args.seed}:{run.pool}")
    began, total, count = time.monotonic(), 0.0, 0
    for part in batches(rows.drawn(64 if args.smoke else 6000, rng), args.batch_pieces, rng):
        spent = (run.seconds + time.monotonic() - began) / 60 / limit
        loss = losses(network, part)
        loss.backward()
        masters.step(optimizer, args.lr * min(1.0, (run.step + 1) / args.warmup) * max(0.02, 1.0 - spent))
        run.step, run.seen = run.step + 1, run.seen + len(part)
        total, count = total + float(loss.detach()), count + 1
        if run.step % 20 == 0:
            print(f"step {run.step} loss {total / count:.3f} pairs {run.seen}", flush=True)
    run.seconds, run.pool = run.seconds + time.monotonic() - began, run.pool + 1
    return {"step": run.step, "pairs": run.seen, "minutes": round(run.seconds / 60, 1), "loss": round(total / count, 4)}


def average(network: QENetwork, other: QENetwork) -> None:
    """Move the weights half way to another network's (Wortsman et al. 2022): where one run went on from the other, the
    mean misses less than either."""
    with torch.no_grad():
        for mine, theirs in zip(network.parameters(), other.parameters(), strict=True):
            mine.lerp_(theirs, 0.5)


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    rows = Rows(args)
    (args.work / "held_out.txt").write_text("".join(p.target.replace("\n", " ") + "\n" for p in rows.held), "utf-8")
    masters, run = train(start(args.layers, args.init), rows, args)
    network = start(args.layers)  # with the shared tables as they are, not rounded
    final = Masters(network)
    final.restore([m.detach() for m in masters.copies])
    if args.average:
        average(network, start(args.layers, args.init))
    card = {
        "pairs": run.seen,
        "minutes": round(run.seconds / 60, 1),
        "layers": args.layers,
        "held_out": run.log[-1] if run.log else {},
        "averaged": args.average,
    }
    write_weights(network, args.work / "model", card)
    return 0


if __name__ == "__main__":
    sys.exit(main())
