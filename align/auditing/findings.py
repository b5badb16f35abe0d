"""What the legs give rise to: findings over pairs, of the translator, about leaks, about dropped sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from align.beads.matching import match_probabilities
from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.spans import unmatched_words
from align.checks.pagewise import consistency, headline, leak_facts, left_in_vietnamese
from align.checks.pair import Pair
from align.checks.precision import drop_precision
from align.checks.runner import run_checks, weigh
from align.finding import SEVERITIES, Bead, Finding, Leg
from align.models.translation.choice import UNSURE
from align.models.translation.translator import Translation
from align.page import Sentence, Span
from align.tools import Tools
from align.traces.layout import Layout

_SIDES = {"source": ("the original", "the page"), "mt": ("the page", "its English")}  # leg -> what is said to be compared
LONGEST_SHOWN = 4_000  # characters of a side whose unmatched words are kept
WEAK_LINK = 0.5  # probability below which two sentences are not compared further


def about_our_english(finding: Finding) -> Finding:
    """A fault of the English made here is none of the page's: it is minor at most."""
    return replace(finding, severity=min(finding.severity, "minor", key=SEVERITIES.index))


def check_pairs(leg: Leg, tools: Tools) -> tuple[Leg, list[Finding]]:
    """The checks over every bead that has two sides: the leg with all scores and unmatched words, and the findings."""
    checks = tools.settings.checks
    findings: list[Finding] = []
    scores: list[dict[str, float]] = [{} for _ in leg.beads]
    whole = [i for i, bead in enumerate(leg.beads) if not bead.is_null]
    sides = [([leg.left[i] for i in leg.beads[k].left], [leg.right[j] for j in leg.beads[k].right]) for k in whole]
    pairs = [Pair(_joined(a), _joined(b), a[0].lang, b[0].lang) for a, b in sides]
    unmatched: list[tuple[tuple[Span, ...], ...]] = [((), ()) for _ in leg.beads]
    weighed = weigh(pairs, tools.estimator, lexicon=checks.lexicon)
    for k, (left, right), evidence in zip(whole, sides, weighed, strict=True):
        ids = tuple(s.id for s in (*left, *right))
        scores[k], found = run_checks(evidence, checks, leg.name, ids)
        unmatched[k] = _unmatched(evidence)
        weak = leg.beads[k].posterior < WEAK_LINK and checks.of("dropped").enabled
        findings += [_unlikely(evidence.pair, leg, leg.beads[k], ids)] if weak else found
    if checks.of("consistency").enabled:
        findings += consistency.check(
            [(p, left[0].id, right[0].id) for p, (left, right) in zip(pairs, sides, strict=True)], leg.name
        )
    return replace(leg, scores=tuple(scores), unmatched=tuple(unmatched)), findings


def _unmatched(evidence: Evidence) -> tuple[tuple[Span, ...], ...]:
    """By side, the words that the lexicon finds no counterpart of; none of very long texts."""
    words, surprises = evidence.coverage, evidence.surprises
    if words is None or surprises is None or max(len(evidence.pair.left), len(evidence.pair.right)) > LONGEST_SHOWN:
        return (), ()
    return unmatched_words(words.left, surprises[0]), unmatched_words(words.right, surprises[1])


def _unlikely(pair: Pair, leg: Leg, bead: Bead, ids: tuple[str, ...]) -> Finding:
    """Two sentences that were put together for want of better: what differs between them says nothing."""
    left, right = _SIDES[leg.name]
    return Finding(
        "dropped", leg.name, "major", ids, (Span(0, len(pair.left)),), (Span(0, len(pair.right)),), "its translation",
        pair.right[:120], round(1 - bead.posterior, 4),
        f"an unlikely pair (probability {bead.posterior:.2f}): the sentence of {left} may be missing in {right}",
    )  # fmt: skip


def _joined(units: Sequence[Sentence]) -> str:
    return " ".join(unit.text for unit in units)


def without_unsure(found: Sequence[Finding], leg: Leg, translations: Sequence[Translation]) -> list[Finding]:
    """Findings but those on English that the translator itself is unsure of: they would say that once more."""
    unsure = {e.id for e, t in zip(leg.right, translations, strict=False) if UNSURE in t.flags}
    return [finding for finding in found if not unsure.intersection(finding.sentences)]


