"""Train the accent restorer: a syllable model that turns a slug back into a Vietnamese headline.

Example:
    python scripts/train_accents.py --corpora ../shared/corpora --dev ../shared/dev/url_title.tsv \\
        --out align/headlines/accents.npz

Counts syllable unigrams, bigrams and trigrams of newspapers, of the Vietnamese side of the corpora and of what two
packages carry (`training/vietnamese.py`; `--no-packages` without), prunes rare ones, counts capitals, and writes both as
sorted tables (see `align/headlines/accents.py`, `capitals.py`). Needs `pip install 'align[train]'`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from training.accents import build
from training.corpus import read_rows
from training.vietnamese import groups, texts

from align.headlines.accents import AccentModel, syllables_of
from align.language.script import slugify

TITLE = 2.0  # how much a headline counts beside another line of a newspaper


def newspaper(corpora: Path) -> Iterator[tuple[str, float]]:
    """Lines of newspapers, where the corpora have them."""
    path = corpora / "headlines.vi.tsv.xz"
    for row in read_rows(path) if path.exists() else ():
        yield row["text"], TITLE if row["kind"] == "title" else 1.0


def measure(model: AccentModel, path: Path) -> tuple[float, float, int]:
    """(share of syllables right, share of headlines exact, headlines) on URL/title rows."""
    right = total = exact = rows = 0
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        gold = syllables_of(row["title"])
        found = syllables_of(model.restore(slugify(row["title"]).replace("-", " "))[0].text)
        rows += 1
        if len(gold) != len(found):
            total += len(gold)
            continue
        hits = sum(a == b for a, b in zip(gold, found, strict=True))
        right, total, exact = right + hits, total + len(gold), exact + (hits == len(gold))
    return right / total, exact / rows, rows


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-packages", action="store_true", help="count the corpora alone")
    parser.add_argument("--minimum", type=int, nargs=3, default=(3, 2, 3), help="sightings of a word, a pair, three words")
    args = parser.parse_args(argv)
    packages = not args.no_packages

    def lines() -> Iterator[tuple[str, float]]:
        yield from newspaper(args.corpora)
        yield from texts(args.corpora, packages=packages)

    build(lines(), groups(packages=packages), (text for text, _ in lines()), args.out, tuple(args.minimum))
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")
    if args.dev:
        syllables, exact, rows = measure(AccentModel(args.out), args.dev)
        print(f"{rows} headlines: {syllables:.3f} of syllables, {exact:.3f} exact")
    return 0


if __name__ == "__main__":
    sys.exit(main())
