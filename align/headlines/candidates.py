"""The Vietnamese headline of a page, from what leaked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from align.headlines.accents import default_model, syllables_of
from align.headlines.slug_numbers import words_of_slug
from align.language.script import slugify, unaccent, vietnamese_letters
from align.lexicon.behind import vietnamese_behind
from align.page import Leak, Provenance, Span, TitleCandidate

READINGS = 5
LOOKED_AT = 20_000  # characters of the page whose words guide the restoring
FIRST, LINES = 2_000, 5  # characters and lines of an original among which its headline stands
_NAME = re.compile(r"(?:(?<=[a-z] )|(?<=[a-z], ))[A-Z][^\W\d_]+")  # with a capital within a sentence
KEPT = 0.9  # confidence in a headline whose slug kept the accents: capitals and marks are gone
RESTORED = ("lattice", "siblings")  # evidence of headlines whose accents were put back
SAME = 90.0  # likeness of two slugs, of 100


def likeness(left: str, right: str) -> float:
    """How alike two slugs are, 0 to 100, without regard to dashes (lost spaces are common damage)."""
    return fuzz.ratio(left.replace("-", ""), right.replace("-", ""))


def title_candidates(
    slug: str, created: str | None, leaks: Sequence[Leak], page: str = "", *, titles: Sequence[str] = (), headless: bool = False
) -> tuple[TitleCandidate, ...]:
    """Readings of the headline, the best first, each text once.

    `slug`: the headline's by an address, or empty; `created`: when the article was made; `page`: the translation's text;
    `titles`: what stands on the page as its headline; `headless`: no address is known at all.

    A caption or a passage whose slug is the address's slug is the headline itself; without an address a
    repeated caption title is likely it (news portals caption every photo with the headline).
    """
    found: dict[str, TitleCandidate] = {}
    for leak in leaks:
        if leak.kind not in ("caption", "passage"):
            continue
        text = leak.fields.get("title") or leak.text.strip()
        span = Span(leak.span.start, leak.span.start + len(text))
        alike = likeness(slugify(text), slug) if slug else 0.0
        if alike >= SAME:
            confidence = 0.99 if alike >= 99 else 0.95
        elif leak.kind == "caption" and headless:
            confidence = 0.7
        else:
            continue
        if text not in found or found[text].confidence < confidence:
            found[text] = TitleCandidate(text, "caption", confidence, span)
    if not found and slug:
        return restored(slug, leaks, page, created, titles)
    return tuple(sorted(found.values(), key=lambda c: -c.confidence))


def with_original(provenance: Provenance, original: str) -> Provenance:
    """The headline as the original writes it, where one of its first lines has the slug and the page tells none."""
    if not provenance.slug or (provenance.title and provenance.title.evidence not in (*RESTORED, "slug")):
        return provenance
    for line in [line.strip() for line in original[:FIRST].splitlines() if line.strip()][:LINES]:
        alike = likeness(slugify(line), provenance.slug)
        if alike >= SAME:
            found = TitleCandidate(line, "original", 0.99 if alike >= 99 else 0.95)
            return replace(provenance, titles=(found, *provenance.titles))
    return provenance


def restored(
    slug: str, leaks: Sequence[Leak], page: str = "", created: str | None = None, rendered: Sequence[str] = (),
    evidence: str = "lattice",
) -> tuple[TitleCandidate, ...]:  # fmt: skip
    """The slug's likeliest accented readings; syllables of the page's own Vietnamese, and words that the page's
    Indonesian translates, are preferred, those of lines that render the headline itself (`rendered`) above all.

    `created`: when the article was made, for days that are named; `evidence`: what the candidates say they rest on.
    A slug that kept its accents is the headline.
    """
    if vietnamese_letters(slug):
        text = slug.replace("-", " ")
        return (TitleCandidate(text[:1].upper() + text[1:], "slug", KEPT),)
    page = page[:LOOKED_AT]
    own = frozenset(w for leak in leaks for w in syllables_of(leak.text) if vietnamese_letters(w))
    words = vietnamese_behind(page, "\n".join(rendered))
    names = frozenset(unaccent(name).lower() for name in _NAME.findall(page))
    readings = default_model().restore(words_of_slug(slug, page, created), READINGS, own, words, names)
    return tuple(TitleCandidate(r.text, evidence, round(r.probability, 4)) for r in readings)
