"""What `align pair` does: aligns two files and prints the map of the two texts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from align.beads.aligner import Alignment, align_texts, align_vectors, unit_lengths
from align.beads.units import without_blanks
from align.config import Settings
from align.engines.pairs import check_batch
from align.errors import InputError
from align.finding import SEVERITIES
from align.formats.text_pair import TextPair
from align.language.lengths import CHARACTERS
from align.models.embedder import load_embedder
from align.pages.units import read_units, read_vectors
from align.report.alignment import show, write_csv, write_json, write_tmx
from align.report.json_objects import finding_object
from align.report.terminal import printable
from align.tools import load_tools


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
    settings: Settings, *, form: str, check: bool = False,
) -> int:  # fmt: skip
    """Align two files and print the result as `form`: text, json, csv or tmx. `check`: run the checks over what was aligned,
    and print what they find after it (text, json); the exit code then is as of `align check`."""
    if check and form in ("csv", "tmx"):
        raise InputError(f"--check: expected text or --json, found --{form}; align check reads a TMX file")
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
    if check:
        return _checked(found, left, right, langs, settings, as_json=form == "json")
    if form == "text":
        print("align: what was aligned was not checked; --check does", file=sys.stderr)
    return 0


def _checked(
    found: Alignment, left: list[str], right: list[str], langs: tuple[str, str], settings: Settings, *, as_json: bool
) -> int:
    """Print what the checks say of each bead with two sides, by its units."""
    beads = [bead for bead in found.beads if bead.left and bead.right]
    rows = [
        TextPair(n, " ".join(left[i] for i in bead.left), " ".join(right[j] for j in bead.right), *langs)
        for n, bead in enumerate(beads)
    ]
    worst, total = -1, 0
    for number, _, _, findings, _ in check_batch(rows, load_tools(settings)):
        bead = beads[number]
        for finding in findings:
            total, worst = total + 1, max(worst, SEVERITIES.index(finding.severity))
            if as_json:
                record = {"left": list(bead.left), "right": list(bead.right), "finding": finding_object(finding)}
                print(json.dumps(record, ensure_ascii=False))
            else:
                units = " | ".join(" ".join(str(k + 1) for k in side) for side in (bead.left, bead.right))
                print(f"! {finding.severity:<8} {units}  {finding.check}: {printable(finding.message)}")
    print(f"align: {total} findings in {len(rows)} pairs that were aligned", file=sys.stderr)
    return 1 if settings.fail_on != "never" and worst >= SEVERITIES.index(settings.fail_on) else 0
