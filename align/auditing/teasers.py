"""Lines of pages that render the headlines of other pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from align.beads.aligner import vectors_of
from align.beads.nearest import nearest
from align.beads.similarity import make_sides
from align.lexicon.coverage import coverage
from align.models.embedder import Embedder, normalised

NEAREST = 8  # lines looked at of each headline
LEAST_MARGIN = (
    0.12  # of the cosine over that of unrelated sentences; 92 of 100 translations have more, 20 of 100 other near lines
)
COLUMNS = ("margin", "words of the headline matched", "words of the line matched")
WEIGHTS = (27.79, 12.75, 11.06, -17.94)  # and bias; scripts/calibrate_siblings.py
FITTED = 40_000  # lines among which they were fitted; among more, one is alike by chance the more often


def near_pairs(headlines: Sequence[str], lines: Sequence[str], embedder: Embedder) -> Iterator[tuple[int, int, float]]:
    """(headline, line, margin) of the nearest lines (Indonesian) of each Vietnamese headline that stand out."""
    if not headlines or not lines:
        return
    left, right = make_sides(*vectors_of(headlines, lines, embedder, "vi", "id"))
    places, cosines = nearest(normalised(left.rows), normalised(right.rows), NEAREST)
    near = cosines - (left.hubness[:, None] + right.hubness[places]) / 2
    for target, at in np.argwhere((places >= 0) & (near >= LEAST_MARGIN)):
        yield int(target), int(places[target, at]), float(near[target, at])


def evidence(headline: str, line: str, margin: float) -> tuple[float, float, float]:
    """The values of `COLUMNS` for a pair."""
    words = coverage(headline, line, "vi", "id")
    if words is None:
        return margin, 0.0, 0.0
    return (
        margin,
        float(words.left_matched[words.left_content].mean()) if words.left_content.any() else 0.0,
        float(words.right_matched[words.right_content].mean()) if words.right_content.any() else 0.0,
    )


def renderings(
    headlines: Sequence[str], readings: Sequence[str], lines: Sequence[str], embedder: Embedder, least: float
) -> Iterator[tuple[int, int, float]]:
    """(headline, line, probability) of lines (Indonesian) that render a Vietnamese headline, at least `least` likely.

    `readings`: the headlines with their accents, where `headlines` are the words of slugs; the lexicon needs them.
    """
    crowd = np.log(max(1.0, len(lines) / FITTED))
    for target, at, margin in near_pairs(headlines, lines, embedder):
        odds = float(np.dot(WEIGHTS[:-1], evidence(readings[target], lines[at], margin))) + WEIGHTS[-1] - crowd
        probability = 1 / (1 + float(np.exp(-odds)))
        if probability >= least:
            yield target, at, probability
