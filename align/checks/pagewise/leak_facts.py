"""Facts of the leaked headline and captions that the Indonesian page does not carry."""

from __future__ import annotations

from collections.abc import Sequence

from align.finding import Finding
from align.headlines.claims import Support, find_facts, look_up
from align.page import Sentence, Span


def check(units: Sequence[Sentence], page: str, title: Sentence | None, threshold: float) -> list[Finding]:
    """One finding a missing fact. `units`: the leaked Vietnamese; `page`: the Indonesian text alone.

    A fact that stands nowhere on the page is major; `sentences` and the right spans name the Indonesian
    title, where there is one, as the place where it was to be expected. A fact that stands twice is reported once.
    """
    findings: list[Finding] = []
    reported: set[str] = set()
    for unit in units:
        for support in look_up(find_facts(unit.text, slug=unit.role == "slug"), page):
            identity = support.fact.key or support.expected
            if support.span is not None or identity in reported:
                continue
            reported.add(identity)
            finding = _finding(unit, support, title if unit.role != "caption" else None)
            if finding.score >= threshold:
                findings.append(finding)
    return findings


def _severity(unit: Sentence, support: Support, title: Sentence | None) -> str:
    """Information where a bare slug is compared with a page whose title is not known: what it lacks may stand there."""
    if title is None and unit.role == "slug":
        return "info"
    if support.fact.kind in ("designation", "month"):
        return "minor"
    return "major" if support.fact.value is not None or support.fact.key else "minor"


def _finding(unit: Sentence, support: Support, title: Sentence | None) -> Finding:
    fact = support.fact
    number = fact.value is not None
    score = 0.9 if number else 0.8 if fact.key else 0.6
    if unit.role == "slug" and not number:
        score -= 0.1
    where = "in the Indonesian text" if title is None else "in the Indonesian text or its title"
    return Finding(
        "leak_facts", "leak", _severity(unit, support, title),
        (unit.id, title.id) if title else (unit.id,),
        (fact.span,), (Span(0, len(title.text)),) if title else (),
        f"{fact.text} ({support.expected})" if support.expected != fact.text else fact.text,
        "not there", score,
        f"{fact.text} of the Vietnamese {unit.role} stands nowhere {where}",
    )  # fmt: skip
