"""Train the translator in the box: id, vi (accented and unaccented) -> en.

Example:
    python scripts/train_translator.py --corpora ../shared/corpora --dev ../shared/dev/flores200.tsv.xz \\
        --work work/translator --minutes 120

Interrupted? The same command goes on from the last checkpoint. `--smoke` trains a few steps on a
handful of pairs, to test the path.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import torch
from training import phrases
from training.card import write_card
from training.corpus import (
    Augment,
    Augmenter,
    Pair,
    Reverser,
    load_pairs,
    read_made,
    read_rows,
    reverse_source,
    shared_names,
    with_share,
)
from training.e5 import default_path, read_packed
from training.loop import Settings, Trainer, batch_loss, pool_batches
from training.seq2seq import grow, trim_pieces, trimmed_tokenizer
from transformers import AutoTokenizer, BartForConditionalGeneration, PreTrainedTokenizerFast

from align.language.script import slugify


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--dev", type=Path, help="TSV with columns en, id, vi; its loss is logged")
    parser.add_argument("--work", type=Path, required=True, help="checkpoints, log, exported model")
    parser.add_argument("--init", type=Path, help="go on from this model (a folder) instead of the bare encoder")
    parser.add_argument("--reverse", action="store_true", help="English -> id and vi instead, for back-translation")
    parser.add_argument("--back", type=Path, nargs="*", default=(), help="files of back_translate.py to train on too")
    parser.add_argument("--written", type=int, default=0, metavar="N", help="fillings of frames, beside the written sentences")
    parser.add_argument("--written-share", type=float, default=0.2, help="of all pairs that are drawn")
    parser.add_argument(
        "--made", type=Path, nargs="*", default=(), help="TSV of language, source and English made from it before"
    )
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--steps", type=int, default=200_000)
    parser.add_argument("--vocabulary", type=int, default=16_000)
    parser.add_argument("--batch-tokens", type=int, default=10_000)
    parser.add_argument("--peak-lr", type=float, default=1e-3)
    parser.add_argument("--encoder-lr-factor", type=float, default=0.4)
    parser.add_argument("--warmup", type=int, default=300)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--label-smoothing", type=float, default=0.1)
    parser.add_argument("--frozen-share", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--checkpoint-every", type=int, default=4, help="in pools of 8,192 pairs")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--export-only", action="store_true", help="write the last checkpoint as a model and stop")
    parser.add_argument("--smoke", action="store_true")
    return parser.parse_args(argv)


def dev_sets(path: Path | None, limit: int = 200) -> dict[str, list[Pair]]:
    if path is None:
        return {}
    rows = list(read_rows(path))[:limit]
    return {
        "dev_id": [Pair(r["id"], r["en"], "id", "dev", "dev", 1) for r in rows],
        "dev_vi": [Pair(r["vi"], r["en"], "vi", "dev", "dev", 1) for r in rows],
        "dev_slug": [Pair(slugify(r["vi"]).replace("-", " "), r["en"], "vi", "dev", "dev", 1) for r in rows],
    }


def reversed_dev(sets: dict[str, list[Pair]]) -> dict[str, list[Pair]]:
    """The dev sets turned round, without the one made of slugs."""
    return {
        name: [Pair(reverse_source(p.target, p.lang), p.source, p.lang, p.tier, p.origin, p.weight) for p in rows]
        for name, rows in sets.items()
        if name != "dev_slug"
    }


def start(args: argparse.Namespace, pairs: list[Pair]) -> tuple[BartForConditionalGeneration, PreTrainedTokenizerFast]:
    """Model and tokenizer to train: grown from the encoder, or `--init`'s (the shipped weights, say)."""
    if args.init:
        tokenizer = AutoTokenizer.from_pretrained(args.init, local_files_only=True)
        model = BartForConditionalGeneration.from_pretrained(
            args.init, local_files_only=True, dtype=torch.float32, attn_implementation="eager", dropout=args.dropout
        )
        return model, tokenizer
    encoder = read_packed(default_path())
    kept_path = args.work / "pieces.json"
    if kept_path.exists():
        kept = json.loads(kept_path.read_text())
    else:
        sides = (t for p in pairs if p.tier != "lexicon" for t in (p.source, p.target))
        kept = trim_pieces(encoder, sides, args.vocabulary)
        kept_path.write_text(json.dumps(kept))
    return grow(encoder, kept, dropout=args.dropout), trimmed_tokenizer(encoder, kept)


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    pairs = load_pairs(args.corpora, back=args.back) + [pair for path in args.made for pair in read_made(path)]
    if args.written:
        pairs = with_share(pairs, phrases.pairs(args.written), args.written_share)
    if args.smoke:
        pairs, args.steps, args.minutes = pairs[:64], 3, 1.0
    model, tokenizer = start(args, pairs)
    if args.init and not args.reverse:  # the quality estimator reads these: it stays valid where they stay
        model.model.shared.weight.requires_grad_(False)
        model.model.encoder.embed_positions.weight.requires_grad_(False)
    settings = Settings(
        steps=args.steps, minutes=args.minutes, batch_tokens=args.batch_tokens,
        peak_lr=args.peak_lr, encoder_lr_factor=args.encoder_lr_factor, warmup=args.warmup,
        label_smoothing=args.label_smoothing, seed=args.seed, checkpoint_every=args.checkpoint_every,
        frozen_share=args.frozen_share,
    )  # fmt: skip
    trainer = Trainer(model, settings, args.work)
    trainer.resume()
    options = {
        "encoder_layers": trainer.model.config.encoder_layers, "decoder_layers": trainer.model.config.decoder_layers,
        "vocabulary": len(tokenizer), "batch_tokens": args.batch_tokens, "peak_lr": args.peak_lr,
        "encoder_lr_factor": args.encoder_lr_factor, "dropout": args.dropout, "label_smoothing": args.label_smoothing,
        "frozen_share": args.frozen_share, "copy_rate": Augmenter([]).copy_rate, "seed": args.seed,
    }  # fmt: skip

    def finish() -> None:
        trainer.export(args.work / "model", tokenizer)
        write_card(args.work / "model", pairs, trainer.progress.log, options)

    if args.export_only:
        finish()
        return 0
    names, sets = shared_names(pairs), dev_sets(args.dev)
    augment: Augment = Augmenter(names)
    if args.reverse:
        augment, sets = Reverser(Augmenter(names, slug_rate=0.0, lower_rate=0.0)), reversed_dev(sets)
    dev = {
        name: tuple(
            [ids[:250] for ids in tokenizer(side)["input_ids"]] for side in ([p.source for p in rows], [p.target for p in rows])
        )
        for name, rows in sets.items()
    }

    def evaluate() -> dict[str, float]:
        losses = {}
        with torch.inference_mode():
            for name, (sources, targets) in dev.items():
                parts = [
                    float(batch_loss(trainer.model, (sources[i : i + 50], targets[i : i + 50]), 0.0, trainer.device))
                    for i in range(0, len(sources), 50)
                ]
                losses[name] = sum(parts) / len(parts)
        return losses

    trainer.run(lambda at: pool_batches(pairs, augment, tokenizer, settings, at), evaluate)
    finish()
    (args.work / "log.json").write_text(json.dumps(trainer.progress.log, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
