"""Parts of the Vietnamese headline that the Indonesian title leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable

from align.finding import Finding
from align.headlines.claims import find_facts, look_up
from align.lexicon.coverage import coverage
from align.page import Sentence, Span

_CLAUSE = re.compile(r"\s*[:;]\s+|\s+[-–—]\s+|,\s+|\s*[?!]\s+")
Likeness = Callable[[str, str], float]
SAID = 0.4  # share of a clause's content words whose translation stands in the title, from which on it is said there


def clauses(headline: str) -> list[Span]:
    """Spans of the headline's clauses, at colons, dashes and commas."""
    spans, start = [], 0
    for match in _CLAUSE.finditer(headline):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, len(headline)))
    return [s for s in spans if len(s.of(headline).split()) >= 2]


def check(headline: Sentence, title: Sentence, likeness: Likeness, threshold: float, *, lexicon: bool = True) -> list[Finding]:
    """Clauses with no counterpart in the title.

    `likeness` gives the probability that two texts say the same. A clause is missing where its own
    probability is low, taking it out makes the rest more like the title, and no fact of it is there; not where the
    lexicon finds its words in the title.
    """
    parts = clauses(headline.text)
    if len(parts) < 2:
        return []
    findings = []
    whole = likeness(headline.text, title.text)
    for part in parts:
        text = part.of(headline.text)
        rest = (headline.text[: part.start] + headline.text[part.end :]).strip(" :;,-–—")
        supports = look_up(find_facts(text, slug=headline.role == "slug"), title.text)
        present = sum(s.span is not None for s in supports)
        gain = likeness(rest, title.text) - whole
        share = present / len(supports) if supports else 0.0
        score = (1 - likeness(text, title.text)) * (1 - share) * (1.0 if gain > -0.02 else 0.5)
        if score < threshold or (lexicon and headline.role == "headline" and _said(text, title.text) >= SAID):
            continue
        findings.append(
            Finding(
                "headline",
                "leak",
                "minor",
                (headline.id, title.id),
                (part,),
                (Span(0, len(title.text)),),
                text,
                title.text,
                round(score, 4),
                f"the Indonesian title leaves out “{text}”",
            )
        )
    return findings


def _said(clause: str, title: str) -> float:
    """Share of the clause's content words that have a counterpart in the title by the lexicon."""
    words = coverage(clause, title, "vi", "id")
    content = float(words.left_content.sum()) if words else 0.0
    return float((words.left_covered * words.left_content).sum()) / content if words and content else 0.0
