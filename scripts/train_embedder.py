"""Train the embedder in the box: a static table of subword vectors for id, vi and en.

Example:
    python scripts/train_embedder.py --corpora ../shared/corpora --dev ../shared/dev/flores200.tsv.xz \\
        --work work/embedder

Writes `pieces.model` (SentencePiece), `table.safetensors` (int8 rows and their scales, and a sample
of background vectors) and `card.json` (data, settings, figures).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from itertools import chain
from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch
from safetensors.numpy import save_file
from training.corpus import Pair, load_pairs, read_rows
from training.embedding import Table, batches, contrastive_loss, train_pieces, variants
from training.teacher import principal, teacher_vectors

from align.bench.alignment import margin_accuracy
from align.language.script import slugify, unaccent


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=32_000)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--vietnamese", type=int, default=3, help="how often news and general Vietnamese pairs are seen an epoch")
    parser.add_argument("--random-start", action="store_true", help="start from random vectors, not from the teacher's")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--smoke", action="store_true")
    return parser.parse_args(argv)


def training_pairs(corpora: Path, vietnamese: int) -> list[Pair]:
    """Every pair, machine-translated ones too: what means the same is all that counts here.

    Vietnamese news and general text, which is little, comes `vietnamese` times; Vietnamese and
    Indonesian that share their English make pairs of their own.
    """
    pairs, indonesian = load_pairs(corpora), {}
    for lang in ("id", "vi"):
        for row in read_rows(corpora / f"train.{lang}-en.tsv.xz"):
            if row["tier"] == "D_synth" and row[lang] and row["en"]:
                pairs.append(Pair(row[lang], row["en"], lang, row["tier"], row["source"], 1.0))
            english = row["en"].strip().lower()
            if lang == "id":
                indonesian[english] = row["id"]
            elif english in indonesian:
                pairs.append(Pair(row["vi"], indonesian[english], "vi", "vi-id", row["source"], 1.0))
    return pairs + [p for p in pairs if p.lang == "vi" and p.tier.startswith("A_")] * (vietnamese - 1)


def piece_lines(pairs: list[Pair], rng: random.Random):
    """Text the pieces are learnt from: the three languages in like amounts, Vietnamese twice."""
    for pair in pairs:
        if pair.tier in ("lexicon", "vi-id"):
            continue
        if pair.lang == "vi":
            yield from (pair.source, pair.source, unaccent(pair.source), slugify(pair.source).replace("-", " "))
        elif rng.random() < 0.7:
            yield pair.source
        if rng.random() < 0.5:
            yield pair.target


def start_vectors(args: argparse.Namespace, pieces: spm.SentencePieceProcessor, counts: np.ndarray) -> np.ndarray:
    """The teacher's vectors of the pieces, turned and cut to the table's width; or random ones."""
    if args.random_start:
        return np.random.default_rng(args.seed).normal(0, 0.1, (pieces.vocab_size(), args.width))
    shown = [pieces.id_to_piece(i).replace("\u2581", " ").strip() or "." for i in range(pieces.vocab_size())]
    return principal(teacher_vectors(shown), counts, args.width, 0.1)


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    pairs = training_pairs(args.corpora, args.vietnamese)
    if args.smoke:
        pairs, args.epochs, args.vocabulary = pairs[:3000], 1, 1200
    model_path = args.work / "pieces.model"
    if not model_path.exists():
        train_pieces(piece_lines(pairs, rng), str(args.work / "pieces"), args.vocabulary, 160_000)
    pieces = spm.SentencePieceProcessor(model_file=str(model_path))
    counts = np.bincount(
        list(chain.from_iterable(pieces.encode([p.source for p in pairs[::3]] + [p.target for p in pairs[::3]]))),
        minlength=pieces.vocab_size(),
    ).astype(float)
    model = Table(start_vectors(args, pieces, counts), counts)
    steps = args.epochs * sum(1 for _ in batches(len(pairs), args.batch, 8, random.Random(0)))
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, fused=True, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, args.lr, total_steps=steps + 1, pct_start=0.1)
    scale = torch.tensor(args.scale)
    began = time.monotonic()
    for epoch in range(args.epochs):
        total = []
        targets = pieces.encode([p.target for p in pairs])
        sources = pieces.encode([variants(p, rng)[0] for p in pairs])
        for batch in batches(len(pairs), args.batch, 8, rng):
            left = model([sources[i] or [0] for i in batch], args.drop)
            right = model([targets[i] or [0] for i in batch], args.drop)
            loss = contrastive_loss(left, right, scale)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total.append(loss.item())
        print(f"epoch {epoch + 1} loss {np.mean(total):.4f} minutes {(time.monotonic() - began) / 60:.1f}", flush=True)
    return export(args, pieces, model, pairs, rng, (time.monotonic() - began) / 60)


def export(
    args: argparse.Namespace, pieces: spm.SentencePieceProcessor, model: Table, pairs: list[Pair],
    rng: random.Random, minutes: float,
) -> int:  # fmt: skip
    """Quantise, measure on the development set, write."""
    table = model.table()
    scales = np.abs(table).max(axis=1, keepdims=True) / 127 + 1e-12
    quantised = np.round(table / scales).astype(np.int8)
    restored = quantised * scales

    def embed(texts: list[str]) -> np.ndarray:
        summed = np.stack([restored[pieces.encode(t)].sum(axis=0) if t else np.zeros(args.width) for t in texts])
        return summed / (np.linalg.norm(summed, axis=1, keepdims=True) + 1e-9)

    figures: dict[str, tuple[float, float]] = {}
    if args.dev:
        rows = list(read_rows(args.dev))
        views = {lang: embed([r[lang] for r in rows]) for lang in ("id", "vi", "en")}
        views["slug"] = embed([slugify(r["vi"]).replace("-", " ") for r in rows])
        for left, right in (("id", "en"), ("vi", "en"), ("vi", "id"), ("slug", "en"), ("slug", "id")):
            figures[f"{left}-{right}"] = (
                margin_accuracy(views[left], views[right]),
                margin_accuracy(views[right], views[left]),
            )
            print(left, right, figures[f"{left}-{right}"], flush=True)
    news = [p for p in pairs if p.tier.startswith("A_") and 60 < len(p.target) < 300] or pairs
    chosen = {
        lang: rng.sample([p for p in news if p.lang == lang], min(400, sum(p.lang == lang for p in news)))
        for lang in ("id", "vi")
    }
    sample = {
        "background.id": embed([p.source for p in chosen["id"]]),
        "background.vi": embed([p.source for p in chosen["vi"]]),
        "background.en": embed([p.target for p in chosen["id"] + chosen["vi"]]),
    }
    tensors = {k: np.round(v * 127).astype(np.int8) for k, v in sample.items() if len(v)}
    tensors |= {"table": quantised, "scales": scales[:, 0].astype(np.float16)}
    save_file(tensors, args.work / "table.safetensors")
    tiers: dict[str, int] = {}
    for pair in pairs:
        tiers[f"{pair.lang}:{pair.tier}"] = tiers.get(f"{pair.lang}:{pair.tier}", 0) + 1
    card = {
        "pairs": tiers,
        "settings": {k: str(v) for k, v in vars(args).items() if k not in ("corpora", "dev", "work")},
        "minutes": round(minutes, 1),
        "nearest_neighbour": figures,
    }
    (args.work / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
