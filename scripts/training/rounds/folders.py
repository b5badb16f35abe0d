"""The two folders of a run: what travels to the device, and what its processes hand one another there."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.corpus import Pair

# Agency shorthand of 1987, which a translator of today's news should not learn to write.
_SHORT = {
    "pct": "percent", "dlr": "dollar", "dlrs": "dollars", "mln": "million", "mlns": "million", "bln": "billion",
    "blns": "billion", "cts": "cents", "qtr": "quarter", "stg": "sterling", "shrs": "shares", "mths": "months",
}  # fmt: skip
_SHORT_WORD = re.compile(rf"\b({'|'.join(_SHORT)})\b")


def spelled_out(english: str) -> str:
    """`english` with its agency shorthand written out."""
    return _SHORT_WORD.sub(lambda m: _SHORT[m[1]], english)


def say(*parts: object) -> None:
    print(time.strftime("%H:%M:%S"), *parts, flush=True)


def load_tokenizer(packed: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(packed / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def write_pairs(path: Path, pairs: list[Pair]) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in pairs)


def read_pairs(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as handle:
        return [Pair(**json.loads(line)) for line in handle]


def read_lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def publish(path: Path, **arrays: np.ndarray) -> None:
    """Write an .npz beside its place, then rename: another process sees the whole of it or nothing."""
    partial = path.with_name("." + path.name)
    np.savez(partial, **arrays)
    partial.replace(path)


def made_rows(shared: Path, stem: str) -> Iterator[tuple[str, str, str]]:
    """(language, source, English) of the files `stem`*.tsv that `rounds.texts` or `pack` wrote."""
    for path in sorted(shared.glob(f"{stem}*.tsv")):
        for line in read_lines(path):
            cells = line.split("\t")
            if len(cells) == 3:
                yield cells[0], cells[1], cells[2]
