"""Fidelity checks. Each looks at one pair of texts and returns a score with its evidence.

A check never decides: the configuration's threshold does. `REGISTRY` holds the checks over pairs; those
over whole pages (`leak_facts`, `headline`, `dates`, `consistency`) are called by the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from align.checks import (
    addition,
    addresses,
    casing,
    fluency,
    length,
    mistranslation,
    names,
    negation,
    numbers,
    omission,
    punctuation,
    quantity,
    repeated,
    sentences,
    symbols,
    units,
    untranslated,
    weekdays,
)
from align.checks.base import Pair, Result
from align.checks.precision import expected_precision
from align.config import ChecksSettings
from align.finding import Finding
from align.models.estimator import Judgement

REGISTRY: dict[str, Callable[[Pair], Result]] = {
    "numbers": numbers.check,
    "names": names.check,
    "negation": negation.check,
    "quantity": quantity.check,
    "units": units.check,
    "weekdays": weekdays.check,
    "untranslated": untranslated.check,
    "omission": omission.check,
    "addition": addition.check,
    "mistranslation": mistranslation.check,
    "fluency": fluency.check,
    "length": length.check,
    "sentences": sentences.check,
    "repeated": repeated.check,
    "punctuation": punctuation.check,
    "addresses": addresses.check,
    "symbols": symbols.check,
    "casing": casing.check,
}


# A finding of the first kind says nothing new where one of the others was raised on the same pair.
IMPLIED: dict[str, frozenset[str]] = {
    "length": frozenset({"omission", "addition", "untranslated", "sentences"}),
    "sentences": frozenset({"omission", "addition"}),
    "mistranslation": frozenset({"numbers", "names", "negation", "units", "quantity", "untranslated", "omission", "addition"}),
    "fluency": frozenset({"repeated", "untranslated"}),
    "symbols": frozenset({"units", "addresses"}),
}


RARELY = 0.05  # expected precision below which a finding is information
LONGEST = 6_000  # characters of a side that are checked word by word
WHOLE = frozenset({"length", "sentences", "addresses"})  # for blank and overlong texts too


class Judge(Protocol):
    """What gives a second opinion on pairs of texts (`models/estimator.py`)."""

    def judge(self, pairs: Sequence[tuple[str, str]], left_lang: str, right_lang: str) -> list[Judgement]:
        """One judgement a pair; all of them in the two languages."""

    def knows(self, left_lang: str, right_lang: str) -> bool:
        """Whether it was trained on these languages."""


def _blank(pair: Pair) -> bool:
    return not pair.left.strip() or not pair.right.strip()


def _long(pair: Pair) -> bool:
    return max(len(pair.left), len(pair.right)) > LONGEST


def judged(pairs: Sequence[Pair], judge: Judge | None) -> list[Pair]:
    """The pairs with the judge's opinion, where it knows their languages and they are checked word by word."""
    if judge is None:
        return list(pairs)
    asked: dict[tuple[str, str], list[int]] = {}
    for i, pair in enumerate(pairs):
        if judge.knows(pair.left_lang, pair.right_lang) and not (_blank(pair) or _long(pair)):
            asked.setdefault((pair.left_lang, pair.right_lang), []).append(i)
    out = list(pairs)
    for languages, chosen in asked.items():
        told = judge.judge([(pairs[i].left, pairs[i].right) for i in chosen], *languages)
        for i, judgement in zip(chosen, told, strict=True):
            out[i] = replace(pairs[i], judgement=judgement)
    return out


def run_checks(
    pair: Pair, settings: ChecksSettings, leg: str, sentences: tuple[str, ...]
) -> tuple[dict[str, float], list[Finding]]:
    """Every enabled check's score, and the findings at or above their thresholds."""
    scores, findings = {}, []
    blank, long = _blank(pair), _long(pair)
    for name, check in REGISTRY.items():
        told = getattr(settings, name)
        if not told.enabled:
            continue
        if (blank or long) and name not in WHOLE:
            scores[name] = 0.0
            continue
        result = check(pair)
        scores[name] = round(result.score, 4)
        if result.score >= told.threshold and result.message:
            precision = expected_precision(name, pair.left_lang, pair.right_lang, scores[name])
            finding = result.finding(name, leg, sentences, precision)
            findings.append(finding if precision is None or precision >= RARELY else replace(finding, severity="info"))
    if long:
        size = max(len(pair.left), len(pair.right))
        found = Result(
            0.0, "info", (), (), f"at most {LONGEST} characters", f"{size}", "too long to be checked word by word: split it"
        )
        findings.append(found.finding("length", leg, sentences))
    raised = {f.check for f in findings}
    left_out = next((f for f in findings if f.check == "omission"), None)
    kept = [f for f in findings if not raised & IMPLIED.get(f.check, frozenset())]
    return scores, [f for f in kept if left_out is None or not _within(f, left_out)]


def _within(finding: Finding, other: Finding) -> bool:
    """Whether what is told lost is part of what a likelier finding tells lost."""
    if finding is other or finding.right_spans or not finding.left_spans or _likely(finding) >= _likely(other):
        return False
    return all(any(o.start <= s.start and s.end <= o.end for o in other.left_spans) for s in finding.left_spans)


def within_budget(findings: Sequence[Finding], budget: float, units: int) -> list[Finding]:
    """The likeliest findings, at most `budget` for 1,000 sentences of which there are `units`; order is kept."""
    count = max(1, round(budget * units / 1000)) if units and budget else 0
    ranked = sorted(range(len(findings)), key=lambda i: (-_likely(findings[i]), -findings[i].score, i))
    chosen = set(ranked[:count])
    return [f for i, f in enumerate(findings) if i in chosen]


def _likely(finding: Finding) -> float:
    return finding.precision if finding.precision is not None else finding.score
