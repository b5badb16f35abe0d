"""Words, phrases or clauses of the translation that the source does not have."""

from __future__ import annotations

from align.checks.evidence.clauses import added_clause
from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.spans import show, surprising, suspects
from align.checks.evidence.weights import logistic
from align.checks.pair import CLEAN, Result


def check(evidence: Evidence) -> Result:
    """Score: probability by the fitted weights; spans on the side of the translation."""
    pair, words, surprises = evidence.pair, evidence.coverage, evidence.surprises
    if words is None or surprises is None or not pair.left.strip() or not pair.right.strip():
        return CLEAN
    score = evidence.probability("addition")
    clause = added_clause(pair, words)
    if clause is not None and score < (odds := logistic(clause.log_odds)):
        new = show(pair.right, (clause.span,))
        return Result(odds, "major", (), (clause.span,), "nothing", new, f"a clause seems added: {new}")
    judgement = pair.judgement
    right = suspects(judgement.right_wrong if judgement else ()) or surprising(words.right, surprises[1])
    new = show(pair.right, right)
    return Result(
        score, "major", (), right, "nothing", new or "more words",
        f"seems added: {new}" if new else "longer than its source says",
    )  # fmt: skip
