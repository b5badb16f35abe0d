"""The embedder's nearest neighbours, and dropped sentences found by the aligner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from align.beads.aligner import align_texts
from align.bench.data import json_of, rows
from align.language.script import slugify
from align.models.embedder import Embedder

PAIRS = ("id-en", "vi-id", "vi-en")
CONDITIONS = ("none", "rand05", "rand10", "rand30", "block10", "mix10", "add10", "swap10")


def margin_accuracy(left: np.ndarray, right: np.ndarray, k: int = 4) -> float:
    """Nearest-neighbour accuracy, left to right, under the ratio margin (Artetxe & Schwenk 2019)."""
    similarity = left @ right.T
    left_mean = np.sort(similarity, axis=1)[:, -k:].mean(axis=1)
    right_mean = np.sort(similarity, axis=0)[-k:].mean(axis=0)
    margin = similarity / ((left_mean[:, None] + right_mean[None]) / 2)
    return float((margin.argmax(axis=1) == np.arange(len(left))).mean())


def nearest(data: Path, embedder: Embedder) -> dict[str, float]:
    """Accuracy among all FLORES-200 lines for each pair of languages."""
    lines = rows(data / "flores200.tsv.xz")
    views = {lang: embedder.embed([row[lang] for row in lines]) for lang in ("id", "vi", "en")}
    views["slug"] = embedder.embed([slugify(row["vi"]).replace("-", " ") for row in lines])
    pairs = (("id", "en"), ("vi", "en"), ("vi", "id"), ("slug", "en"))
    return {f"embedder.nearest.{a}-{b}": margin_accuracy(views[a], views[b]) for a, b in pairs}


def f1(right: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall from counts; 1 where there is nothing to find."""
    return 2 * right / (found + gold) if found + gold else 1.0


def _nulls(document: dict[str, Any], side: int) -> set[int]:
    return {unit for bead in document["gold"] if not bead[1 - side] for unit in bead[side]}


def drops(data: Path, embedder: Embedder) -> dict[str, float]:
    """F1 of dropped and inserted sentences on odd documents (even ones fitted the weights), one by one and,
    as `book`, joined into one text.

    Units that lost only half of their translation (`partial`) count neither way. Where nothing was
    dropped, the number of false alarms; and the strict F1 of the beads. `calibration`: the expected
    calibration error of the drop probabilities, and their reliability table.
    """
    figures: dict[str, float] = {}
    said: list[tuple[float, bool]] = []
    for pair in PAIRS:
        langs = pair.split("-")
        for condition in CONDITIONS:
            documents = [d for d in json_of(data / f"drops.{pair}.{condition}.json.xz")[1::2] if d["src"] and d["tgt"]]
            counts = np.zeros((3, 3), dtype=int)  # drops, insertions, beads x right, found, gold
            for document in documents:
                found = align_texts(document["src"], document["tgt"], embedder, langs[0], langs[1])
                counts += drop_counts(document, found)
                gold, partial = _nulls(document, 0), set(document["partial"])
                said += [(p, i in gold) for i, p in enumerate(found.left_dropped) if i not in partial]
            figures |= _figures(f"drops.{pair}.{condition}", condition, counts)
            book = joined(documents)
            found = align_texts(book["src"], book["tgt"], embedder, langs[0], langs[1])
            figures |= _figures(f"drops.book.{pair}.{condition}", condition, drop_counts(book, found))
    return figures | calibration(said)


def _figures(name: str, condition: str, counts: np.ndarray) -> dict[str, float]:
    if condition == "none":
        return {f"{name}.false_alarms": float(counts[0, 1]), f"{name}.beads": f1(*counts[2])}
    out = {f"{name}.f1": f1(*counts[0])}
    return out | ({f"{name}.inserted_f1": f1(*counts[1])} if condition == "add10" else {})


def joined(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Documents as one book, with their gold beads and partial units renumbered."""
    book: dict[str, Any] = {"src": [], "tgt": [], "gold": [], "partial": []}
    for document in documents:
        left, right = len(book["src"]), len(book["tgt"])
        book["gold"] += [[[i + left for i in a], [j + right for j in b]] for a, b in document["gold"]]
        book["partial"] += [i + left for i in document["partial"]]
        book["src"] += document["src"]
        book["tgt"] += document["tgt"]
    return book


def _bin(stated: np.ndarray, bins: int) -> np.ndarray:
    return np.minimum((stated * bins).astype(int), bins - 1)


def calibration_error(said: list[tuple[float, bool]], bins: int) -> float:
    """Expected calibration error over equal bins (Naeini et al. 2015) of (probability, whether it came true)."""
    stated, true = np.array([p for p, _ in said]), np.array([t for _, t in said], dtype=float)
    return float(np.abs(np.bincount(_bin(stated, bins), stated - true, bins)).sum()) / max(1, len(said))


def calibration(said: list[tuple[float, bool]], bins: int = 10) -> dict[str, float]:
    """Expected calibration error, and what each bin said and saw."""
    stated, true = np.array([p for p, _ in said]), np.array([t for _, t in said], dtype=float)
    at = _bin(stated, bins)
    figures = {"drops.calibration.error": calibration_error(said, bins)}
    for k in range(bins):
        chosen = at == k
        if chosen.any():
            figures[f"drops.reliability.{k / bins:.1f}.said"] = float(stated[chosen].mean())
            figures[f"drops.reliability.{k / bins:.1f}.seen"] = float(true[chosen].mean())
    return figures


def drop_counts(document: dict[str, Any], found: Any) -> np.ndarray:
    """Drops, insertions and beads by (right, found, gold)."""
    partial = set(document["partial"])
    dropped = {i for i, p in enumerate(found.left_dropped) if p >= 0.5} - partial
    inserted = {j for j, p in enumerate(found.right_inserted) if p >= 0.5}
    gold_dropped, gold_inserted = _nulls(document, 0) - partial, _nulls(document, 1)
    beads = {(b.left, b.right) for b in found.beads if not b.is_null}
    gold_beads = {(tuple(a), tuple(b)) for a, b in document["gold"] if a and b}
    return np.array(
        [
            [len(dropped & gold_dropped), len(dropped), len(gold_dropped)],
            [len(inserted & gold_inserted), len(inserted), len(gold_inserted)],
            [len(beads & gold_beads), len(beads), len(gold_beads)],
        ]
    )
