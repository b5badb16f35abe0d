"""What `align check` does: fidelity checks over two columns."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from unicodedata import normalize

from align.checks import judged, run_checks, within_budget
from align.checks.base import Pair
from align.config import Settings
from align.decisions.stats import with_reviewed
from align.finding import SEVERITIES, Finding
from align.language.identify import LANGUAGE_NAMES, identify
from align.page import Span
from align.pages.pairs import TextPair, language_of, read_pairs
from align.tools import Tools, load_tools

TOGETHER = 512  # pairs judged at once
_NO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad]")
LOOKED_AT = 200  # pairs by which the languages are told
_LANGUAGES = frozenset({"id", "vi", "en"})
_DIRECTIONS = frozenset({("id", "en"), ("vi", "en"), ("vi", "id")})

# the row, its texts, scores, findings, why it could not be read
Checked = tuple[int, tuple[str, str], dict[str, float], list[Finding], str]
_worker_tools: Tools | None = None


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def finding_object(finding: Finding) -> dict[str, object]:
    """One finding as `align check --json` prints it."""
    return {
        "check": finding.check, "severity": finding.severity, "score": finding.score, "precision": finding.precision,
        "reviewed": finding.reviewed,
        "expected": finding.expected, "found": finding.found, "left_spans": _spans(finding.left_spans),
        "right_spans": _spans(finding.right_spans), "message": finding.message,
    }  # fmt: skip


def _plain(text: str) -> str:
    """Composed, without characters that have no width: what the spans count."""
    return normalize("NFC", _NO_WIDTH.sub("", text))


def check_batch(rows: Sequence[TextPair], tools: Tools) -> list[Checked]:
    """Each pair checked, in order."""
    told = tools.settings.checks
    good = [r for r in rows if not r.bad]
    pairs = judged(
        [Pair(_plain(r.source), _plain(r.target), r.source_lang, r.target_lang, lexicon=told.lexicon) for r in good],
        tools.estimator,
    )
    checked = {}
    for row, pair in zip(good, pairs, strict=True):
        scores, found = run_checks(pair, told, "mt", ())
        languages = f"{pair.left_lang}-{pair.right_lang}"
        found = with_reviewed(found, tools.reviewed, lambda _leg, told=languages: told)  # type: ignore[misc]
        checked[row.row] = (pair.left, pair.right), scores, found
    return [(r.row, *checked.get(r.row, (("", ""), {}, [])), r.bad) for r in rows]


def _start_worker(settings: Settings) -> None:
    global _worker_tools
    _worker_tools = load_tools(settings)
    _keep()


def _keep() -> None:
    """What is loaded stays: garbage collection need not look through it again and again (a sixth of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _in_worker(rows: Sequence[TextPair]) -> list[Checked]:
    return check_batch(rows, _worker_tools or load_tools())


def checked_in_order(pairs: Iterable[TextPair], settings: Settings, workers: int) -> Iterator[Checked]:
    """All pairs checked, in order; several processes work ahead of the reader, a few batches each."""
    ahead = iter(pairs)
    batches: Iterator[list[TextPair]] = iter(lambda: list(islice(ahead, TOGETHER)), [])
    if workers <= 1:
        tools = load_tools(settings)
        for batch in batches:
            yield from check_batch(batch, tools)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (settings,)) as pool:
        waiting: deque[Future[list[Checked]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_in_worker, batch))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _unknown(pairs: Sequence[TextPair]) -> list[str]:
    """Languages and directions that not all checks know, as the rows name them."""
    out = []
    for side in ("source", "target"):
        for lang in sorted({getattr(p, f"{side}_lang") for p in pairs} - _LANGUAGES):
            out.append(f"{side} language {lang}: expected id, vi or en; only checks that need no language say something")
    known = {(p.source_lang, p.target_lang) for p in pairs if {p.source_lang, p.target_lang} <= _LANGUAGES}
    for source, target in sorted(known - _DIRECTIONS):
        out.append(f"{source}-{target}: the quality estimator knows id-en, vi-en and vi-id; the other checks are run")
    return out


def doubts(pairs: Sequence[TextPair]) -> list[str]:
    """What is odd about the languages of the columns, in words."""
    told = pairs[0].source_lang, pairs[0].target_lang
    out = _unknown(pairs)
    pairs = [p for p in pairs if (p.source_lang, p.target_lang) == told]
    found = [identify(" ".join(getattr(p, side) for p in pairs), limit=50_000) for side in ("source", "target")]
    if found == [told[1], told[0]] and told[0] != told[1]:
        return [f"the columns look swapped: source reads like {LANGUAGE_NAMES[told[1]]}, target like {LANGUAGE_NAMES[told[0]]}"]
    for side, lang, seen in zip(("source", "target"), told, found, strict=True):
        if lang in _LANGUAGES and seen is not None and seen != lang:
            out.append(f"{side} reads like {LANGUAGE_NAMES[seen]}, expected {LANGUAGE_NAMES[lang]}; set --{side}-lang")
    return out


def run_check(
    path: str, source_lang: str, target_lang: str, settings: Settings, *, as_json: bool, workers: int = 1,
) -> int:  # fmt: skip
    """Check every pair and print what was found; rows that cannot be read are named on stderr."""
    pairs = read_pairs(path, language_of(source_lang, "id"), language_of(target_lang, "en"))
    first = list(islice(pairs, LOOKED_AT))
    for doubt in doubts([p for p in first if not p.bad]) if any(not p.bad for p in first) else []:
        print(f"align check: {path}: {doubt}", file=sys.stderr)
    results: Iterable[Checked] = checked_in_order(chain(first, pairs), settings, workers)
    of = ""
    if settings.checks.budget is not None:
        every = list(results)
        results, of = _budgeted(every, settings.checks.budget), f" of {sum(len(r[3]) for r in every)}"
    worst, bad, done, found, marked = -1, 0, 0, 0, 0
    for row, texts, scores, findings, why in results:
        worst = max([worst, *(SEVERITIES.index(f.severity) for f in findings)])
        if why:
            bad += 1
            print(f"align check: {path}: {why}", file=sys.stderr)
            continue
        done, found, marked = done + 1, found + len(findings), marked + bool(findings)
        if as_json:
            told = {
                "row": row,
                "source": texts[0],
                "target": texts[1],
                "findings": [finding_object(f) for f in findings],
                "scores": scores,
            }
            print(json.dumps(told, ensure_ascii=False))
        else:
            for finding in findings:
                precision = "" if finding.precision is None else f"{finding.precision:.0%}"
                print(f"{row}\t{finding.severity}\t{finding.check}\t{finding.score:.2f}\t{precision}\t{finding.message}")
    print(f"align check: {path}: {done} pairs, {found}{of} findings in {marked} of them", file=sys.stderr)
    if bad:
        return 3 if done else 2
    return 1 if settings.fail_on != "never" and worst >= SEVERITIES.index(settings.fail_on) else 0


def _budgeted(results: list[Checked], budget: float) -> list[Checked]:
    kept = {id(f) for f in within_budget([f for r in results for f in r[3]], budget, len(results))}
    return [(row, texts, scores, [f for f in findings if id(f) in kept], why) for row, texts, scores, findings, why in results]
