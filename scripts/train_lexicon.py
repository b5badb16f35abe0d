"""Train the bilingual lexicon: word links by Eflomal (in SIL's Thot), then how often words that meet are linked.

Example:
    python scripts/train_lexicon.py --corpora ../shared/corpora --work work/lexicon --out align/lexicon/data

Writes `links.LANG-en.txt` and `compounds.tsv` to `--work` (the quality estimator learns from them too), the lexicon to
`--out`. Links that are there already are read, not made again.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from training.corpus import read_rows
from training.lexicon import (
    Bitext,
    compose,
    count_bitext,
    learn_compounds,
    name_shares,
    read_compounds,
    write_lexicon,
)

from align.lexicon.tokens import words_of

LONGEST = 100  # words


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sweeps", type=int, default=20)
    parser.add_argument("--without", type=Path, help="a file of target texts whose pairs are not counted, to measure on them")
    parser.add_argument("--limit", type=int, default=None, help="pairs a corpus, to try the path")
    return parser.parse_args(argv)


def read_texts(corpora: Path, lang: str, limit: int | None) -> list[tuple[str, str]]:
    rows = read_rows(corpora / f"train.{lang}-en.tsv.xz")
    normal = unicodedata.normalize
    out = []
    for row in rows:
        out.append((normal("NFC", row[lang]), normal("NFC", row["en"])))
        if limit and len(out) >= limit:
            break
    return out


def aligned(sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]], sweeps: int) -> list[np.ndarray]:
    """One boolean matrix (source words, target words) a pair: links of one direction."""
    from thot.alignment import EflomalAlignmentModel

    model = EflomalAlignmentModel()
    for source, target in zip(sources, targets, strict=True):
        model.add_sentence_pair(source, target, 1)
    model.emit_training_alignments = True
    model.start_training()
    for sweep in range(sweeps):
        model.train()
        print(f"sweep {sweep + 1} of {sweeps}", file=sys.stderr, flush=True)
    model.end_training()
    return [model.get_training_alignment(i)[1].to_numpy() > 0 for i in range(len(sources))]


def make_links(path: Path, rows: list[tuple[int, list[str], list[str]]], sweeps: int) -> None:
    """A line a pair: row number, tab, links; `3-4` in both directions, `3~4` in one."""
    sources, targets = [r[1] for r in rows], [r[2] for r in rows]
    forward, back = aligned(sources, targets, sweeps), aligned(targets, sources, sweeps)
    with path.open("w", encoding="utf-8") as handle:
        for (number, _, _), there, here in zip(rows, forward, back, strict=True):
            both = there.astype(np.int8) + here.T
            marked = (f"{i}{'-' if both[i, j] == 2 else '~'}{j}" for i, j in np.argwhere(both))
            handle.write(f"{number}\t{' '.join(marked)}\n")


def keyed(
    texts: list[tuple[str, str]], lang: str, compounds: Mapping[tuple[str, str], float]
) -> list[tuple[int, list[str], list[str]]]:
    out = []
    for number, (source, target) in enumerate(texts):
        left, right = [w.key for w in words_of(source, lang, compounds)], [w.key for w in words_of(target, "en")]
        if left and right and max(len(left), len(right)) <= LONGEST:
            out.append((number, left, right))
    return out


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    args.work.mkdir(parents=True, exist_ok=True)
    bitexts: dict[str, Bitext] = {}
    names: dict[str, dict[str, float]] = {}
    compounds: dict[tuple[str, str], float] = {}
    for lang in ("vi", "id"):
        texts = read_texts(args.corpora, lang, args.limit)
        if lang == "vi":
            path = args.work / "compounds.tsv"
            if not path.exists():
                found = learn_compounds([w.key for w in words_of(text, "vi")] for text, _ in texts)
                path.write_text("".join(f"{a}\t{b}\t{c:.3f}\n" for (a, b), c in sorted(found.items())), "utf-8")
            compounds = read_compounds(path)
        rows = keyed(texts, lang, compounds)
        names[lang] = name_shares((source, words_of(source, lang, compounds)) for source, _ in texts)
        if lang == "id":
            names["en"] = name_shares((target, words_of(target, "en")) for _, target in texts)
        links = args.work / f"links.{lang}-en.txt"
        if not links.exists():
            make_links(links, rows, args.sweeps)
        without = set(args.without.read_text("utf-8").splitlines()) if args.without else set()
        bitexts[lang] = count_bitext([r for r in rows if not without & set(texts[r[0]])], links)
        print(lang, json.dumps(bitexts[lang].figures()), flush=True)
    size = write_lexicon(args.out, bitexts["id"], bitexts["vi"], compose(bitexts["vi"], bitexts["id"]), compounds, names)
    print(f"{args.out}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
