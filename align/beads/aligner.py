"""Aligning two texts: beads with posteriors, and for every unit the probability that it was dropped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from align.beads.band import Band, band_dots, find_band
from align.beads.features import CROSSED, TYPES, Weights, bead_features, make_spans, score_cells
from align.beads.lattice import Posteriors, posteriors
from align.beads.moves import apply_moves, find_moves
from align.beads.same_pattern import SURE, split_merges
from align.beads.similarity import Side, make_sides
from align.finding import Bead
from align.language.lengths import expected_ratio
from align.models.embedder import Embedder

ROWS = 512  # lattice rows whose features are held at once


ENOUGH = 20  # units from which on a ratio of lengths is measured


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
def default_weights() -> Weights:
    """The fitted weights; `scripts/calibrate.py` writes them."""
    data = json.loads((files("align.beads") / "weights.json").read_text("utf-8"))
    return Weights(**data["weights"])


def align_vectors(
    left: np.ndarray,
    right: np.ndarray,
    left_lengths: np.ndarray,
    right_lengths: np.ndarray,
    background: tuple[np.ndarray, np.ndarray] | None = None,
    ratio: float | None = None,
    weights: Weights | None = None,
) -> Alignment:
    """Align units given as unit vectors (n, width) and (m, width) with their lengths in characters.

    `ratio`: right characters per left one, where it is known.
    """
    n, m = len(left), len(right)
    if n == 0 or m == 0:
        nulls = [Bead((i,), (), 1.0, 0.0) for i in range(n)] + [Bead((), (j,), 1.0, 0.0) for j in range(m)]
        return Alignment(tuple(nulls), (1.0,) * n, (1.0,) * m, 0.0)
    sides = make_sides(left, right, left_lengths, right_lengths, background)
    return align_sides(*sides, default_weights() if weights is None else weights, ratio)


def measured_ratio(left: Side, right: Side, band: Band) -> float:
    """Right characters per left one: the median over the units whose best counterpart in the band is surest.

    Of long texts some stretches are looked at; of texts with fewer than ENOUGH units it is the ratio of the
    totals.
    """
    total = float(right.lengths[-1] / left.lengths[-1])
    if len(left) < ENOUGH or len(right) < ENOUGH:
        return total
    best, at = np.full(len(left), -1.0), np.zeros(len(left), dtype=np.int64)
    stretches = range(1, band.rows, ROWS)
    for first in stretches[:: max(1, len(stretches) // 8)]:
        end = min(first + ROWS, band.rows)
        dots = np.nan_to_num(band_dots(left.rows, right.rows, band, first, end), nan=-np.inf)
        base = band.start[first]
        for i in range(first, end):
            row = dots[band.start[i] - base : band.start[i + 1] - base]
            place = int(row.argmax())
            j = int(band.low[i]) + place
            if j:
                best[i - 1], at[i - 1] = row[place] / max(1e-9, left.norms[0, i - 1] * right.norms[0, j - 1]), j - 1
    sure = np.argsort(-best, kind="stable")[: max(ENOUGH, int((best > -1).sum()) // 2)]
    return float(np.median((right.characters[at[sure]] + 5) / (left.characters[sure] + 5)))


def score_all(left: Side, right: Side, band: Band, weights: Weights, ratio: float) -> np.ndarray:
    """Log-odds of every bead, float32 (types, cells), in blocks of rows."""
    scores = np.empty((len(TYPES), band.cells), dtype=np.float32)
    spans = make_spans(left, ratio), make_spans(right, 1.0)
    for first in range(0, band.rows, ROWS):
        end = min(first + ROWS, band.rows)
        at = slice(int(band.start[first]), int(band.start[end]))
        scores[:, at] = score_cells(bead_features(left, right, spans, band, first, end), weights)
    return scores


def align_sides(left: Side, right: Side, weights: Weights, ratio: float | None = None) -> Alignment:
    """Align two prepared texts: the lattice, then units that changed places.

    `ratio`: right characters per left one; measured where it is not given.
    """
    band = find_band(left, right)
    ratio = ratio or measured_ratio(left, right, band)
    found, beads = _search(left, right, band, weights, ratio)
    moves = find_moves(left, right, found.left_null, found.right_null, weights, ratio)
    on_path = {b.left[0] for b in beads if not b.right}, {b.right[0] for b in beads if not b.left}
    moves = [m for m in moves if m[0] in on_path[0] and m[1] in on_path[1]]
    dropped, inserted = found.left_null.copy(), found.right_null.copy()
    for i, j, probability in moves:
        dropped[i] *= 1 - probability
        inserted[j] *= 1 - probability
    related = relatedness(left, right, beads)
    return Alignment(
        tuple(apply_moves(beads, moves, left, right)), tuple(map(float, dropped)), tuple(map(float, inserted)), related
    )


def _search(left: Side, right: Side, band: Band, weights: Weights, ratio: float) -> tuple[Posteriors, list[Bead]]:
    """Posteriors of the lattice and the beads of its best path."""
    found = posteriors(score_all(left, right, band, weights, ratio), band)
    spans: list[tuple[tuple[int, ...], tuple[int, ...], float]] = []
    for kind, i, j, probability in found.path:
        a, b = TYPES[kind]
        if kind == CROSSED:
            spans += [((i - 2,), (j - 1,), probability), ((i - 1,), (j - 2,), probability)]
        else:
            spans.append((tuple(range(i - a, i)), tuple(range(j - b, j)), probability))
    cosines = span_cosines(left, right, [(units, others) for units, others, _ in spans])
    return found, [Bead(units, others, p, float(c)) for (units, others, p), c in zip(spans, cosines)]


def _span_sums(side: Side, spans: Sequence[tuple[int, ...]]) -> np.ndarray:
    """The vector of each span of neighbouring units, float32 (spans, width); none may be empty."""
    sums = side.rows[[span[0] for span in spans]]
    for size in range(1, max(map(len, spans), default=1)):
        longer = [at for at, span in enumerate(spans) if len(span) > size]
        sums[longer] += side.rows[[spans[at][size] for at in longer]]
    return sums


def span_cosines(left: Side, right: Side, spans: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> np.ndarray:
    """Cosine of each pair of spans; zero where one is empty."""
    cosines = np.zeros(len(spans))
    full = [at for at, (units, others) in enumerate(spans) if units and others]
    for start in range(0, len(full), ROWS):
        at = full[start : start + ROWS]
        one, other = [spans[k][0] for k in at], [spans[k][1] for k in at]
        norms = left.norms[[len(u) - 1 for u in one], [u[0] for u in one]]
        norms = norms * right.norms[[len(u) - 1 for u in other], [u[0] for u in other]]
        cosines[at] = np.einsum("ij,ij->i", _span_sums(left, one), _span_sums(right, other)) / np.maximum(norms, 1e-9)
    return cosines


def relatedness(left: Side, right: Side, beads: Sequence[Bead]) -> float:
    """Mean margin of the beads, weighted by their units, over the side that has more of its units aligned.

    So a text that stands whole in a far longer one is related to it.
    """
    full = [bead for bead in beads if bead.left and bead.right]
    margins, shares = np.array([bead.similarity for bead in full]), []
    for side, spans in ((left, [bead.left for bead in full]), (right, [bead.right for bead in full])):
        starts, ends = np.array([s[0] for s in spans], dtype=int), np.array([s[-1] + 1 for s in spans], dtype=int)
        margins -= (side.hub_sums[ends] - side.hub_sums[starts]) / (ends - starts) / 2
        shares.append((ends - starts) / len(side))
    return max(float(np.maximum(margins, 0.0) @ share) for share in shares)


def unit_lengths(texts: Sequence[str]) -> np.ndarray:
    """Characters of each unit, at least one."""
    return np.array([max(1, len(t)) for t in texts], dtype=np.float64)


def vectors_of(
    left: Sequence[str], right: Sequence[str], embedder: Embedder, left_lang: str, right_lang: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray] | None]:
    """What `make_sides` wants: vectors and lengths of both texts, and the background where it is known."""
    one, other = embedder.background(left_lang), embedder.background(right_lang)
    background = (one, other) if one is not None and other is not None else None
    return embedder.embed(left), embedder.embed(right), unit_lengths(left), unit_lengths(right), background


def align_texts(
    left: Sequence[str], right: Sequence[str], embedder: Embedder, left_lang: str, right_lang: str,
    weights: Weights | None = None,
) -> Alignment:  # fmt: skip
    """Align two lists of units with an embedder; `weights`: the fitted ones where none are given."""
    if not left or not right:
        one, other = (np.zeros((len(side), 1), dtype=np.float32) for side in (left, right))
        return align_vectors(one, other, unit_lengths(left), unit_lengths(right))
    prepared = vectors_of(left, right, embedder, left_lang, right_lang)
    found = align_vectors(*prepared, expected_ratio(left_lang, right_lang), weights)
    beads, lost, new = split_merges(found.beads, left, right, (left_lang, right_lang))
    dropped = tuple(max(p, SURE) if i in lost else p for i, p in enumerate(found.left_dropped))
    inserted = tuple(max(p, SURE) if j in new else p for j, p in enumerate(found.right_inserted))
    return replace(found, beads=tuple(beads), left_dropped=dropped, right_inserted=inserted)
