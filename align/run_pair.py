"""What `align pair` does: aligns two files and shows the beads."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from align.beads.aligner import Alignment, align_texts, align_vectors, check_vectors, unit_lengths
from align.config import Settings
from align.errors import InputError
from align.language.sentences import split
from align.models.embedder import load_embedder


def read_units(path: Path, lang: str) -> list[str]:
    """One unit a line of a `.lines` file; otherwise the sentences of the text."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: expected a readable text file: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: expected UTF-8, found a bad byte at offset {error.start}") from error
    lines = text.split("\n")
    if path.suffix == ".lines":
        if lines and lines[-1] == "":
            lines.pop()
        return [line.rstrip("\r") for line in lines]
    return [span.of(line) for line in lines for span in split(line, lang)]


def read_vectors(path: Path, units: int, side: str) -> np.ndarray:
    """A .npy matrix with one row a unit."""
    try:
        vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: expected a NumPy .npy matrix: {error}") from error
    return check_vectors(vectors, units, f"{side} ({path})")


def align_files(
    left: list[str],
    right: list[str],
    langs: tuple[str, str],
    vectors: tuple[Path | None, Path | None],
    settings: Settings,
) -> Alignment:
    """Align by vectors from files where given, otherwise by the configured embedder."""
    if (vectors[0] is None) != (vectors[1] is None):
        raise InputError("expected both --vectors-left and --vectors-right, found one of them")
    if vectors[0] is not None and vectors[1] is not None:
        rows = read_vectors(vectors[0], len(left), "left"), read_vectors(vectors[1], len(right), "right")
        if rows[0].shape[1] != rows[1].shape[1]:
            raise InputError(f"expected vectors of one width, found {rows[0].shape[1]} and {rows[1].shape[1]}")
        return align_vectors(*rows, unit_lengths(left), unit_lengths(right))
    told = settings.embedder
    embedder = load_embedder(told.model, told.revision, allow_network=told.allow_network)
    return align_texts(left, right, embedder, *langs)


def run_pair(
    left_path: Path, right_path: Path, left_lang: str, right_lang: str,
    vectors: tuple[Path | None, Path | None], settings: Settings, *, as_json: bool,
) -> int:  # fmt: skip
    """Align two files and print the result."""
    left, right = read_units(left_path, left_lang), read_units(right_path, right_lang)
    found = align_files(left, right, (left_lang, right_lang), vectors, settings)
    if as_json:
        for bead in found.beads:
            print(json.dumps({"left": list(bead.left), "right": list(bead.right),
                              "posterior": round(bead.posterior, 4), "similarity": round(bead.similarity, 4)}))  # fmt: skip
        print(json.dumps({"left_dropped": [round(p, 4) for p in found.left_dropped],
                          "right_inserted": [round(p, 4) for p in found.right_inserted]}))  # fmt: skip
    else:
        _show(found, left, right, settings.aligner.drop_threshold)
    if left and right and found.related < settings.aligner.unrelated_below:
        print("align: these are not translations of each other: hardly any sentence has a counterpart "
              f"(relatedness {found.related:.2f})", file=sys.stderr)  # fmt: skip
    return 0


def _show(found: Alignment, left: Sequence[str], right: Sequence[str], threshold: float) -> None:
    """Beads for a person: a sign, the probability, and both texts."""
    for bead in found.beads:
        sign = "-" if not bead.right else "+" if not bead.left else "=" if len(bead.left) == len(bead.right) == 1 else "~"
        print(f"{sign} {bead.posterior:4.2f}  {_ordinals(bead.left)} | {_ordinals(bead.right)}")
        for index in bead.left:
            print(f"      < {left[index]}")
        for index in bead.right:
            print(f"      > {right[index]}")
    dropped = sum(p >= threshold for p in found.left_dropped)
    inserted = sum(p >= threshold for p in found.right_inserted)
    print(f"{len(left)} and {len(right)} units, {dropped} dropped, {inserted} inserted")


def _ordinals(units: tuple[int, ...]) -> str:
    return ",".join(str(u) for u in units) or "nothing"
