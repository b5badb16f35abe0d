"""Measure how the aligner grows: seconds and peak memory for 1,000 to 1,000,000 lines, given vectors.

Example:
    python scripts/growth.py --out docs

Writes `growth.md` (a table) and `growth.svg` (a plot). The texts are random vectors of width 256 and a noisy
copy of which a tenth was dropped; every size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from align.beads.aligner import align_vectors
from align.pages.units import check_vectors

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WIDTH = 256


def make(folder: Path, size: int) -> None:
    """Two texts as vectors and lengths; written in blocks, so that making them needs no memory."""
    rng = np.random.default_rng(size)
    keep = rng.random(size) > 0.1
    lengths = rng.integers(40, 300, size).astype(float)
    np.savez(folder / "known.npz", keep=keep, left=lengths, right=lengths[keep] * np.exp(0.1 * rng.normal(size=keep.sum())))
    left = np.lib.format.open_memmap(folder / "left.npy", "w+", np.float32, (size, WIDTH))
    right = np.lib.format.open_memmap(folder / "right.npy", "w+", np.float32, (int(keep.sum()), WIDTH))
    done = 0
    for at in range(0, size, 50_000):
        rows = rng.normal(size=(min(50_000, size - at), WIDTH))
        left[at : at + len(rows)] = rows + 0.5 * rng.normal(size=rows.shape)
        kept = rows[keep[at : at + len(rows)]]
        right[done : done + len(kept)] = kept + 0.5 * rng.normal(size=kept.shape)
        done += len(kept)


def measure(folder: Path) -> dict[str, float]:
    """Seconds from files to result, peak memory, and F1 of the drops."""
    known = np.load(folder / "known.npz")
    warm = np.random.default_rng(0).normal(size=(1200, WIDTH)).astype(np.float32)
    align_vectors(warm, warm, np.full(1200, 50.0), np.full(1200, 50.0))  # compiled code is read from its cache
    began = time.monotonic()
    sides = [check_vectors(np.load(folder / f"{side}.npy", mmap_mode="r"), len(known[side]), side) for side in ("left", "right")]
    found = align_vectors(*sides, known["left"], known["right"])
    seconds = time.monotonic() - began
    dropped, gold = np.array(found.left_dropped) > 0.5, ~known["keep"]
    return {
        "seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "f1": 2 * float((dropped & gold).sum()) / float(dropped.sum() + gold.sum()),
    }  # fmt: skip


def plot(rows: list[tuple[int, dict[str, float]]]) -> str:
    """Seconds against lines, both logarithmic, as SVG; the dashed line is linear growth."""
    xs = [np.log10(size) for size, _ in rows]
    ys = [np.log10(max(known["seconds"], 1e-3)) for _, known in rows]
    low, high = np.floor(min(ys)), np.ceil(max(ys))
    at = [(60 + (x - xs[0]) / max(1e-9, xs[-1] - xs[0]) * 400, 260 - (y - low) / (high - low) * 220) for x, y in zip(xs, ys)]
    linear = [
        (60 + (x - xs[0]) / max(1e-9, xs[-1] - xs[0]) * 400, 260 - (ys[-1] + x - xs[-1] - low) / (high - low) * 220) for x in xs
    ]
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="520" height="310" font-family="sans-serif" font-size="12">',
             '<rect width="520" height="310" fill="#fff"/>']  # fmt: skip
    for k in range(int(high - low) + 1):
        y = 260 - k / (high - low) * 220
        parts.append(
            f'<path d="M60 {y:.0f}H460" stroke="#ddd"/><text x="52" y="{y + 4:.0f}" text-anchor="end">{10.0 ** (low + k):g} s</text>'
        )
    parts += [f'<text x="{x:.0f}" y="280" text-anchor="middle">{size:,}</text>' for (x, _), (size, _) in zip(at, rows)]
    parts.append('<text x="260" y="302" text-anchor="middle">lines a side</text>')
    for points, style in ((linear, 'stroke="#999" stroke-dasharray="4 4"'), (at, 'stroke="#0b62a4" stroke-width="2"')):
        parts.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="none" {style}/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#0b62a4"/>' for x, y in at]
    return "\n".join([*parts, "</svg>"]) + "\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--measure", type=Path, help="(for the processes this starts)")
    args = parser.parse_args(argv)
    if args.measure:
        print(json.dumps(measure(args.measure)))
        return 0
    rows = []
    for size in (s for s in SIZES if s <= args.largest):
        with tempfile.TemporaryDirectory() as folder:
            make(Path(folder), size)
            command = [sys.executable, __file__, "--measure", folder]
            rows.append((size, json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)))
        print(size, rows[-1][1], flush=True)
    table = [
        "| lines a side | seconds | lines a second, both sides | peak memory (MB) | F1 of the drops |",
        "|---|---|---|---|---|",
    ]
    table += [
        f"| {size:,} | {t['seconds']:.2f} | {1.9 * size / t['seconds']:,.0f} | {t['megabytes']:,.0f} | {t['f1']:.4f} |"
        for size, t in rows
    ]
    args.out.mkdir(parents=True, exist_ok=True)
    text = "# How the aligner grows\n\nGiven vectors of width 256, from files to probabilities, on two CPU cores (`python scripts/growth.py`).\n\n"
    (args.out / "growth.md").write_text(text + "\n".join(table) + "\n\n![Seconds against lines](growth.svg)\n")
    (args.out / "growth.svg").write_text(plot(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
