"""How an audit grows with the number of pages: time, peak memory of a process, bytes written.

Example:
    python scripts/growth_audit.py --lines ../shared/corpora/news.id.tsv.xz --pages 1000 10000 --out work/growth

Pages of six sentences, drawn from 600 that are translated once before, as are the headlines of their sources (so that
translations come from the cache), without the quality estimator. Prints a row of the table in docs/growth.md for each way of
running: one process, two shards side by side, Ray with two tasks. Memory is what a process has of its own: files that are mapped
into it are not counted.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import math
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from itertools import islice
from pathlib import Path

SENTENCES, A_PAGE = 600, 6
GOODS = ("vang", "dau", "gao", "ca-phe", "dien", "xang", "thep", "ho-tieu")
MOVES = ("tang-manh", "giam-manh", "on-dinh", "lap-dinh")
WHERE = ("hom-nay", "cuoi-tuan", "tai-ha-noi", "tai-can-tho", "o-my", "o-thai-lan")
SLUGS = [f"gia-{good}-{move}-{where}" for good in GOODS for move in MOVES for where in WHERE]
FAST = ["--set", "checks.estimator=none", "--quiet"]


def sentences(path: Path) -> list[str]:
    """Indonesian sentences of a corpus."""
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        texts = (row["text"] for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        return list(islice((t for t in texts if 60 < len(t) < 180 and t.endswith(".")), SENTENCES))


def write_pages(path: Path, pool: list[str], count: int) -> None:
    """`count` pages, every second one with a source of its own."""
    rng = random.Random(count)
    with path.open("w", encoding="utf-8") as handle:
        for k in range(count):
            text = "\n".join(rng.sample(pool, A_PAGE))
            if k % 2:
                text += f"\nSumber: https://thanhnien.vn/{rng.choice(SLUGS)}-1852609140845{k:07d}.htm"
            handle.write(json.dumps({"id": f"page-{k:07d}", "text": text}, ensure_ascii=False) + "\n")


def peak(processes: set[int]) -> int:
    """The most memory (MB) that any of these processes has of its own now."""
    most = 0
    for pid in processes:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        most = max(most, next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("RssAnon")), 0))
    return most


def family(root: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found, grown = {root}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        grown, found = bool(more), found | more
    return found


def measured(commands: list[list[str]]) -> tuple[float, int]:
    """Seconds and peak memory of the largest process of commands that run side by side, one after the other where `&` parts them."""
    start, most, over = time.monotonic(), 0, threading.Event()
    running = [subprocess.Popen(command) for command in commands]

    def watch() -> None:
        nonlocal most
        while not over.wait(0.5):
            for process in running:
                most = max(most, peak(family(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    codes = [process.wait() for process in running]
    over.set()
    watcher.join()
    if any(codes):
        raise SystemExit(f"a run ended with {codes}")
    return time.monotonic() - start, most


def written(folder: Path) -> int:
    """Megabytes in a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) // 2**20


ROW = re.compile(r"\| ([\d,]+) \| (one|shards|ray) \| (\d+) \| [\d.]+ \| ([\d,]+) \| [\d,]+ \|")
WAYS = {"one": ("one process", "#0b62a4"), "shards": ("two shards", "#b3400a"), "ray": ("Ray, two tasks", "#2e7d32")}
PANEL = 'font-family="sans-serif" font-size="12"'


def draw(table: str) -> str:
    """The rows of a table as two pictures side by side (SVG): seconds, logarithmic, and memory; over pages, logarithmic."""
    rows = [(way, int(n.replace(",", "")), int(s), int(m.replace(",", ""))) for n, way, s, m in ROW.findall(table)]
    sizes = sorted({size for _, size, _, _ in rows})
    seconds = [(way, size, math.log10(spent)) for way, size, spent, _ in rows]
    memory = [(way, size, float(used)) for way, size, _, used in rows]
    top = 200.0 * math.ceil(max(used for _, _, used in memory) / 200)
    marks = [(float(k), f"{10**k:,} s") for k in range(1, 5)]
    left = panel(seconds, sizes, (1.0, 4.0), marks, 0)
    right = panel(memory, sizes, (0.0, top), [(k * top / 4, f"{k * top / 4:,.0f} MB") for k in range(5)], 400)
    keys = [f'<text x="{90 + 150 * k}" y="330" fill="{color}">{name}</text>' for k, (name, color) in enumerate(WAYS.values())]
    box = f'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="345" {PANEL}><rect width="800" height="345" fill="#fff"/>'
    return "\n".join([box, *left, *right, *keys, "</svg>"]) + "\n"


