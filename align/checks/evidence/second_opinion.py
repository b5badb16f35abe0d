"""A rule's finding weighed against what the quality estimator says."""

from __future__ import annotations

from dataclasses import replace

from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.spans import show, suspects
from align.checks.evidence.weights import logistic
from align.checks.pair import Result

# check -> what a rule's score adds to the log odds, and a shift that puts them on the rule's own scale, so that one
# threshold serves with the estimator and without
RULES = {"names": (12.0, -2.34), "negation": (3.0, 2.5), "mistranslation": (8.0, 0.0)}


def seconded(check: str, evidence: Evidence, found: Result, message: str, severity: str, *, sure: bool = False) -> Result:
    """What a rule found, weighed against what the quality estimator says; `message` and `severity` where the rule found
    nothing. A rule that is `sure` is not talked down.

    What a rule is worth is measured on DEMETR, as the estimator learned from errors made with the same lists.
    """
    weight, shift = RULES[check]
    score = min(0.99, logistic(evidence.log_odds(check) + weight * found.score + shift))
    weighed = replace(
        found, score=max(score, found.score) if sure else score, message=found.message or message,
        severity=found.severity if found.message else severity,
    )  # fmt: skip
    pair, judgement = evidence.pair, evidence.judgement
    if judgement is None or found.left_spans or found.right_spans:
        return weighed
    left, right = suspects(judgement.left_wrong), suspects(judgement.right_wrong)
    return replace(weighed, left_spans=left, right_spans=right, expected=show(pair.left, left), found=show(pair.right, right))
