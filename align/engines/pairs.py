"""Checking many pairs: batches in order, in this process or several."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from unicodedata import normalize

from align.checks.pair import Pair
from align.checks.runner import run_checks, weigh, within_budget
from align.config import Settings
from align.decisions.stats import with_reviewed
from align.engines.pool import Lost, Pool
from align.finding import Finding
from align.formats.text_pair import TextPair
from align.tools import Tools, load_tools

TOGETHER = 512  # pairs judged at once
_NO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]")


# the row, its texts, scores, findings, why it could not be read
Checked = tuple[int, tuple[str, str], dict[str, float], list[Finding], str]


def _plain(text: str) -> str:
    """Composed, without characters that have no width: what the spans count."""
    return normalize("NFC", _NO_WIDTH.sub("", text))


def check_batch(rows: Sequence[TextPair], tools: Tools) -> list[Checked]:
    """Each pair checked, in order."""
    checks = tools.settings.checks
    good = [r for r in rows if not r.bad]
    pairs = [Pair(_plain(r.source), _plain(r.target), r.source_lang, r.target_lang) for r in good]
    checked = {}
    for row, evidence in zip(good, weigh(pairs, tools.estimator, lexicon=checks.lexicon), strict=True):
        pair = evidence.pair
        scores, found = run_checks(evidence, checks, "mt", ())
        languages = f"{pair.left_lang}-{pair.right_lang}"
        found = with_reviewed(found, tools.reviewed, lambda _leg, languages=languages: languages)  # type: ignore[misc]
        checked[row.row] = (pair.left, pair.right), scores, found
    return [(r.row, *checked.get(r.row, (("", ""), {}, [])), r.bad) for r in rows]


def budgeted(results: Sequence[Checked], budget: float) -> list[Checked]:
    """The results with the likeliest findings alone: `budget` per 1,000 pairs."""
    kept = {id(f) for f in within_budget([f for r in results for f in r[3]], budget, len(results))}
    return [(row, texts, scores, [f for f in findings if id(f) in kept], why) for row, texts, scores, findings, why in results]


def make_worker(settings: Settings) -> Callable[[Sequence[TextPair]], list[Checked]]:
    """What a worker process does with a batch."""
    tools = load_tools(settings)
    _keep()
    return partial(check_batch, tools=tools)


def _keep() -> None:
    """What is loaded stays: garbage collection need not look through it again and again (a sixth of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def checked_in_order(pairs: Iterable[TextPair], settings: Settings, workers: int) -> Iterator[Checked]:
    """All pairs checked, in order; several processes work ahead of the reader, a few batches each."""
    ahead = iter(pairs)
    batches: Iterator[list[TextPair]] = iter(lambda: list(islice(ahead, TOGETHER)), [])
    if workers <= 1:
        tools = load_tools(settings)
        for batch in batches:
            yield from check_batch(batch, tools)
        return
    with Pool[list[TextPair], list[Checked]](partial(make_worker, settings), workers) as pool:
        for batch, checked in pool.results(batches):
            if isinstance(checked, Lost):
                yield from ((row.row, ("", ""), {}, [], f"row {row.row}: {checked.reason}") for row in batch)
            else:
                yield from checked
