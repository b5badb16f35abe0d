"""Processes that draw, tokenize and pad: a GPU eats faster than one of them can feed."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.corpus import shared_names
from training.rounds.folders import load_tokenizer, made_rows, publish, read_pairs, say
from training.rounds.network import PAD
from training.rounds.text import Draw, WordSwap

WAITING = 40  # pools that may lie ready in a phase's folder
LONGEST = 150  # pieces of either side


@dataclass(frozen=True, slots=True)
class Feed:
    """One phase's pools: `round` says whose made text they draw on (0: none)."""

    phase: str
    round: int
    budget: int  # pieces of a batch, padding included
    processes: int
    pool: int = 16_384


def start(feed: Feed, packed: Path, shared: Path) -> multiprocessing.Process:
    """Begin to fill `shared/PHASE` in processes of its own, once its round's text is there."""
    process = multiprocessing.get_context("spawn").Process(target=_lead, args=(feed, packed, shared))
    process.start()
    return process


def _lead(feed: Feed, packed: Path, shared: Path) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    pairs = read_pairs(packed / "pairs.jsonl")
    while feed.round and not (shared / f"round{feed.round}.done").exists():
        time.sleep(0.2)
    words = WordSwap([(p.source, p.target) for p in pairs if p.tier == "lexicon"])
    draw = Draw(feed.phase, pairs, shared_names(pairs), words)
    if feed.round:
        draw.made_sources = list(made_rows(shared, f"r{feed.round}.bt"))
        draw.made_english = [*made_rows(shared, f"r{feed.round}.ft"), *made_rows(packed, "made")]
    say(feed.phase, len(pairs), "pairs", len(draw.made_sources), "made sources", len(draw.made_english), "made English")
    (shared / feed.phase).mkdir(exist_ok=True)
    context = multiprocessing.get_context("fork")  # the text is shared, not copied
    children = [context.Process(target=_fill, args=(feed, draw, packed, shared, k)) for k in range(feed.processes)]
    for child in children:
        child.start()
    for child in children:
        child.join()


def _fill(feed: Feed, draw: Draw, packed: Path, shared: Path, number: int) -> None:
    tokenizer, folder, at = load_tokenizer(packed), shared / feed.phase, 0
    while not (shared / "finished").exists():
        if len(list(folder.iterdir())) > WAITING:
            time.sleep(0.1)
            continue
        rng = random.Random(f"{feed.phase}:{number}:{at}")
        arrays = {}
        for k, (source, target) in enumerate(batches(feed, draw, tokenizer, rng)):
            arrays[f"x{k}"], arrays[f"y{k}"] = source, target
        publish(folder / f"{at:05d}_{number}.npz", **arrays)
        at += 1


def batches(feed: Feed, draw: Draw, tokenizer: Tokenizer, rng: random.Random) -> list[tuple[np.ndarray, np.ndarray]]:
    """One pool as padded int16 batches (rows, width) of sources and of targets without their start, in random order."""
    texts = [draw(rng) for _ in range(feed.pool)]
    sources = tokenizer.encode_batch_fast([source for source, _ in texts])
    targets = tokenizer.encode_batch_fast([target for _, target in texts])
    rows = [(s.ids, t.ids[1:]) for s, t in zip(sources, targets, strict=True) if max(len(s.ids), len(t.ids)) <= LONGEST]
    rows = [row for row in rows if len(row[0]) > 2 and len(row[1]) > 1]
    rows.sort(key=lambda row: len(row[0]) + len(row[1]) + 2 * rng.random())
    cut = [(_padded([s for s, _ in part]), _padded([t for _, t in part])) for part in _cut(rows, feed.budget)]
    rng.shuffle(cut)
    return cut


def _cut(rows: list[tuple[list[int], list[int]]], budget: int) -> Iterator[list[tuple[list[int], list[int]]]]:
    part: list[tuple[list[int], list[int]]] = []
    width = 0
    for row in rows:
        longest = max(len(row[0]), len(row[1]))
        width = max(width, longest)
        if part and width * (len(part) + 1) > budget:
            yield part
            part, width = [], longest
        part.append(row)
    if part:
        yield part


def _padded(rows: list[list[int]]) -> np.ndarray:
    whole = np.full((len(rows), max(map(len, rows))), PAD, np.int16)
    for k, row in enumerate(rows):
        whole[k, : len(row)] = row
    return whole
