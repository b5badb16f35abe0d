"""Negations: what the source denies the translation must deny, and it must not deny more."""

from __future__ import annotations

from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.second_opinion import seconded
from align.checks.pair import CLEAN, Pair, Result
from align.language.meaning.negation import Cue, count_weak, find_cues, knows


def _show(cues: tuple[Cue, ...]) -> str:
    return ", ".join(c.text for c in cues) or "no negation"


def check(evidence: Evidence) -> Result:
    """Score by how far the numbers of negations differ (words that deny by the way excuse a difference); more where
    the quality estimator, if asked, is surer."""
    pair, found = evidence.pair, by_rule(evidence.pair)
    if pair.judgement is None or not (knows(pair.left_lang) and knows(pair.right_lang)):
        return found
    return seconded("negation", evidence, found, "a negation seems lost or added", "critical")


def by_rule(pair: Pair) -> Result:
    """What the cues say alone."""
    if not (knows(pair.left_lang) and knows(pair.right_lang)) or pair.left_lang == pair.right_lang:
        return CLEAN
    left, right = find_cues(pair.left, pair.left_lang), find_cues(pair.right, pair.right_lang)
    score = 0.0 if len(left) == len(right) else _by_counts(pair, len(left), len(right))
    yet = any(c.yet for c in left) != any(c.yet for c in right) and len(left) == len(right) == 1
    if score == 0 and not yet:
        return CLEAN
    if yet and score < 0.2:
        score = 0.2
    if len(left) > len(right):
        message, severity = f"negation lost: {_show(left)}", "critical"
    elif len(right) > len(left):
        message, severity = f"negation added: {_show(right)}", "critical"
    else:
        message, severity = f"not, or not yet: {_show(left)} became {_show(right)}", "minor"
    return Result(
        score, severity, tuple(c.span for c in left), tuple(c.span for c in right), _show(left), _show(right), message,
    )  # fmt: skip


def _by_counts(pair: Pair, left: int, right: int) -> float:
    """Surest where one side denies nothing at all, not even by the way."""
    fewer_weak = count_weak(pair.left, pair.left_lang) if left < right else count_weak(pair.right, pair.right_lang)
    base = 0.85 if min(left, right) == 0 else 0.55
    step = 0.1 if abs(left - right) > 1 else 0.0
    return min(0.95, base + step) * 0.75 ** min(fewer_weak, 4)