def with_confidence(leg: Leg, translations: Sequence[Translation]) -> Leg:
    """The leg with, among each bead's scores, how unsure the translator is of its English."""
    doubts = [{} if t.confidence is None else {UNSURE: round(1 - t.confidence, 4)} for t in translations]
    return replace(leg, scores=tuple(held | doubt for held, doubt in zip(leg.scores, doubts, strict=True))) if doubts else leg


def translation_findings(leg: Leg, translations: Sequence[Translation], tools: Tools) -> list[Finding]:
    """What the translator itself was not sure of; a lost number is the numbers check's to tell."""
    messages = {
        "empty": ("critical", 0.99, "the translator gave nothing"),
        "repeated": ("major", 0.9, "the translator repeats itself"),
        "copied": ("major", 0.9, "the translator copied its source"),
        "split": ("info", 0.5, "too long for the model: translated clause by clause and rejoined"),
        UNSURE: ("info", 0.5, "unsure of this English: nothing else in it is checked"),
    }
    setting = tools.settings.checks.of("translator")
    findings = []
    for sentence, english, translation in zip(leg.left, leg.right, translations, strict=False):
        for flag in translation.flags:
            if flag not in messages or not setting.enabled or messages[flag][1] < setting.threshold:
                continue
            severity, score, message = messages[flag]
            findings.append(
                Finding("translator", "mt", severity, (sentence.id, english.id), (Span(0, len(sentence.text)),),
                        (Span(0, len(english.text)),), "a translation", english.text[:80], score, message)
            )  # fmt: skip
    return findings


def leak_findings(leaked: Sequence[Sentence], layout: Layout, tools: Tools) -> list[Finding]:
    """Facts and clauses of the leaked Vietnamese that the Indonesian lacks; text left in Vietnamese."""
    checks = tools.settings.checks
    title = next((s for s in layout.sentences if s.role == "title"), None)
    page = "\n".join(s.text for s in layout.sentences)
    findings: list[Finding] = []
    if checks.of("leak_facts").enabled:
        findings += leak_facts.check(leaked, page, title, checks.of("leak_facts").threshold)
    first = leaked[0]
    if title and checks.of("headline").enabled and first.role in ("headline", "slug"):
        dropped = [f.left_spans[0] for f in findings if f.sentences[0] == first.id]  # a clause whose fact is missing is no news
        clauses = headline.check(first, title, _likeness(tools), checks.of("headline").threshold, lexicon=checks.lexicon)
        findings += [f for f in clauses if not any(f.left_spans[0].start <= s.start < f.left_spans[0].end for s in dropped)]
    if checks.of("untranslated").enabled:
        findings += left_in_vietnamese.left_on_page(layout.leaks, leaked)
    return findings


def _likeness(tools: Tools) -> Callable[[str, str], float]:
    def likeness(left: str, right: str) -> float:
        if not left.strip() or not right.strip():
            return 0.0
        return float(match_probabilities([left], [right], tools.embedder, "vi", "id")[0][0, 0])

    return likeness


def drop_findings(leg: Leg, tools: Tools) -> list[Finding]:
    """Sentences of the original or page without a counterpart in the page or its given English, and the other way."""
    setting, settings = tools.settings.checks.of("dropped"), tools.settings.aligner
    if not setting.enabled:
        return []
    left, right = _SIDES[leg.name]
    if leg.related < settings.unrelated_below:
        return [Finding("dropped", leg.name, "major", (), (), (), "a translation of the original", "another text", 0.9,
                        f"{left} and {right} are not translations of each other")]  # fmt: skip
    lost = [(u, p) for u, p in zip(leg.left, leg.left_dropped, strict=True) if p >= settings.drop_threshold]
    new = [(u, p) for u, p in zip(leg.right, leg.right_inserted, strict=True) if p >= settings.drop_threshold]
    return [
        Finding("dropped", leg.name, "major", (u.id,), (Span(0, len(u.text)),), (), u.text, "nothing", round(p, 4),
                f"sentence of {left} has no counterpart in {right}", drop_precision(p)) for u, p in lost
    ] + [
        Finding("inserted", leg.name, "minor", (u.id,), (), (Span(0, len(u.text)),), "nothing", u.text, round(p, 4),
                f"sentence of {right} has no counterpart in {left}") for u, p in new
    ]  # fmt: skip
