"""What `align check` does: fidelity checks over two columns."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from align.config import Settings
from align.engines.pairs import Checked, budgeted, checked_in_order
from align.finding import SEVERITIES
from align.formats.text_pair import TextPair, language_of
from align.pages.pair_languages import LOOKED_AT, detected, doubts
from align.pages.pairs import read_pairs, stated_languages
from align.report.json_objects import finding_object

HEADINGS = ("row", "severity", "check", "score", "precision", "message", "source", "target")


def run_check(
    path: str, source_lang: str | None, target_lang: str | None, settings: Settings, *, as_json: bool, workers: int = 1,
) -> int:  # fmt: skip
    """Check every pair and print what was found; rows that cannot be read are named on stderr.

    Languages that are not given are those that the file states, else those that its texts read like, else id and en.
    """
    results: Iterable[Checked] = checked_in_order(_pairs(path, source_lang, target_lang), settings, workers)
    of = ""
    if settings.checks.budget is not None:
        every = list(results)
        results, of = budgeted(every, settings.checks.budget), f" of {sum(len(r[3]) for r in every)}"
    worst, bad, done, found, marked = -1, 0, 0, 0, 0
    if not as_json:
        print("\t".join(HEADINGS))
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
                cells = (str(row), finding.severity, finding.check, f"{finding.score:.2f}", precision, finding.message, *texts)
                print("\t".join(" ".join(cell.split()) for cell in cells))
    print(f"align check: {path}: {done} pairs, {found}{of} findings in {marked} of them", file=sys.stderr)
    if bad:
        return 3 if done else 2
    return 1 if settings.fail_on != "never" and worst >= SEVERITIES.index(settings.fail_on) else 0


def _pairs(path: str, source_lang: str | None, target_lang: str | None) -> Iterator[TextPair]:
    """The pairs of a file with their languages; what is odd about these is named on stderr."""
    stated = stated_languages(path) or ("id", "en")
    usual = language_of(source_lang or stated[0], "id"), language_of(target_lang or stated[1], "en")
    pairs = read_pairs(path, *usual)
    first = list(islice(pairs, LOOKED_AT))
    silent = [p for p in first if not p.bad and not p.stated] if source_lang is target_lang is None else []
    seen = detected(silent) if silent else None
    if silent and not seen:
        read = f"read as {'-'.join(usual)}: too little text to tell its languages"
        print(f"align check: {path}: {read}; --source-lang and --target-lang say otherwise", file=sys.stderr)
    if seen and seen != usual:
        read = f"read as {'-'.join(seen)}, not {'-'.join(usual)}; --source-lang and --target-lang say otherwise"
        print(f"align check: {path}: {read}", file=sys.stderr)
        first, pairs = [_as(pair, seen) for pair in first], (_as(pair, seen) for pair in pairs)
    for doubt in doubts([p for p in first if not p.bad]) if any(not p.bad for p in first) else []:
        print(f"align check: {path}: {doubt}", file=sys.stderr)
    return chain(first, pairs)


def _as(pair: TextPair, seen: tuple[str, str]) -> TextPair:
    """A pair whose languages were not stated, with those that it reads like."""
    return pair if pair.stated else pair._replace(source_lang=seen[0], target_lang=seen[1])
