"""Words that mean something else than the source's: opposites, other things, other people."""

from __future__ import annotations

from dataclasses import replace

from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.second_opinion import seconded
from align.checks.evidence.spans import show
from align.checks.pair import CLEAN, Pair, Result
from align.language.meaning.negation import find_cues, knows
from align.language.meaning.opposites import opposed
from align.language.values.signs import negatives

SHORT = 300  # characters; in more, either pole is likelier to belong to something else


def check(evidence: Evidence) -> Result:
    """Score: that of a rule about opposites, weighed against what the quality estimator says where it was asked; else the
    estimator's."""
    found = by_rule(evidence.pair)
    if evidence.judgement is None or evidence.coverage is None:
        return found
    short = found.severity == "critical"  # in a short text no estimator talks the rule down
    result = seconded("mistranslation", evidence, found, "seems to say something else", "major", sure=short)
    if found.message:
        return result
    expected, words = result.expected or "another word", result.found or "not located"
    message = f"{result.message}: {result.found}" if result.found else result.message
    return replace(result, expected=expected, found=words, message=message)


def by_rule(pair: Pair) -> Result:
    """Score .75 where the source names one of some words that exclude one another and the translation only another one,
    as many negations on either side; less in long texts."""
    left, right = pair.left, pair.right
    found = opposed(left, right, pair.left_lang, pair.right_lang) if pair.left_lang != pair.right_lang else None
    if found is None or not (knows(pair.left_lang) and knows(pair.right_lang)):
        return CLEAN
    if len(find_cues(left, pair.left_lang)) != len(find_cues(right, pair.right_lang)):
        return CLEAN
    if found[0].kind == "profit" and (negatives(left, pair.left_lang) or negatives(right, pair.right_lang)):
        return CLEAN  # a profit of minus 45 is a loss
    spans = found[0].spans, found[1].spans
    expected, actual = show(left, spans[0]), show(right, spans[1])
    score, severity = (0.75, "critical") if max(len(left), len(right)) <= SHORT else (0.5, "major")
    return Result(score, severity, *spans, expected, actual, f"meaning changed: {expected} became {actual}")
