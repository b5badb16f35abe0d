"""Fit how likely an Indonesian line renders a Vietnamese headline, and say how many it finds among unrelated lines.

Usage: python scripts/calibrate_siblings.py --data ../shared/dev --lines ../shared/corpora/news.id.tsv.xz

Sentences of FLORES-200 and WMT24++ stand for headlines, their translations and lines of newspapers for teasers. The nearest
lines of each are told apart from its translation by a logistic regression on every second document.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import random
from itertools import islice
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from align.auditing.teasers import COLUMNS, evidence, near_pairs
from align.bench.data import documents
from align.models.embedder import load_embedder

SHORTEST, LONGEST = 25, 170  # characters


def read_lines(path: Path, count: int) -> list[str]:
    """`count` lines of a corpus, as long as headlines."""
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        texts = (row["text"] for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(islice((t for t in texts if SHORTEST < len(t) < LONGEST), count))


def logistic(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of the columns and, last, the bias."""
    columns = np.c_[rows, np.ones(len(rows))]

    def loss(weights: np.ndarray) -> float:
        logits = columns @ weights
        return float((np.logaddexp(0, logits) - right * logits).sum() + 5e-4 * (weights**2).sum())

    return minimize(loss, np.zeros(columns.shape[1])).x


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lines", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40_000)
    args = parser.parse_args()
    found = [(row, k) for k, rows in enumerate(documents(args.data).values()) for row in rows]
    random.Random(1).shuffle(found)
    pairs = [(row["vi"], row["id"], k) for row, k in found if SHORTEST < len(row["vi"]) < LONGEST]
    headlines, lines = [vi for vi, _, _ in pairs], [line for _, line, _ in pairs] + read_lines(args.lines, args.count)
    rows, right, even = [], [], []
    for target, line, margin in near_pairs(headlines, lines, load_embedder("bundled")):
        if line != target and line < len(pairs) and pairs[line][2] == pairs[target][2]:
            continue  # the same story
        rows.append(evidence(headlines[target], lines[line], margin))
        right.append(line == target)
        even.append(pairs[target][2] % 2 == 0)
    columns, gold, fitted = np.array(rows), np.array(right), np.array(even)
    weights = logistic(columns[fitted], gold[fitted])
    print("WEIGHTS =", tuple(round(float(w), 2) for w in weights), "for", COLUMNS)
    chance = 1 / (1 + np.exp(-(columns[~fitted] @ weights[:-1] + weights[-1])))
    count, odd = sum(k % 2 for _, _, k in pairs), gold[~fitted]
    for least in (0.5, 0.8, 0.9, 0.95):
        share, wrong = (chance[odd] >= least).sum() / count, (chance[~odd] >= least).sum()
        print(f"{least}: {share:.3f} of {count} headlines found, {wrong} wrong among {len(lines):,} lines")


if __name__ == "__main__":
    main()
