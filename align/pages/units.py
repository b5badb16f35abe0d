"""Texts as units: a line each, or sentences; and their vectors where these come from elsewhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from align.errors import InputError
from align.language.sentences import split_text
from align.pages.text import decode


def check_vectors(vectors: np.ndarray, units: int, side: str) -> np.ndarray:
    """Vectors from elsewhere as unit float32 rows; InputError where they do not fit the text."""
    if vectors.ndim != 2 or len(vectors) != units:
        raise InputError(f"{side} vectors: expected shape ({units}, width), one row a unit, found {vectors.shape}")
    if vectors.dtype.kind not in "fiu" or vectors.shape[1] == 0:
        raise InputError(f"{side} vectors: expected real numbers in rows of one width, found {vectors.dtype} {vectors.shape}")
    rows = np.array(vectors, dtype=np.float32)
    for at in range(0, units, 65_536):
        part = rows[at : at + 65_536]
        finite = np.isfinite(part).all(axis=1)
        if not finite.all():
            bad = at + int(np.flatnonzero(~finite)[0])
            raise InputError(f"{side} vectors: expected numbers that float32 holds, found NaN or infinity in row {bad}")
        part /= np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9)
    return rows


def read_units(path: Path, lang: str) -> list[str]:
    """One unit a line of a `.lines` file; otherwise the sentences of the text."""
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"{path}: expected a readable text file: {error.strerror}") from error
    if path.suffix == ".lines":
        lines = text.split("\n")
        if lines and lines[-1] == "":
            lines.pop()
        return [line.rstrip("\r") for line in lines]
    return split_text(text, lang)


def read_vectors(path: Path, units: int, side: str) -> np.ndarray:
    """A .npy matrix with one row a unit."""
    try:
        vectors = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"{path}: expected a NumPy .npy matrix: {error}") from error
    if not isinstance(vectors, np.ndarray):
        raise InputError(f"{path}: expected one matrix (.npy), found an archive of several; save the matrix alone")
    return check_vectors(vectors, units, f"{side} ({path})")
