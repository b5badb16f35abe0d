"""Where the stages meet: one page in, one audit out, no side effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.auditing.by_hand import with_links
from align.auditing.findings import (
    about_our_english,
    check_pairs,
    drop_findings,
    leak_findings,
    translation_findings,
    with_confidence,
    without_unsure,
)
from align.auditing.legs import leak_leg, leaked_units, mt_leg, source_leg
from align.checks.pagewise import dates
from align.checks.runner import within_budget
from align.decisions.stats import with_reviewed
from align.errors import InputError
from align.finding import SEVERITIES, Audit, Finding, Leg
from align.headlines.candidates import with_original
from align.language.identify import LANGUAGE_NAMES, identify
from align.language.vietnamese import is_vietnamese
from align.originals.documents import parts_of_text
from align.page import Original, Page, Provenance
from align.tools import Tools
from align.traces.layout import Layout, read_layout
from align.traces.provenance import find_provenance


def audit_page(page: Page, tools: Tools) -> Audit:
    """Audit one page: leaks, provenance, translation, alignment, checks.

    Raises InputError where the page holds no sentence or is not in Indonesian, TypeError for anything but a Page.
    """
    if not isinstance(page, Page):
        raise TypeError(f"expected a Page, found {type(page).__name__}; make one: Page(id, text)")
    if not isinstance(page.text, str):
        raise TypeError(f"{page.id}: expected a text as a str, found {type(page.text).__name__}")
    layout = read_layout(page.id, page.text, page.lang, tools.publishers)
    provenance = find_provenance(layout, tools.publishers, page.address)
    require_language(page, layout)
    original = Original(parts_of_text(page.original, page.id)) if page.original else None
    if original is None and tools.originals and provenance:
        original = tools.originals.find(provenance)
    provenance = with_original(provenance, original.text) if original and provenance else provenance
    comparisons = (
        compare_with_english(page, layout, tools),
        compare_with_leaks(page, layout, provenance, tools),
        compare_with_original(page, layout, original, tools),
    )
    legs = [leg for made, _ in comparisons for leg in made]
    findings = [finding for _, found in comparisons for finding in found]
    title_english, slug_english = english_titles(provenance, tools)
    source = next((leg for leg in legs if leg.name == "source"), None)
    if tools.settings.checks.budget is not None:
        findings = within_budget(findings, tools.settings.checks.budget, len(layout.sentences))
    ours = page.english is None  # what is about the English made here comes last
    findings.sort(key=lambda f: (_in_order(f.sentences), f.check))
    findings.sort(key=lambda f: (ours and f.leg == "mt", -SEVERITIES.index(f.severity), f.leg == "mt", -f.score))
    audit = Audit(
        page, tuple(layout.traces()), tuple(layout.furniture), provenance, tuple(layout.sentences),
        tuple(legs), tuple(findings), tools.signature, title_english, _stats(page, layout, original, tools), slug_english,
        replace(original, parts=tuple(p for p in original.parts if p.role == "furniture")) if original else None,
        english_of(source, tools),
    )  # fmt: skip
    return replace(audit, findings=tuple(with_reviewed(findings, tools.reviewed, audit.languages)))


Compared = tuple[list[Leg], list[Finding]]


def compare_with_english(page: Page, layout: Layout, tools: Tools) -> Compared:
    """The page against its English, made here or given; what is found in English made here is none of the page's faults."""
    leg, translations = mt_leg(page, layout.sentences, tools)
    leg = with_links(leg, tools) if page.english is not None else leg
    leg, found = check_pairs(leg, tools)
    leg = with_confidence(leg, translations)
    found = without_unsure(found, leg, translations) + translation_findings(leg, translations, tools)
    if page.english is not None:
        return [leg], found + drop_findings(leg, tools)
    return [leg], [about_our_english(f) for f in found]


def compare_with_leaks(page: Page, layout: Layout, provenance: Provenance | None, tools: Tools) -> Compared:
    """The page against what leaked from its original."""
    leaked = leaked_units(page, layout, provenance, tools)
    legs = [leak_leg(leaked, layout.sentences, tools)] if leaked else []
    found = leak_findings(leaked, layout, tools) if leaked else []
    if provenance and tools.settings.checks.of("dates").enabled:
        found += dates.check(provenance, layout.leaks) + dates.conflicts(provenance, layout.leaks)
        found += dates.stated_days(provenance, layout.sentences)
    return legs, found


def compare_with_original(page: Page, layout: Layout, original: Original | None, tools: Tools) -> Compared:
    """The page against its original, where one is at hand."""
    if not original:
        return [], []
    leg, found = check_pairs(with_links(source_leg(page, original.parts, layout.sentences, tools), tools), tools)
    if leg.related < tools.settings.aligner.unrelated_below:  # what differs from another text is no fault of the page
        return [], drop_findings(leg, tools)
    return [leg], found + drop_findings(leg, tools)


def english_of(source: Leg | None, tools: Tools) -> dict[str, str]:
    """The original's units in rough English, by id, for readers who know no Vietnamese; nothing where the settings say so."""
    if source is None or not tools.settings.translator.originals:
        return {}
    made = tools.translator.translate([unit.text for unit in source.left], "vi")
    return {unit.id: english.text for unit, english in zip(source.left, made, strict=True)}


def _stats(page: Page, layout: Layout, original: Original | None, tools: Tools) -> dict[str, float]:
    stats = {"characters": len(page.text), "sentences": len(layout.sentences), "english_made_here": float(page.english is None)}
    if tools.originals or original:
        stats["original"] = float(bool(original))
    return stats


def _in_order(sentences: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Ids so that they sort as they stand on the page: page:9 before page:10."""
    cut = [len(s.rstrip("0123456789")) for s in sentences]
    return tuple((s[:k], int("0" + s[k:])) for s, k in zip(sentences, cut, strict=True))


def require_language(page: Page, layout: Layout) -> None:
    """InputError where there is nothing to audit or the text is in another language."""
    if not layout.sentences and not layout.leaks:
        raise InputError(f"{page.id}: expected text, found no sentence (only furniture or blanks)")
    text = " ".join(s.text for s in layout.sentences)
    found = identify(text)
    if found is not None and found != page.lang:
        expected, detected = LANGUAGE_NAMES[page.lang], LANGUAGE_NAMES[found]
        raise InputError(f"{page.id}: expected {expected} text, found {detected}; leave the page out or set its language")


def english_titles(provenance: Provenance | None, tools: Tools) -> tuple[str | None, str | None]:
    """The leaked headline in English: as it was read or restored with some confidence, and directly from a Vietnamese slug."""
    if provenance is None:
        return None, None
    bare, headline = provenance.slug.replace("-", " "), provenance.headline
    sure = headline.text if headline and headline.confidence is not None else ""
    texts = [sure, bare if is_vietnamese(bare) else ""]
    read, direct = (t.text or None for t in tools.translator.translate(texts, "vi"))
    return read, direct
