"""What `align pair` does: aligns two files and prints the map of the two texts."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from align.beads.aligner import Alignment, align_texts, align_vectors, check_vectors, unit_lengths
from align.config import Settings
from align.errors import InputError
from align.language.sentences import split
from align.models.embedder import load_embedder
from align.report.pair import show, write_csv, write_json, write_tmx


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
        vectors = np.load(path, mmap_mode="r", allow_pickle=False)
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
    left_path: Path, right_path: Path, langs: tuple[str, str], vectors: tuple[Path | None, Path | None],
    settings: Settings, *, form: str,
) -> int:  # fmt: skip
    """Align two files and print the result as `form`: text, json, csv or tmx."""
    left, right = read_units(left_path, langs[0]), read_units(right_path, langs[1])
    found = align_files(left, right, langs, vectors, settings)
    if form == "json":
        write_json(sys.stdout, found)
    elif form == "csv":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        write_csv(sys.stdout, found, left, right)
    elif form == "tmx":
        write_tmx(sys.stdout, found, left, right, langs)
    else:
        show(sys.stdout, found, left, right, settings.aligner.drop_threshold)
    if left and right and found.related < settings.aligner.unrelated_below:
        expected = f"relatedness {found.related:.2f}, expected at least {settings.aligner.unrelated_below}"
        print("align: these are not translations of each other: hardly any sentence has a counterpart "
              f"({expected})", file=sys.stderr)  # fmt: skip
    return 0
