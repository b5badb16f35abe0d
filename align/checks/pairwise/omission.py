"""Words, phrases or clauses of the source that the translation leaves out."""

from __future__ import annotations

from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.spans import show, surprising, suspects
from align.checks.pair import CLEAN, Result
from align.lexicon.coverage import Coverage
from align.page import Span

OTHER_TEXT = 0.97  # score; of faithful pairs .1% are taken for unrelated
_FEWEST = 5  # words that say something
# right language -> share of the counterparts to be expected below which two texts are unrelated; through English
# (vi-id) chance brings many
_RELATED = {"en": 0.33, "id": 0.5}


def unrelated(words: Coverage, right_lang: str) -> bool:
    """Whether both sides' words find hardly a counterpart, against how often such words find one."""
    shares = []
    sides = (
        (words.left_covered, words.left_usual, words.left_content),
        (words.right_covered, words.right_usual, words.right_content),
    )
    for covered, usual, content in sides:
        if content.sum() < _FEWEST:
            return False
        shares.append(float(covered[content].sum() / max(0.5, usual[content].sum())))
    return max(shares) < _RELATED.get(right_lang, 0.0)


def check(evidence: Evidence) -> Result:
    """Score: probability by the fitted weights; spans on the source side, and where it is missing."""
    pair, words, surprises = evidence.pair, evidence.coverage, evidence.surprises
    if words is None or surprises is None or not pair.left.strip() or not pair.right.strip():
        return CLEAN
    if unrelated(words, pair.right_lang):
        whole = (Span(0, len(pair.left)),), (Span(0, len(pair.right)),)
        return Result(
            OTHER_TEXT, "critical", *whole, "its translation", show(pair.right, whole[1]),
            "hardly a word of the source has a counterpart: it seems to be another text's translation",
        )  # fmt: skip
    score = evidence.probability("omission")
    judgement = pair.judgement
    left = suspects(judgement.left_wrong if judgement else ()) or surprising(words.left, surprises[0])
    gap = max(judgement.right_missing, key=lambda c: c[1], default=None) if judgement else None
    right = (gap[0],) if gap and gap[1] >= 0.3 else ()
    lost = show(pair.left, left)
    before = pair.right[: right[0].start].split() if right else []
    where = f" after “{before[-1]}”" if before else " at the beginning" if right else ""
    return Result(
        score, "critical" if len(lost) > 60 else "major", left, right, lost or "more words", "not there",
        f"seems left out{where}: {lost}" if lost else f"something seems left out{where}",
    )  # fmt: skip
