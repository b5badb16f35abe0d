"""Lines of pages that render the headlines of other pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np

from align.beads.aligner import vectors_of
from align.beads.nearest import nearest_in_blocks
from align.beads.similarity import make_sides
from align.lexicon.coverage import coverage
from align.models.embedder import Embedder, normalised

TOGETHER = 8192  # texts embedded at once
NEAREST = 8  # lines looked at of each headline
LEAST_MARGIN = (
    0.12  # of the cosine over that of unrelated sentences; 92 of 100 translations have more, 20 of 100 other near lines
)
COLUMNS = ("margin", "words of the headline matched", "words of the line matched")
WEIGHTS = (27.79, 12.75, 11.06, -17.94)  # and bias; scripts/calibrate_siblings.py
FITTED = 40_000  # lines among which they were fitted; among more, one is alike by chance the more often


def near_pairs(
    headlines: Sequence[str], lines: Sequence[str], embedder: Embedder, folder: Path | None = None
) -> Iterator[tuple[int, int, float]]:
    """(headline, line, margin) of the nearest lines (Indonesian) of each Vietnamese headline that stand out.

    Vectors lie in a file of `folder` (that for temporary files where none is given), not in memory.
    """
    if not headlines or not lines:
        return
    (left, left_hub), (right, right_hub) = _vectors(headlines, lines, embedder, folder)
    for start, places, cosines in nearest_in_blocks(left, right, NEAREST):
        near = cosines - (left_hub[start : start + len(places), None] + right_hub[places]) / 2
        for target, at in np.argwhere((places >= 0) & (near >= LEAST_MARGIN)):
            yield start + int(target), int(places[target, at]), float(near[target, at])


def _vectors(
    headlines: Sequence[str], lines: Sequence[str], embedder: Embedder, folder: Path | None
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Unit vectors of both, less what all sentences share, and how near each is to unrelated sentences."""
    background = embedder.background("vi") is not None and embedder.background("id") is not None
    if not background:  # the texts are their own
        left, right = make_sides(*vectors_of(headlines[:], lines[:], embedder, "vi", "id"))
        return (normalised(left.rows), left.hubness), (normalised(right.rows), right.hubness)
    return _on_disk(headlines, embedder, folder, 0), _on_disk(lines, embedder, folder, 1)


def _on_disk(texts: Sequence[str], embedder: Embedder, folder: Path | None, side: int) -> tuple[np.ndarray, np.ndarray]:
    """The same of one side, some thousand texts at a time."""
    width = embedder.embed([]).shape[1]
    hubness = np.empty(len(texts), np.float32)
    with TemporaryFile(dir=folder) as file:
        size = 4 * len(texts) * width
        file.truncate(size)
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)  # no room is an error here, and a signal later
        rows = np.memmap(file, np.float32, "r+", shape=(len(texts), width))
    for at in range(0, len(texts), TOGETHER):
        some = texts[at : at + TOGETHER]
        found = make_sides(*vectors_of(*((some, []) if side == 0 else ([], some)), embedder, "vi", "id"))[side]
        rows[at : at + len(some)], hubness[at : at + len(some)] = normalised(found.rows), found.hubness
    return rows, hubness


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
    headlines: Sequence[str],
    readings: Sequence[str],
    lines: Sequence[str],
    embedder: Embedder,
    least: float,
    folder: Path | None = None,
) -> Iterator[tuple[int, int, float]]:
    """(headline, line, probability) of lines (Indonesian) that render a Vietnamese headline, at least `least` likely.

    `readings`: the headlines with their accents, where `headlines` are the words of slugs; the lexicon needs them.
    """
    crowd = np.log(max(1.0, len(lines) / FITTED))
    for target, at, margin in near_pairs(headlines, lines, embedder, folder):
        odds = float(np.dot(WEIGHTS[:-1], evidence(readings[target], lines[at], margin))) + WEIGHTS[-1] - crowd
        probability = 1 / (1 + float(np.exp(-odds)))
        if probability >= least:
            yield target, at, probability
