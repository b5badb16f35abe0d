"""Runs the checks over a pair: the estimator asked, every score kept, the findings that say something new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from align.catalogue import BY_NAME
from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair, Result
from align.checks.precision import expected_precision
from align.checks.registry import registry
from align.config import ChecksSettings
from align.finding import Finding
from align.language.script import old_tones
from align.models.estimation.judgement import Judgement

RARELY = 0.05  # expected precision below which a finding is information
LONGEST = 6_000  # characters of a side that are checked word by word


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


def weigh(pairs: Sequence[Pair], judge: Judge | None, *, lexicon: bool = True) -> list[Evidence]:
    """The evidence on pairs: with the judge's opinion where it knows their languages and they are checked word by word."""
    pairs = [_one_spelling(pair) for pair in pairs]
    asked: dict[tuple[str, str], list[int]] = {}
    for i, pair in enumerate(pairs if judge is not None else ()):
        if judge is not None and judge.knows(pair.left_lang, pair.right_lang) and not (_blank(pair) or _long(pair)):
            asked.setdefault((pair.left_lang, pair.right_lang), []).append(i)
    out = list(pairs)
    for languages, chosen in asked.items():
        assert judge is not None  # noqa: S101 - nothing is chosen without one
        opinions = judge.judge([(pairs[i].left, pairs[i].right) for i in chosen], *languages)
        for i, judgement in zip(chosen, opinions, strict=True):
            out[i] = replace(pairs[i], judgement=judgement)
    return [Evidence(pair, lexicon) for pair in out]


def run_checks(
    evidence: Evidence, settings: ChecksSettings, leg: str, sentences: tuple[str, ...]
) -> tuple[dict[str, float], list[Finding]]:
    """Every enabled check's score, and the findings at or above their thresholds."""
    pair, scores, findings = evidence.pair, {}, []
    blank, long = _blank(pair), _long(pair)
    for name, check in registry().items():
        setting = settings.of(name)
        if not setting.enabled:
            continue
        if (blank or long) and not BY_NAME[name].whole_text:
            scores[name] = 0.0
            continue
        result = check(evidence)
        scores[name] = round(result.score, 4)
        if result.score >= setting.threshold and result.message:
            precision = expected_precision(name, pair.left_lang, pair.right_lang, scores[name])
            finding = result.finding(name, leg, sentences, precision)
            findings.append(finding if precision is None or precision >= RARELY else replace(finding, severity="info"))
    if long:
        findings.append(_too_long(pair).finding("length", leg, sentences))
    return scores, _without_repetition(findings)


def _one_spelling(pair: Pair) -> Pair:
    """The pair with Vietnamese tone marks in one place, so that `hoà` and `hòa` are one word; spans hold."""
    if "vi" not in (pair.left_lang, pair.right_lang):
        return pair
    left = old_tones(pair.left) if pair.left_lang == "vi" else pair.left
    return replace(pair, left=left, right=old_tones(pair.right) if pair.right_lang == "vi" else pair.right)


def _too_long(pair: Pair) -> Result:
    size = max(len(pair.left), len(pair.right))
    return Result(
        0.0, "info", (), (), f"at most {LONGEST} characters", f"{size}", "too long to be checked word by word: split it"
    )


def _without_repetition(findings: Sequence[Finding]) -> list[Finding]:
    """Without those that another finding on the same pair implies."""
    raised = {f.check for f in findings}
    left_out = next((f for f in findings if f.check == "omission"), None)
    kept = [f for f in findings if not raised & BY_NAME[f.check].implied_by]
    return [f for f in kept if left_out is None or not _within(f, left_out)]


def _within(finding: Finding, other: Finding) -> bool:
    """Whether the finding lies inside what a likelier one reports as lost."""
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
