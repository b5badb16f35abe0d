"""CPU time of checks, estimator and leaks against a fixed task that runs beside them, so that the figures are of this code and
not of the machine."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from align.bench.data import rows
from align.bench.leaks import made_pages
from align.checks.pair import Pair
from align.checks.runner import run_checks, weigh
from align.config import ChecksSettings, Settings
from align.engines.leaks import Leaked, read_leaks
from align.models.estimation.estimator import QualityEstimator
from align.page import Page
from align.tools import load_tools

PAIRS, PAGES, JUDGED, TIMES = 300, 100, 60, 3  # of a try; each try has others, since what was read is remembered
_WORD = re.compile(r"\w+")


def reference(texts: list[str]) -> int:
    """The fixed task: words of texts counted and sorted. What it returns is the same everywhere."""
    total = 0
    for text in texts * 12:
        counts = Counter(word.lower() for word in _WORD.findall(text))
        total += len(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
    return total


def paces(data: Path) -> dict[str, float]:
    """Pairs checked (with and without the lexicon), pages read for leaks and pairs judged in the CPU time of one reference task.

    The best of three tries, each on texts of its own and beside a reference of its own.
    """
    lines = rows(data / "flores200.tsv.xz")[: PAIRS * TIMES]
    texts = [row["id"] for row in lines] + [row["en"] for row in lines]
    pairs = [Pair(row["id"], row["en"], "id", "en") for row in lines]
    pages = [Page(str(number), text) for number, text in enumerate(made_pages(data, PAGES * TIMES))]
    tools = load_tools(Settings())
    exact, rounded = QualityEstimator(), QualityEstimator(compute="int8")
    tasks: dict[str, tuple[int, Sequence[Any], Callable[[Any], object]]] = {
        "check": (PAIRS, pairs, partial(_checked, lexicon=True)),
        "check.without_lexicon": (PAIRS, [replace(p, left=p.left + " ", right=p.right + " ") for p in pairs], _checked),
        "leaks": (PAGES, pages, lambda some: [_as_json(read_leaks(page, tools, english=False)) for page in some]),
        "estimator.float32": (JUDGED, pairs, lambda some: exact.judge([(p.left, p.right) for p in some])),
        "estimator.int8": (JUDGED, pairs, lambda some: rounded.judge([(p.left, p.right) for p in some])),
    }
    figures = {"speed.reference.seconds": min(_cpu(reference, texts) for _ in range(TIMES))}
    for name, (count, given, task) in tasks.items():
        task(given[-5:])  # loads
        tries = [given[at * count : (at + 1) * count] for at in range(TIMES)]
        figures[f"speed.{name}.per_reference"] = max(count * _cpu(reference, texts) / _cpu(task, some) for some in tries)
    return figures


def _cpu(task: Callable[[Any], object], given: Any) -> float:
    began = time.process_time()
    task(given)
    return time.process_time() - began


def _checked(pairs: Sequence[Pair], *, lexicon: bool = False) -> None:
    settings = ChecksSettings()
    for evidence in weigh(pairs, None, lexicon=lexicon):
        run_checks(evidence, settings, "mt", ())


def _as_json(found: object) -> str:
    return json.dumps(found.found) if isinstance(found, Leaked) else ""
