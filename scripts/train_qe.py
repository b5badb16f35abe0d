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
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from align.models.embedder import load_embedder
from align.models.qe_network import KINDS, QENetwork, collate
from align.models.qe_weights import read_weights, write_weights
from align.models.seq2seq import resolve
from align.training.qe_data import IGNORE, Row, faithful_pairs, make_row, make_stock, read_compounds, split_pairs


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--links", type=Path, required=True, help="folder of train_lexicon.py: links.*.txt, compounds.tsv")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="go on from these weights (align/models/weights/estimator, say)")
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


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    pairs = faithful_pairs(args.corpora, args.links)
    counts: dict[str, int] = defaultdict(int)
    for pair in pairs:
        counts[f"{pair.source_lang}-{pair.lang}"] += 1
    print(dict(counts), flush=True)
    held, pairs = split_pairs(pairs, args.seed)
    (args.work / "held_out.txt").write_text("".join(p.target.replace("\n", " ") + "\n" for p in held), "utf-8")
    stock, compounds = make_stock(pairs, load_embedder("bundled")), read_compounds(args.links / "compounds.tsv")
    tokenizer = AutoTokenizer.from_pretrained(resolve("bundled"), local_files_only=True)

    def rows_of(chosen: list, rng: random.Random) -> list[Row]:  # type: ignore[type-arg]
        out = []
        for pair in chosen:
            other = rng.choice(chosen)
            while other.source_lang != pair.source_lang or other.lang != pair.lang:
                other = rng.choice(chosen)
            out.append(make_row(pair, (other.source, other.target), stock, compounds, tokenizer, rng))
        return out

    fixed = random.Random("held out")
    dev = rows_of([p for p in held for _ in range(3)], fixed)
    network = start(args.layers, args.init)
    masters = [p.detach().clone().requires_grad_() for p in network.parameters() if p.requires_grad]
    network.to(torch.bfloat16)
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(masters, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    step, seen, seconds, pool, log = 0, 0, 0.0, 0, []
    state = args.work / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        step, seen, seconds, pool, log = saved["progress"]
        optimizer.load_state_dict(saved["optimizer"])
        with torch.no_grad():
            for master, old, parameter in zip(masters, saved["masters"], parameters, strict=True):
                parameter.copy_(master.copy_(old))
    limit = 1.0 if args.smoke else args.minutes
    weights = [p.weight for p in pairs]
    while seconds < 60 * limit and not (args.smoke and step >= 3):
        rng = random.Random(f"{args.seed}:{pool}")
        began, total, count = time.monotonic(), 0.0, 0
        for part in batches(rows_of(rng.choices(pairs, weights, k=64 if args.smoke else 6000), rng), args.batch_pieces, rng):
            spent = (seconds + time.monotonic() - began) / 60 / limit
            rate = args.lr * min(1.0, (step + 1) / args.warmup) * max(0.02, 1.0 - spent)
            loss = losses(network, part)
            loss.backward()
            for parameter, master in zip(parameters, masters, strict=True):
                master.grad = None if parameter.grad is None else parameter.grad.float()
                parameter.grad = None
            torch.nn.utils.clip_grad_norm_(masters, 1.0)
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()
            with torch.no_grad():
                for parameter, master in zip(parameters, masters, strict=True):
                    parameter.copy_(master)
            step, seen, total, count = step + 1, seen + len(part), total + float(loss.detach()), count + 1
            if step % 20 == 0:
                print(f"step {step} loss {total / count:.3f} pairs {seen} lr {rate:.1e}", flush=True)
        seconds, pool = seconds + time.monotonic() - began, pool + 1
        entry = {"step": step, "pairs": seen, "minutes": round(seconds / 60, 1), "loss": round(total / count, 4)}
        if pool % 3 == 0 or seconds >= 60 * limit:
            entry |= {k: round(v, 3) for k, v in recall(network, dev).items()}
            log.append(entry)
            partial = state.with_suffix(".partial")
            torch.save(
                {"masters": masters, "optimizer": optimizer.state_dict(), "progress": (step, seen, seconds, pool, log)}, partial
            )
            partial.replace(state)
        print(json.dumps(entry), flush=True)
    network = start(args.layers)  # with the shared tables as they are, not rounded
    with torch.no_grad():
        for parameter, master in zip((p for p in network.parameters() if p.requires_grad), masters, strict=True):
            parameter.copy_(master)
    write_weights(network, args.work / "model", {"pairs": seen, "minutes": round(seconds / 60, 1), "layers": args.layers,
                                                 "held_out": log[-1] if log else {}})  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
