"""Train the translator on one GPU in minutes: both directions, back-translation twice, then forward with R-Drop.

Example:
    python scripts/train_in_rounds.py pack --corpora ../shared/corpora --dev ../shared/dev/flores200.tsv.xz \\
        --init align/models/weights/translator --out work/packed
    python scripts/train_in_rounds.py run work/packed --out work/trained --minutes 11.5
    python scripts/train_in_rounds.py export work/trained --init align/models/weights/translator --out work/model

`pack` and `export` need no GPU; `run` needs PyTorch and tokenizers alone, and the folder that `pack` wrote. Its phases
are cut from the minutes given: .13 both directions, .13 again with a first round of made text, .70 forward.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import time
import unicodedata
from dataclasses import replace
from pathlib import Path

SHARES = (0.13, 0.13, 0.18)  # of the minutes: first phase, second, and the end in which the rate falls
KEPT_HEADLINES = 0.22  # of the Vietnamese lines, for English to be made from
ROUNDS_COVERAGE = 0.45  # pairs of a lower coverage score are left out here


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    pack = commands.add_parser("pack", help="text and starting weights into one folder")
    pack.add_argument("--corpora", type=Path, required=True)
    pack.add_argument("--dev", type=Path, required=True, help="TSV with columns en, id, vi; its loss is logged")
    pack.add_argument("--init", type=Path, required=True, help="translator to start from")
    pack.add_argument("--encoder-layers", type=int, default=11)
    pack.add_argument("--written", type=int, default=0, metavar="N", help="fillings of frames, beside the written sentences")
    pack.add_argument("--made", type=Path, nargs="*", default=[], help="TSV of language, source and English made from it before")
    pack.add_argument("--headlines", type=float, default=KEPT_HEADLINES, help="share of the Vietnamese lines")
    pack.add_argument("--out", type=Path, required=True)
    run = commands.add_parser("run", help="train")
    run.add_argument("packed", type=Path)
    run.add_argument("--out", type=Path, required=True)
    run.add_argument("--minutes", type=float, default=11.5)
    run.add_argument("--rounds", type=int, choices=(1, 2), default=2, help="one is enough where the start translates well")
    run.add_argument("--share", type=float, default=1.0, help="of the text to be translated between rounds")
    run.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    run.add_argument("--budget", type=int, default=40_000, help="pieces of a batch; about two thirds of it under R-Drop")
    run.add_argument("--pool", type=int, default=16_384)
    run.add_argument("--eager", action="store_true", help="do not compile the layers on a GPU")
    export = commands.add_parser("export", help="a Hugging Face checkpoint of what was trained")
    export.add_argument("trained", type=Path)
    export.add_argument("--init", type=Path, required=True)
    export.add_argument("--out", type=Path, required=True)
    return parser.parse_args(argv)


def clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def pack(args: argparse.Namespace) -> None:
    """Write pairs, single texts, weights, tokenizer and settings."""
    import torch
    from safetensors.torch import save_file
    from training import phrases
    from training.corpus import load_pairs, read_rows
    from training.e5 import default_path, read_packed
    from training.rounds.folders import load_tokenizer, spelled_out, write_pairs
    from training.rounds.start import deepen, read_translator, spread_of

    args.out.mkdir(parents=True, exist_ok=True)
    found = load_pairs(args.corpora, coverage=ROUNDS_COVERAGE) + (phrases.pairs(args.written) if args.written else [])
    pairs = [replace(p, source=clean(p.source), target=spelled_out(clean(p.target))) for p in found]
    write_pairs(args.out / "pairs.jsonl", pairs)
    (args.out / "made.tsv").write_text("".join(path.read_text("utf-8") for path in args.made), "utf-8")
    rng = random.Random(5)
    for name, file, share in (("en", "news.en", 1.0), ("id", "news.id", 1.0), ("vi", "headlines.vi", args.headlines)):
        lines = (clean(row["text"]) for row in read_rows(args.corpora / f"{file}.tsv.xz") if rng.random() < share)
        kept = [spelled_out(line) if name == "en" else line for line in lines if 3 < len(line.split()) < 70]
        (args.out / f"{name}.txt").write_text("\n".join(kept) + "\n", "utf-8")
    shutil.copy(args.init / "tokenizer.json", args.out)
    rows = list(read_rows(args.dev))[:400]
    (args.out / "dev.json").write_text(json.dumps([[r["id"], r["vi"], r["en"]] for r in rows]), "utf-8")
    weights = read_translator(args.init)
    config = json.loads((args.init / "config.json").read_text("utf-8"))
    layers = (config["encoder_layers"], config["decoder_layers"])
    tokenizer = load_tokenizer(args.out)
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    source = torch.tensor([e.ids for e in tokenizer.encode_batch([r["id"] for r in rows[:64]])])
    deepen(weights, read_packed(default_path()), args.encoder_layers, spread_of(weights, layers, source))
    save_file({name: value.half() for name, value in weights.items()}, args.out / "start.safetensors")
    (args.out / "settings.json").write_text(json.dumps({"layers": [args.encoder_layers, layers[1]]}), "utf-8")


def dev_sets(packed: Path) -> dict[str, list]:
    """Padded batches of 100 rows: Indonesian, Vietnamese, and Vietnamese as a slug, each into English."""
    import torch
    from training.rounds.folders import load_tokenizer

    from align.language.script import slugify

    tokenizer = load_tokenizer(packed)
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    rows = json.loads((packed / "dev.json").read_text("utf-8"))

    def ids(texts: list[str]) -> torch.Tensor:
        return torch.tensor([e.ids for e in tokenizer.encode_batch(texts)])

    readings = {"id": lambda r: r[0], "vi": lambda r: r[1], "slug": lambda r: slugify(r[1]).replace("-", " ")}
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    return {name: [(ids([f(r) for r in p]), ids([r[2] for r in p])[:, 1:]) for p in parts] for name, f in readings.items()}


def run(args: argparse.Namespace) -> None:
    """Start the processes that feed and read back, then train through the phases."""
    import torch
    from safetensors.torch import load_file
    from training.rounds import producers, texts
    from training.rounds.folders import say
    from training.rounds.trainer import Phase, Run, fuse

    began, length = time.time(), 60 * args.minutes
    if torch.cuda.is_available() and not args.eager:
        fuse()
    shared = args.out / "shared"
    shared.mkdir(parents=True, exist_ok=True)
    narrow = int(args.budget * 0.65)
    last_round = args.rounds
    feeds = [("both", 0, args.budget), ("forward", last_round, narrow), ("end", last_round, narrow)]
    feeds += [("both-made", 1, args.budget)] if last_round == 2 else []
    helpers = [
        producers.start(producers.Feed(name, number, budget, args.processes, args.pool), args.packed, shared)
        for name, number, budget in feeds
    ]
    helpers.append(texts.start(args.packed, shared, rounds=last_round, share=args.share))
    layers = tuple(json.loads((args.packed / "settings.json").read_text("utf-8"))["layers"])
    trained, sets = Run(load_file(args.packed / "start.safetensors"), layers, shared), dev_sets(args.packed)
    end, log = began + length, [("start", 0, 0, trained.losses(sets))]

    def phase(settings: Phase, decay: float, *folders: str) -> None:
        trained.loader.switch(*folders)
        trained.train(settings, decay)
        trained.show(trained.average)
        log.append((settings.name, trained.step, trained.pairs, trained.losses(sets)))
        say(*log[-1])
        (args.out / "trained.pt").write_bytes(trained.saved(trained.average))
        (args.out / "log.json").write_text(json.dumps(log), "utf-8")
        trained.show(trained.copies)

    first, second, last = (share * length for share in SHARES)
    phase(Phase("both", lambda: began + first, 1e-3, 250), 0.998, "both")
    if last_round == 2:
        trained.make(1, texts.KEYS, 0.5, 3 * args.budget)
        second_end = time.time() + second
        phase(Phase("both-made", lambda: second_end, 9e-4, 30), 0.998, "both-made", "both")
    trained.make(last_round, texts.KEYS, 1.0, 3 * args.budget)
    before = "both-made" if last_round == 2 else "both"
    phase(Phase("forward", lambda: end - last, 8e-4, 30, rdrop=1.5, dropout=0.12), 0.998, "forward", before)
    phase(Phase("end", lambda: end, 8e-4, 0, rdrop=1.5, dropout=0.12, decay=last), 0.99, "end", "forward", before)
    (shared / "finished").touch()
    for helper in helpers:
        helper.terminate()


def export(args: argparse.Namespace) -> None:
    """Put what was trained over the embeddings and positions of `--init`."""
    import torch
    from safetensors.torch import load_file, save_file

    args.out.mkdir(parents=True, exist_ok=True)
    state = torch.load(args.trained / "trained.pt", map_location="cpu", weights_only=True)
    kept = {name: value for name, value in load_file(args.init / "model.safetensors").items() if "layers." not in name}
    save_file(kept | {f"model.{name}": value for name, value in state.items()}, args.out / "model.safetensors", {"format": "pt"})
    config = json.loads((args.init / "config.json").read_text("utf-8"))
    config["encoder_layers"] = 1 + max(int(n.split(".")[2]) for n in state if n.startswith("encoder.layers."))
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    for name in ("generation_config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(args.init / name, args.out)


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    {"pack": pack, "run": run, "export": export}[args.command](args)
    return 0


if __name__ == "__main__":
    sys.exit(main())
