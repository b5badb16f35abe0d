"""What `align pair` does: aligns two files and prints the map of the two texts."""

from __future__ import annotations

import sys
from pathlib import Path

from align.beads.aligner import Alignment, align_texts, align_vectors, unit_lengths
from align.beads.units import without_blanks
from align.config import Settings
from align.errors import InputError
from align.language.lengths import CHARACTERS
from align.models.embedder import load_embedder
from align.pages.units import read_units, read_vectors
from align.report.alignment import show, write_csv, write_json, write_tmx


def align_files(
    left: list[str],
    right: list[str],
    langs: tuple[str, str],
    vectors: tuple[Path | None, Path | None],
    settings: Settings,
) -> Alignment:
    """Align by vectors from files where given, otherwise by the configured embedder. Blank units are left out."""
    if (vectors[0] is None) != (vectors[1] is None):
        raise InputError("expected both --vectors-left and --vectors-right, found one of them")
    if vectors[0] is not None and vectors[1] is not None:
        rows = read_vectors(vectors[0], len(left), "left"), read_vectors(vectors[1], len(right), "right")
        if rows[0].shape[1] != rows[1].shape[1]:
            raise InputError(f"expected vectors of one width, found {rows[0].shape[1]} and {rows[1].shape[1]}")

    def run(lefts: list[int], rights: list[int]) -> Alignment:
        texts = [left[i] for i in lefts], [right[j] for j in rights]
        if vectors[0] is not None and vectors[1] is not None:
            return align_vectors(rows[0][lefts], rows[1][rights], unit_lengths(texts[0]), unit_lengths(texts[1]))
        chosen = settings.embedder
        embedder = load_embedder(chosen.model, chosen.revision, allow_network=chosen.allow_network)
        return align_texts(*texts, embedder, *langs)

    return without_blanks(left, right, run)


def run_pair(
    left_path: Path, right_path: Path, langs: tuple[str, str], vectors: tuple[Path | None, Path | None],
    settings: Settings, *, form: str,
) -> int:  # fmt: skip
    """Align two files and print the result as `form`: text, json, csv or tmx."""
    left, right = read_units(left_path, langs[0]), read_units(right_path, langs[1])
    strange = [lang for lang in langs if lang not in CHARACTERS]
    if strange and vectors[0] is None and settings.embedder.model == "bundled":
        print(f"align: the embedder in the box knows id, vi and en, not {', '.join(strange)}: give vectors (--vectors-left, "
              "--vectors-right) or another encoder (--set embedder.model=...)", file=sys.stderr)  # fmt: skip
    found = align_files(left, right, langs, vectors, settings)
    if form == "json":
        write_json(sys.stdout, found)
    elif form == "csv":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        write_csv(sys.stdout, found, left, right)
    elif form == "tmx":
        write_tmx(sys.stdout, found, left, right, langs)
    else:
        show(sys.stdout, found, left, right)
    if left and right and found.related < settings.aligner.unrelated_below:
        expected = f"relatedness {found.related:.2f}, expected at least {settings.aligner.unrelated_below}"
        print("align: these are not translations of each other: hardly any sentence has a counterpart "
              f"({expected})", file=sys.stderr)  # fmt: skip
    return 0
