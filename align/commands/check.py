"""What `align check` does: fidelity checks over two columns."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import chain, islice

from align.checks.runner import within_budget
from align.config import Settings
from align.engines.pairs import Checked, checked_in_order
from align.finding import SEVERITIES
from align.formats.text_pair import language_of
from align.pages.pair_languages import LOOKED_AT, doubts
from align.pages.pairs import read_pairs
from align.report.json_objects import finding_object


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
            record = {
                "row": row,
                "source": texts[0],
                "target": texts[1],
                "findings": [finding_object(f) for f in findings],
                "scores": scores,
            }
            print(json.dumps(record, ensure_ascii=False))
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