def panel(
    points: list[tuple[str, int, float]], sizes: list[int], span: tuple[float, float], marks: list[tuple[float, str]], shift: int
) -> list[str]:
    """One picture: a line a way through (way, pages, value)."""
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def place(size: int, value: float) -> str:
        x = shift + 80 + (math.log10(size) - first) / max(1e-9, last - first) * 290
        return f"{x:.1f},{260 - (value - span[0]) / (span[1] - span[0]) * 230:.1f}"

    parts = []
    for value, text in marks:
        y = place(sizes[0], value).split(",")[1]
        line = f'<path d="M{shift + 80} {y}H{shift + 370}" stroke="#ddd"/>'
        parts.append(f'{line}<text x="{shift + 74}" y="{float(y) + 4:.0f}" text-anchor="end">{text}</text>')
    for size in sizes:
        parts.append(f'<text x="{place(size, 0).split(",")[0]}" y="280" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{shift + 225}" y="302" text-anchor="middle">pages</text>')
    for way, (_, color) in WAYS.items():
        mine = [place(size, value) for at, size, value in sorted(points, key=lambda p: p[1]) if at == way]
        parts.append(f'<polyline points="{" ".join(mine)}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{at.split(",")[0]}" cy="{at.split(",")[1]}" r="3.5" fill="{color}"/>' for at in mine]
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--ways", nargs="+", default=["one", "shards", "ray"])
    parser.add_argument("--out", type=Path, default=Path("work/growth"))
    parser.add_argument("--draw", type=Path, help="draw the table in this file (as .svg beside it) and measure nothing")
    args = parser.parse_args()
    if args.draw:
        args.draw.with_name("growth-audit.svg").write_text(draw(args.draw.read_text("utf-8")), "utf-8")
        return
    args.out.mkdir(parents=True, exist_ok=True)
    os.environ["ALIGN_CACHE"] = str((args.out / "cache.sqlite").resolve())
    pool, align = sentences(args.lines), [sys.executable, "-m", "align"]
    warm = args.out / "warm.jsonl"
    texts = ["\n".join(pool), *(f"{pool[0]}\nSumber: https://thanhnien.vn/{slug}-185260914084500001.htm" for slug in SLUGS)]
    warm.write_text("".join(json.dumps({"id": f"warm-{k}", "text": text}) + "\n" for k, text in enumerate(texts)), "utf-8")
    subprocess.run([*align, "audit", str(warm), "--out", str(args.out / "warm"), *FAST, "--force"], check=True)
    for count in args.pages:
        pages, out = args.out / f"pages-{count}.jsonl", args.out / "run"
        write_pages(pages, pool, count)
        audit = [*align, "audit", str(pages), "--out", str(out), *FAST]
        for way in args.ways:
            shutil.rmtree(out, ignore_errors=True)
            if way == "one":
                seconds, memory = measured([[*audit, "--workers", "1"]])
            elif way == "shards":
                seconds, memory = measured([[*audit, "--workers", "1", "--shards", "2", "--shard", str(k)] for k in (0, 1)])
            else:
                seconds, memory = measured([[*audit, "--engine", "ray", "--shards", str(max(2, count // 2500))]])
            print(f"| {count:,} | {way} | {seconds:.0f} | {count / seconds:.1f} | {memory:,} | {written(out):,} |", flush=True)


if __name__ == "__main__":
    main()
