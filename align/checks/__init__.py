"""Fidelity checks. Each looks at one pair of texts and returns a score with its evidence.

A check never decides: the configuration's threshold does. `REGISTRY` holds the checks over pairs; those
over whole pages (`leak_facts`, `headline`, `dates`) are called by the audit.
"""

from __future__ import annotations

from collections.abc import Callable

from align.checks import length, numbers, untranslated
from align.checks.base import Pair, Result
from align.config import ChecksSettings
from align.finding import Finding

REGISTRY: dict[str, Callable[[Pair], Result]] = {
    "numbers": numbers.check,
    "untranslated": untranslated.check,
    "length": length.check,
}


def run_checks(
    pair: Pair, settings: ChecksSettings, leg: str, sentences: tuple[str, ...]
) -> tuple[dict[str, float], list[Finding]]:
    """Every enabled check's score, and the findings at or above their thresholds."""
    scores, findings = {}, []
    for name, check in REGISTRY.items():
        told = getattr(settings, name)
        if not told.enabled:
            continue
        result = check(pair)
        scores[name] = round(result.score, 4)
        if result.score >= told.threshold and result.message:
            findings.append(result.finding(name, leg, sentences))
    return scores, findings
