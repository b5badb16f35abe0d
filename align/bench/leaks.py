"""How fast pages are read for their leaks, and whether time and memory grow with their number."""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from align.bench.data import rows
from align.language.script import slugify
from align.report.json_objects import leaks_object
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers

SIZES = (1_000, 10_000, 100_000)
CHARACTERS = 3_000


def made_pages(data: Path, count: int) -> Iterator[str]:
    """Pages of some 3,000 characters, each other sentences of FLORES-200; every second one names a source."""
    lines = rows(data / "flores200.tsv.xz")
    rng = random.Random("leaks")
    for number in range(count):
        body: list[str] = []
        while sum(map(len, body)) < CHARACTERS:
            body.append(rng.choice(lines)["id"])
        text = "\n".join(" ".join(body[at : at + 3]) for at in range(0, len(body), 3))
        if number % 2:
            slug = slugify(" ".join(rng.choice(lines)["vi"].split()[:12]))
            text += f"\nSumber: https://thanhnien.vn/{slug}-1852411{rng.randrange(10, 28)}0920{rng.randrange(10, 59)}417.htm"
        yield text


def _measure(job: tuple[Path, int]) -> tuple[float, float]:
    """(seconds without making the pages, peak memory in MB)."""
    data, count = job
    publishers, spent = load_publishers(), 0.0
    with Path("/dev/null").open("w") as out:
        for number, text in enumerate(made_pages(data, count)):
            began = time.perf_counter()
            layout = read_layout(str(number), text, "id", publishers)
            found = leaks_object(str(number), find_provenance(layout, publishers), layout.traces(), (None, None))
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
            spent += time.perf_counter() - began
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(data: Path, limit: int) -> dict[str, float]:
    """Pages a second on one core and peak memory (MB) at 1,000 pages and tenfold up to `limit` (10,000)."""
    figures: dict[str, float] = {}
    for size in (s for s in SIZES if s <= (limit or 10_000)):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, memory = pool.apply(_measure, ((data, size),))
        figures[f"leaks.{size}.pages_per_second"] = size / seconds
        figures[f"leaks.{size}.peak_megabytes"] = memory
    return figures
