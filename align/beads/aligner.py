"""Aligning two texts: beads with posteriors, and for every unit the probability that it was dropped."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from align.beads.band import Band, find_band
from align.beads.features import CROSSED, NAMES, TYPES, bead_features, score_cells
from align.beads.lattice import Posteriors, posteriors
from align.beads.moves import apply_moves, find_moves
from align.beads.similarity import Side, make_sides
from align.errors import InputError
from align.finding import Bead
from align.models.embedder import Embedder, normalised

ROWS = 4096  # lattice rows whose features are held at once
# Characters a translation takes, English 1 (medians over FLORES-200 and WMT24++).
CHARACTERS = {"en": 1.0, "id": 1.081, "vi": 1.058}
ENOUGH = 20  # sure beads from which on a ratio of lengths is measured
OFF = 0.1  # log ratio by which it must differ to be used
# Odds, in logs, that two texts picked from anywhere are no translations of each other.
PRIOR_PENALTY = 5.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in reading order; `left_dropped`, `right_inserted`: null posterior of each unit.

    `related`: how alike the two texts are at their best path (mean margin of its beads, 0 to 1);
    under 0.1 they are hardly translations of each other.
    """

    beads: tuple[Bead, ...]
    left_dropped: tuple[float, ...]
    right_inserted: tuple[float, ...]
    related: float


@lru_cache(maxsize=1)
def default_weights() -> np.ndarray:
    """The fitted weights (`scripts/calibrate.py` writes them), in the order of `features.NAMES`."""
    data = json.loads((files("align.beads") / "weights.json").read_text("utf-8"))
    return np.array([data["weights"][name] for name in NAMES])


def check_vectors(vectors: np.ndarray, units: int, side: str) -> np.ndarray:
    """Vectors from elsewhere as unit float32 rows; InputError where they do not fit the text."""
    if vectors.ndim != 2 or len(vectors) != units:
        raise InputError(f"{side} vectors: expected shape ({units}, width), one row a unit, found {vectors.shape}")
    rows = vectors.astype(np.float32)
    if not np.isfinite(rows).all():
        bad = int(np.flatnonzero(~np.isfinite(rows).all(axis=1))[0])
        raise InputError(f"{side} vectors: expected finite numbers, found NaN or infinity in row {bad}")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.maximum(lengths, 1e-9)


def align_vectors(
    left: np.ndarray,
    right: np.ndarray,
    left_lengths: np.ndarray,
    right_lengths: np.ndarray,
    background: tuple[np.ndarray, np.ndarray] | None = None,
    ratio: float | None = None,
) -> Alignment:
    """Align units given as unit vectors (n, width) and (m, width) with their lengths in characters.

    `ratio`: right characters per left one, where it is known.
    """
    n, m = len(left), len(right)
    if n == 0 or m == 0:
        nulls = [Bead((i,), (), 1.0, 0.0) for i in range(n)] + [Bead((), (j,), 1.0, 0.0) for j in range(m)]
        return Alignment(tuple(nulls), (1.0,) * n, (1.0,) * m, 0.0)
    sides = make_sides(left, right, left_lengths, right_lengths, background)
    return align_sides(*sides, default_weights(), ratio)


def expected_ratio(left_lang: str, right_lang: str) -> float | None:
    """Right characters per left one in translations between two languages; None where one is not known."""
    if left_lang not in CHARACTERS or right_lang not in CHARACTERS:
        return None
    return CHARACTERS[right_lang] / CHARACTERS[left_lang]


def measured_ratio(beads: Sequence[Bead], left: Side, right: Side) -> float | None:
    """Median of right characters per left one over sure one-to-one beads; None with fewer than ENOUGH of them."""
    sure = [b for b in beads if len(b.left) == len(b.right) == 1 and b.posterior > 0.9]
    if len(sure) < ENOUGH:
        return None
    lefts, rights = left.characters[[b.left[0] for b in sure]], right.characters[[b.right[0] for b in sure]]
    return float(np.median((rights + 5) / (lefts + 5)))


def score_all(left: Side, right: Side, band: Band, weights: np.ndarray, ratio: float) -> np.ndarray:
    """Log-odds of every bead, float32 (types, cells), in blocks of rows."""
    scores = np.empty((len(TYPES), band.cells), dtype=np.float32)
    for first in range(0, band.rows, ROWS):
        end = min(first + ROWS, band.rows)
        at = slice(int(band.start[first]), int(band.start[end]))
        scores[:, at] = score_cells(bead_features(left, right, band, first, end, ratio), weights)
    return scores


