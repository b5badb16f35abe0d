"""What is to be translated between rounds, as ids; and what came of it, as text."""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

import numpy as np

from align.models.translation.faults import repeats
from training.corpus import reverse_source
from training.rounds.folders import load_tokenizer, publish, read_lines, read_pairs, say

KEYS = ("bt.id", "bt.vi", "ft.id", "ft.vi")  # sources made from English, and English made from sources
LONGEST = 110  # pieces of what is given


def start(packed: Path, shared: Path, rounds: int, share: float = 1.0) -> multiprocessing.Process:
    process = multiprocessing.get_context("spawn").Process(target=_lead, args=(packed, shared, rounds, share))
    process.start()
    return process


def _given(packed: Path) -> dict[str, list[str]]:
    """The lines of each key. The English of one language's good pairs is a source for the other's back-translation."""
    pairs, english = read_pairs(packed / "pairs.jsonl"), read_lines(packed / "en.txt")

    def good(lang: str) -> list[str]:
        return [p.target for p in pairs if p.lang == lang and p.tier in ("A_news", "A_general") and len(p.target.split()) > 3]

    return {
        "bt.id": english + good("vi"), "bt.vi": english + good("id"),
        "ft.id": read_lines(packed / "id.txt"), "ft.vi": read_lines(packed / "vi.txt"),
    }  # fmt: skip


def _lead(packed: Path, shared: Path, rounds: int, share: float) -> None:
    tokenizer, texts = load_tokenizer(packed), {}
    for key, lines in _given(packed).items():
        lines = sorted(set(lines))
        random.Random(3).shuffle(lines)
        lines = lines[: int(len(lines) * share)]
        shown = [reverse_source(line, key[-2:]) for line in lines] if key.startswith("bt") else lines
        ids = [encoded.ids for encoded in tokenizer.encode_batch_fast(shown)]
        order = sorted((k for k in range(len(ids)) if 4 < len(ids[k]) <= LONGEST), key=lambda k: len(ids[k]))
        texts[key] = [lines[k] for k in order]
        lengths = np.array([len(ids[k]) for k in order], np.int16)
        publish(shared / f"given.{key}.npz", flat=np.array([i for k in order for i in ids[k]], np.int16), lengths=lengths)
        say("given", key, len(order))
    for number in range(1, rounds + 1):
        _collect(number, shared, texts, tokenizer)


def _collect(number: int, shared: Path, texts: dict[str, list[str]], tokenizer: object) -> None:
    """Turn the ids of round `number` into text as they come, until its generation says that it ended."""
    while True:
        last = (shared / f"generated{number}.done").exists()
        for path in sorted(shared.glob(f"r{number}.*.npz")):
            key = ".".join(path.name.split(".")[1:3])
            with np.load(path) as part:
                made = tokenizer.decode_batch([[i for i in row if i > 3] for row in part["made"].tolist()])
                rows = [
                    (texts[key][index], " ".join(text.split()))
                    for text, good, index in zip(made, part["good"].tolist(), part["index"].tolist(), strict=True)
                    if good
                ]
            path.with_suffix(".tsv").write_text(
                "".join(_row(key, given, text) for given, text in rows if fits(given, text)), "utf-8"
            )
            path.unlink()
        if last:
            (shared / f"round{number}.done").touch()
            return
        time.sleep(0.2)


def fits(given: str, made: str) -> bool:
    """Whether a made text may stand beside what it was made from: about as long, no copy, no stutter."""
    if not made or "\t" in given or made.lower() == given.lower():
        return False
    return 0.45 <= (len(made) + 5) / (len(given) + 5) <= 2.2 and not repeats(made)


def _row(key: str, given: str, made: str) -> str:
    source, english = (made, given) if key.startswith("bt") else (given, made)
    return f"{key[-2:]}\t{source}\t{english}\n"
