"""Train the accent restorer: a syllable model that turns a slug back into a Vietnamese headline.

Example:
    python scripts/train_accents.py --corpora ../shared/corpora --dev ../shared/dev/url_title.tsv \\
        --out align/headlines/accents.npz

Counts syllable unigrams, bigrams and trigrams of the Vietnamese side of the corpora and of what two packages carry
(`align/training/vietnamese.py`; `--no-packages` without), prunes rare ones, and writes them as sorted tables (see
`align/headlines/accents.py`). Needs `pip install 'align[train]'`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from training.accents import build
from training.vietnamese import groups, texts

from align.headlines.accents import AccentModel, syllables_of
from align.language.script import slugify


def count(corpora: Path, *, packages: bool) -> list[Counter]:
    """Counts of one, two and three syllables; what counts less than once is rounded in the end."""
    weights: list[Counter] = [Counter(), Counter(), Counter()]
    for sources, ends in ((texts(corpora, packages=packages), True), (groups(packages=packages), False)):
        for text, weight in sources:
            words = syllables_of(text)
            words = ["<s>", *words, "</s>"] if ends else words
            for order in (1, 2, 3):
                for gram in zip(*(words[k:] for k in range(order)), strict=False):
                    weights[order - 1][gram] += weight
    return [Counter({gram: n for gram, w in found.items() if (n := int(w + 0.5))}) for found in weights]


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
    parser.add_argument("--min-bigram", type=int, default=1)
    parser.add_argument("--min-trigram", type=int, default=2)
    args = parser.parse_args(argv)
    build(count(args.corpora, packages=not args.no_packages), args.out, args.min_bigram, args.min_trigram)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")
    if args.dev:
        syllables, exact, rows = measure(AccentModel(args.out), args.dev)
        print(f"{rows} headlines: {syllables:.3f} of syllables, {exact:.3f} exact")
    return 0


if __name__ == "__main__":
    sys.exit(main())
