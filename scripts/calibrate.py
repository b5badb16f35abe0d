"""Fit the aligner's weights on development documents with known drops.

Example:
    python scripts/calibrate.py --dev ../shared/dev --out align/beads/weights.json

The lattice is a conditional random field; the weights maximise the likelihood of the gold paths of one
half of the documents (even ones), and the figures written beside them are of the other half.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from align.beads.aligner import unit_lengths
from align.beads.band import Band, full_band
from align.beads.features import CROSSED, NAMES, TYPES, Weights, add_features, bead_features, make_spans, score_cells
from align.beads.lattice import posteriors
from align.beads.similarity import make_sides
from align.language.lengths import expected_ratio
from align.models.embedder import load_embedder

PAIRS = ("id-en", "vi-id", "vi-en")
CONDITIONS = ("none", "rand05", "rand10", "rand30", "block10", "mix10", "add10", "swap10")
START = np.array([-1.3, -5.3, 22.3, 1.6, -0.33, 24.5, -2.9, -12.3, 25.0, -0.38, 9.6, -5.1, 25.0])

Example = tuple[np.ndarray, Band, np.ndarray]


def load_documents(dev: Path, pair: str, condition: str) -> list[dict]:
    with lzma.open(dev / f"drops.{pair}.{condition}.json.xz", "rt", encoding="utf-8") as handle:
        return json.load(handle)


def gold_cells(document: dict) -> list[tuple[int, int, int]] | None:
    """(type, i, j) of the gold beads in reading order; None where they cross or the lattice lacks one.

    Two neighbours that changed places are one crossed bead.
    """
    by_left = {tuple(left)[0]: (left, right) for left, right in document["gold"] if left}
    inserted = {right[0]: right for left, right in document["gold"] if not left}
    i = j = 0
    cells = []
    while i < len(document["src"]) or j < len(document["tgt"]):
        if j in inserted:
            left, right = [], inserted[j]
        elif i in by_left:
            left, right = by_left[i]
        else:
            return None
        if by_left.get(i) == ([i], [j + 1]) and by_left.get(i + 1) == ([i + 1], [j]):
            i, j = i + 2, j + 2
            cells.append((CROSSED, i, j))
            continue
        size = (len(left), len(right))
        if (right and right[0] != j) or size not in TYPES:
            return None
        i, j = i + size[0], j + size[1]
        cells.append((TYPES.index(size), i, j))
    return cells


def example(document: dict, pair: str, embedder, backgrounds) -> Example | None:
    cells = gold_cells(document)
    left, right = document["src"], document["tgt"]
    if cells is None or not left or not right:
        return None
    langs = pair.split("-")
    sides = make_sides(
        embedder.embed(left), embedder.embed(right), unit_lengths(left), unit_lengths(right),
        (backgrounds[langs[0]], backgrounds[langs[1]]),
    )  # fmt: skip
    band = full_band(len(left), len(right))
    spans = make_spans(sides[0], expected_ratio(*langs)), make_spans(sides[1], 1.0)
    features = bead_features(*sides, spans, band, 0, band.rows)
    target = np.zeros(len(NAMES))
    for kind, i, j in cells:
        add_features(target, kind, features[kind, [band.cell(i, j)]], np.ones(1))
    return features, band, target


def objective(weights: np.ndarray, examples: list[Example], ridge: float) -> tuple[float, np.ndarray]:
    """Negative log likelihood of the gold paths and its gradient."""
    loss, gradient = ridge * float((weights**2).sum()), 2 * ridge * weights
    for features, band, target in examples:
        found = posteriors(score_cells(features, Weights(*weights)), band, every_bead=True)
        loss += found.log_total - float(target @ weights)
        expected = np.zeros_like(weights)
        for kind in range(len(TYPES)):
            cells = np.flatnonzero(found.beads[kind] > 1e-9)
            add_features(expected, kind, features[kind, cells], found.beads[kind, cells])
        gradient = gradient + expected - target
    return loss, gradient


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--ridge", type=float, default=1e-3)
    parser.add_argument("--iterations", type=int, default=60)
    args = parser.parse_args(argv)
    embedder = load_embedder("bundled")
    backgrounds = {lang: embedder.background(lang) for lang in ("id", "vi", "en")}
    examples = []
    for pair in PAIRS:
        for condition in CONDITIONS:
            for document in load_documents(args.dev, pair, condition)[::2]:
                made = example(document, pair, embedder, backgrounds)
                if made:
                    examples.append(made)
    print(f"{len(examples)} documents", flush=True)
    result = minimize(objective, START, args=(examples, args.ridge), jac=True, method="L-BFGS-B",
                      options={"maxiter": args.iterations})  # fmt: skip
    weights = {name: round(float(w), 4) for name, w in zip(NAMES, result.x, strict=True)}
    print(weights, result.fun / len(examples), flush=True)
    card = {"weights": weights, "documents": len(examples), "fitted_on": "even documents of the development drops"}
    args.out.write_text(json.dumps(card, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