def align_sides(left: Side, right: Side, weights: np.ndarray, ratio: float | None = None) -> Alignment:
    """Align two prepared texts: the lattice, then units that changed places.

    `ratio`: right characters per left one. Where the sure beads tell of another one, all is done again
    with theirs.
    """
    band = find_band(left, right)
    assumed = ratio or float(right.lengths[-1] / left.lengths[-1])
    found, beads = _search(left, right, band, weights, assumed)
    measured = measured_ratio(beads, left, right)
    if measured and abs(math.log(measured / assumed)) > OFF:
        assumed = measured
        found, beads = _search(left, right, band, weights, assumed)
    moves = find_moves(left, right, found.left_null, found.right_null, weights, assumed)
    on_path = {b.left[0] for b in beads if not b.right}, {b.right[0] for b in beads if not b.left}
    moves = [m for m in moves if m[0] in on_path[0] and m[1] in on_path[1]]
    dropped, inserted = found.left_null.copy(), found.right_null.copy()
    for i, j, probability in moves:
        dropped[i] *= 1 - probability
        inserted[j] *= 1 - probability
    margin = sum(max(0.0, similarity(left, right, b.left, b.right)[1]) * (len(b.left) + len(b.right)) for b in beads)
    related = margin / (len(left) + len(right))
    return Alignment(
        tuple(apply_moves(beads, moves, left, right)), tuple(map(float, dropped)), tuple(map(float, inserted)), related
    )


def _search(left: Side, right: Side, band: Band, weights: np.ndarray, ratio: float) -> tuple[Posteriors, list[Bead]]:
    """Posteriors of the lattice and the beads of its best path."""
    found = posteriors(score_all(left, right, band, weights, ratio), band)
    beads = []
    for kind, i, j, probability in found.path:
        a, b = TYPES[kind]
        units, others = tuple(range(i - a, i)), tuple(range(j - b, j))
        crossed = [((units[0],), (others[1],)), ((units[1],), (others[0],))] if kind == CROSSED else [(units, others)]
        for one, other in crossed:
            beads.append(Bead(one, other, probability, similarity(left, right, one, other)[0]))
    return found, beads


def similarity(left: Side, right: Side, units: Sequence[int], others: Sequence[int]) -> tuple[float, float]:
    """Cosine of two spans, and its margin over their neighbourhoods; zero where one is empty."""
    if not units or not others:
        return 0.0, 0.0
    one, other = left.rows[units[0] : units[-1] + 1].sum(axis=0), right.rows[others[0] : others[-1] + 1].sum(axis=0)
    cosine = float(one @ other / max(1e-9, float(np.linalg.norm(one) * np.linalg.norm(other))))
    hubs = (left.hub_sums[units[-1] + 1] - left.hub_sums[units[0]]) / len(units)
    hubs += (right.hub_sums[others[-1] + 1] - right.hub_sums[others[0]]) / len(others)
    return cosine, cosine - float(hubs) / 2


def unit_lengths(texts: Sequence[str]) -> np.ndarray:
    """Characters of each unit, at least one."""
    return np.array([max(1, len(t)) for t in texts], dtype=np.float64)


def align_texts(left: Sequence[str], right: Sequence[str], embedder: Embedder, left_lang: str, right_lang: str) -> Alignment:
    """Align two lists of units with an embedder."""
    if not left or not right:
        empty = np.zeros((0, 1), dtype=np.float32)
        sizes = unit_lengths(left), unit_lengths(right)
        one = np.zeros((1, 1), dtype=np.float32)
        return align_vectors(np.repeat(one, len(left), 0) if left else empty,
                             np.repeat(one, len(right), 0) if right else empty, *sizes)  # fmt: skip
    backgrounds = embedder.background(left_lang), embedder.background(right_lang)
    background = (backgrounds[0], backgrounds[1]) if backgrounds[0] is not None and backgrounds[1] is not None else None
    return align_vectors(
        embedder.embed(left), embedder.embed(right), unit_lengths(left), unit_lengths(right), background,
        expected_ratio(left_lang, right_lang),
    )  # fmt: skip


def match_probabilities(
    left: Sequence[str], right: Sequence[str], embedder: Embedder, left_lang: str, right_lang: str
) -> tuple[np.ndarray, np.ndarray]:
    """Probability that each left text says the same as each right one, in no order; and the cosines.

    Shapes (len(left), len(right)). The one-to-one log-odds of the lattice against two null beads; no
    length penalty, since a headline and a sentence that repeats it differ in length.
    """
    if not left or not right:
        empty = np.zeros((len(left), len(right)), dtype=np.float32)
        return empty, empty
    backgrounds = embedder.background(left_lang), embedder.background(right_lang)
    known = backgrounds[0] is not None and backgrounds[1] is not None
    sides = make_sides(
        embedder.embed(left), embedder.embed(right), unit_lengths(left), unit_lengths(right),
        (backgrounds[0], backgrounds[1]) if known else None,  # type: ignore[arg-type]
    )  # fmt: skip
    cosines = normalised(sides[0].rows) @ normalised(sides[1].rows).T
    margins = cosines - (sides[0].hubness[:, None] + sides[1].hubness[None, :]) / 2
    weights = default_weights()
    odds = weights[2] * margins + weights[3] - weights[0] - weights[1]
    # A headline may match any of a page's sentences: the chance of one falls with their number.
    prior = math.log(max(2, len(right)))
    return 1 / (1 + np.exp(-np.clip(odds - prior - PRIOR_PENALTY, -30, 30))), cosines
