"""Hostile pages and tables by the thousand: no traceback, no hang, no lost page, no escaped byte in the report.

Example:
    python scripts/fuzz.py --count 2000 --seed 1

Everything is drawn from the seed, so that a fault can be made again; pages are audited without models' English (an echo stands
in), so that what is tried is the reading, the checks and the writing.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from align.config import Settings
from align.engines.pages import audit_one
from align.models.translation.model import Candidate, Decoding
from align.models.translation.translator import Translator
from align.page import Failure
from align.pages import expand, read_pages
from align.report.writer import write_audits
from align.tools import Tools, load_tools

SECONDS = 30.0  # that a page under 100 KB may take
PLAIN = "Presiden tiba di Jakarta pada 12 Mei. Harga beras naik 5,5 persen, kata menteri."
ODD = ["\x00", "\u202e", "\u200b", "\ufeff", "\u2028", "\x1b[31m", "e" + "\u0301" * 40, "＝1+1", "=HYPERLINK(\"http://x\")", "<script>alert(1)</script>",
       "<img src=x onerror=alert(1)>", "javascript:alert(1)", "![](a.jpg)", "![](", "](((", "Sumber: https://", "Sumber: https://thanhnien.vn/" + "a-" * 300,
       "https://x.vn/" + "ă" * 200, "Báo " * 30, "- Ảnh 1.", "Komentar (0)", "[iklan_1]", "9" * 5000, "1." * 500, "năm " * 200, "không trăm lẻ " * 50,
       "(" * 300, "\"" * 99, "Foto: ", "(Foto:", "Foto: A/B/C/D/E", "ANTARA/", "Jakarta - ", "Reporter: ", "١٢٣٤", "𝟙𝟚𝟛", "Nguyê\u0303n", "Ꮃ", "\ud7ff", "\U0001f600" * 50,
       "a" * 5000, "tidak " * 300, "12/13/2025", "31/02/2024", "99:99", "-" * 2000, "|" * 400, "| a | b |", "\t\t\t", "\r", "\v\f"]  # fmt: skip


def text(rng: random.Random) -> str:
    """A page of plain and odd pieces."""
    parts = [rng.choice(ODD) if rng.random() < 0.5 else PLAIN for _ in range(rng.randint(1, 14))]
    return "".join(part + rng.choice(["\n", " ", "\n\n", ""]) for part in parts)[:100_000]


def a_text(rng: random.Random, path: Path) -> Path:
    data = text(rng).encode("utf-8", "surrogatepass")
    if rng.random() < 0.3:
        at = rng.randrange(len(data) + 1)
        data = data[:at] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 6))) + data[at:]
    path = path.with_suffix(rng.choice([".txt", ".html", ".md"]))
    path.write_bytes(data)
    return path


def a_jsonl(rng: random.Random, path: Path) -> Path:
    lines = []
    for n in range(rng.randint(1, 5)):
        row = {"id": rng.choice([n, None, "a", "\ud800", [1], {}, True, 1.5]), "text": rng.choice([text(rng), None, 5, "", [text(rng)]]),
               "url": rng.choice([None, "https://www.vietnam.vn/id/" + "x-" * 50, "\udfff", 7]), "english": rng.choice([None, "", PLAIN, 3])}  # fmt: skip
        lines.append(rng.choice([json.dumps(row), json.dumps(row)[:-3], "[" * 5000, "null", "", "\x00"]))
    path = path.with_suffix(".jsonl")
    path.write_text("\n".join(lines), "utf-8", "surrogatepass")
    return path


def a_table(rng: random.Random, path: Path) -> Path:
    path = path.with_suffix(rng.choice([".csv", ".tsv"]))
    mark = "," if path.suffix == ".csv" else "\t"
    rows = [["id", "text"], *([str(n), text(rng).replace("\x00", "")] for n in range(3))]
    if rng.random() < 0.5:
        with path.open("w", encoding="utf-8", newline="", errors="replace") as handle:
            csv.writer(handle, delimiter=mark).writerows(rows)
    else:
        path.write_text("\n".join(mark.join(cell.replace("\n", " ") for cell in row) for row in rows), "utf-8", "replace")
    return path


def a_parquet(rng: random.Random, path: Path) -> Path:
    import pyarrow
    import pyarrow.parquet

    path = path.with_suffix(".parquet")
    texts = [rng.choice([text(rng).encode("utf-8", "replace").decode(), None]) for _ in range(3)]
    pyarrow.parquet.write_table(pyarrow.table({"text": texts, "id": [1, 2, None]}), path)
    if rng.random() < 0.5:
        path.write_bytes(path.read_bytes()[: rng.randint(0, 400)])
    return path


MAKERS: tuple[Callable[[random.Random, Path], Path], ...] = (a_text, a_text, a_text, a_jsonl, a_table, a_parquet)


class Echo:
    """Stands in for the translator's network."""

    signature, max_pieces = "echo@0", 60

    def count(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: list[str], lang: str, decoding: Decoding) -> list[list[Candidate]]:
        return [[Candidate(f"English of {text[:200]}", 0.0)] * decoding.candidates for text in texts]


def tools() -> Tools:
    """The package's tools with the echo."""
    made = load_tools(Settings.model_validate({"translator": {"cache": False}, "checks": {"estimator": "none"}}))
    made.__dict__["translator"] = Translator(Echo(), decoding=Decoding())
    return made


def run(count: int, seed: int, folder: Path, made: Tools) -> Counter[str]:
    """Make and audit `count` inputs. Raises AssertionError for what must not be, naming the input."""
    tally: Counter[str] = Counter()
    results = []
    for number in range(count):
        path = random.Random(f"{seed}:{number}").choice(MAKERS)(random.Random(f"{seed}.{number}"), folder / f"in{number}")
        pages = list(read_pages(expand([str(path)]), made.settings.pages))
        assert pages or path.suffix != ".txt", f"{path}: no page and no failure"
        for page in pages:
            began = time.monotonic()
            result = audit_one(page, made)
            spent = time.monotonic() - began
            assert spent < SECONDS, f"{path}: {spent:.0f} seconds"
            reason = result.reason if isinstance(result, Failure) else ""
            assert "please report this page" not in reason, f"{path}: {reason}"
            tally["failures" if reason else "audits"] += 1
            results.append(result)
        tally["inputs"] += 1
    write_audits(results, folder / "out", made, {"signature": "fuzz", "settings": {}})
    written = (folder / "out" / "report.html").read_bytes()
    assert b"<script>alert" not in written and b"<img src=x" not in written, "a mark-up of a page stands in the report"
    with (folder / "out" / "pages.csv").open(encoding="utf-8-sig", newline="") as handle:
        assert sum(1 for _ in csv.DictReader(handle)) == tally["audits"], "a page was lost"
    return tally


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        print(dict(run(args.count, args.seed, Path(folder), tools())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
