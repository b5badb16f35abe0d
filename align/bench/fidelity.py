"""Recall of the checks on controlled errors, and false alarms on faithful text."""

from __future__ import annotations

from pathlib import Path

from align.bench.data import documents, json_of
from align.checks import run_checks
from align.checks.base import Pair
from align.config import ChecksSettings


def flagged(left: str, right: str, source: str, target: str) -> set[str]:
    """Names of the checks that raise a finding at the default thresholds."""
    return {f.check for f in run_checks(Pair(left, right, source, target), ChecksSettings(), "mt", ())[1]}


def checks(data: Path) -> dict[str, float]:
    """False alarms on faithful FLORES/WMT24++ pairs; numbers and untranslated text found in DEMETR."""
    lines = [row for part in documents(data).values() for row in part]
    figures: dict[str, float] = {}
    for source, target in (("id", "en"), ("vi", "en"), ("vi", "id")):
        raised = [flagged(row[source], row[target], source, target) for row in lines]
        for check in ("numbers", "untranslated", "length"):
            figures[f"checks.false.{check}.{source}-{target}"] = sum(check in names for names in raised) / len(lines)
    items = json_of(data / "demetr_id.jsonl.xz")
    for source in ("id", "vi"):
        numbers = [r for r in items if r["phenomenon"] == "critical_id10_numbers_replaced"]
        hits = [flagged(r[f"src_{source}"], r["mt_bad"], source, "en") for r in numbers]
        clean = [flagged(r[f"src_{source}"], r["mt_clean"], source, "en") for r in numbers]
        figures[f"checks.recall.numbers_replaced.{source}-en"] = sum("numbers" in h for h in hits) / len(numbers)
        figures[f"checks.false.numbers_replaced.{source}-en"] = sum("numbers" in h for h in clean) / len(numbers)
        copies = {r[f"src_{source}"] for r in items}
        whole = [flagged(text, text, source, "en") for text in sorted(copies)]
        figures[f"checks.recall.source_copied.{source}-en"] = sum("untranslated" in h for h in whole) / len(whole)
    return figures
