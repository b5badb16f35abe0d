"""Reading the development sets."""

from __future__ import annotations

import csv
import json
import lzma
from collections import defaultdict
from pathlib import Path
from typing import Any

from align.errors import InputError


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a TSV, xz-compressed or not. Raises InputError where it is not there."""
    if not path.exists():
        raise InputError(f"{path}: expected a development set, found none; pass its folder with --data")
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def json_of(path: Path) -> Any:
    """An xz-compressed JSON file, or JSON lines as a list."""
    if not path.exists():
        raise InputError(f"{path}: expected a development set, found none; pass its folder with --data")
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        if ".jsonl" in path.name:
            return [json.loads(line) for line in handle]
        return json.load(handle)


def documents(data: Path) -> dict[str, list[dict[str, str]]]:
    """FLORES-200 and WMT24++ lines by document."""
    out: dict[str, list[dict[str, str]]] = defaultdict(list)
    for name in ("flores200", "wmt24pp"):
        for row in rows(data / f"{name}.tsv.xz"):
            out[row["doc"]].append(row)
    return out
