"""The comparisons of an audit: what leaked, the original and the English, each against the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from align.beads.aligner import Alignment, align_texts
from align.beads.matching import match_probabilities
from align.finding import Bead, Leg
from align.headlines.slug_numbers import words_of_slug
from align.language.sentences import split
from align.models.translation.translator import Translation
from align.page import Page, Part, Provenance, Sentence, Span
from align.tools import Tools
from align.traces.layout import Layout
from align.traces.provenance import slug_span, source_of

# A leaked line is put beside a sentence of the page only where it is nearly sure to say the same.
LEAK_PAIR = 0.9


def leaked_units(page: Page, layout: Layout, provenance: Provenance | None, tools: Tools) -> list[Sentence]:
    """The Vietnamese that leaked, as units: the headline (or the slug's words), captions, passages."""
    units: list[Sentence] = []

    def add(role: str, span: Span, text: str) -> None:
        if text and all(u.text != text for u in units):
            units.append(Sentence(f"{page.id}:L{len(units)}", span, role, text, "vi"))

    title = provenance.title if provenance else None
    source, created = source_of(layout), provenance.created if provenance else None
    if title and title.span:
        add("headline", title.span, title.text)
    elif source and source[1].slug:
        add("slug", slug_span(*source) or source[0].span, words_of_slug(source[1].slug, page.text, created))
    elif provenance and provenance.slug:  # of the page's own address, which stands nowhere in its text
        add("slug", Span(0, 0), words_of_slug(provenance.slug, page.text, created))
    for leak in layout.leaks:
        if leak.kind in ("caption", "passage"):
            text = leak.fields.get("title") or leak.text
            add("caption" if leak.kind == "caption" else "passage", leak.span, text)
    return units


def mt_leg(page: Page, sentences: Sequence[Sentence], tools: Tools) -> tuple[Leg, list[Translation]]:
    """The page against its English: made here sentence by sentence, or given and aligned."""
    texts = [s.text for s in sentences]
    if page.english is not None:
        english = _units(page, [Part("body", line) for line in page.english.split("\n")], "en", "E")
        found = align_texts(texts, [s.text for s in english], tools.embedder, page.lang, "en")
        return _leg("mt", tuple(sentences), english, found), []
    translations = tools.translator.translate(texts, page.lang)
    english = tuple(
        Sentence(f"{page.id}:E{i}", s.span, s.role, t.text, "en")
        for i, (s, t) in enumerate(zip(sentences, translations, strict=True))
    )
    cosines = paired_cosines(texts, [s.text for s in english], tools)
    beads = tuple(Bead((i,), (i,), 1.0, c) if english[i].text else Bead((i,), (), 1.0, 0.0) for i, c in enumerate(cosines))
    dropped = tuple(0.0 if s.text else 1.0 for s in english)
    return Leg("mt", tuple(sentences), english, beads, dropped, (0.0,) * len(english)), translations


def paired_cosines(left: Sequence[str], right: Sequence[str], tools: Tools) -> list[float]:
    """Cosine of each text with its counterpart."""
    if not left:
        return []
    rows = tools.embedder.embed(left) * tools.embedder.embed(right)
    return [round(float(c), 4) for c in rows.sum(axis=1)]


def _units(page: Page, parts: Sequence[Part], lang: str, mark: str) -> tuple[Sentence, ...]:
    """Sentences of a text beside the page, with roles; furniture is left out. Spans count the characters of its lines."""
    units: list[Sentence] = []
    at = 0
    for part in parts:
        if part.role == "furniture":
            continue
        whole = part.role in ("headline", "heading", "caption")
        for span in [Span(0, len(part.text))] if whole else split(part.text, lang):
            units.append(Sentence(f"{page.id}:{mark}{len(units)}", span.shifted(at), part.role, span.of(part.text), lang))
        at += len(part.text) + 1
    return tuple(units)


def _leg(name: str, left: tuple[Sentence, ...], right: tuple[Sentence, ...], found: Alignment) -> Leg:
    return Leg(name, left, right, found.beads, found.left_dropped, found.right_inserted, found.related)


ASIDE = ("caption", "teaser")  # roles of units that stand in no order with the text


def source_leg(page: Page, parts: Sequence[Part], sentences: Sequence[Sentence], tools: Tools) -> Leg:
    """The Vietnamese original against the page: body and headings in order, headline with title, captions by themselves.

    So a sentence that was dropped is not put beside a caption for want of better. Of a headline without a title, and of a
    caption without its like, the page says nothing: they are no drops, since crawlers leave both out.
    """
    units = _units(page, parts, "vi", "S")
    captions = [i for i, u in enumerate(units) if u.role == "caption"]
    as_text = _captions_as_text(units, sentences, captions, tools)
    inline = [j for j, s in enumerate(sentences) if s.role not in (*ASIDE, "title") and j not in as_text]
    apart = ("headline", "caption") if any(s.role == "title" for s in sentences) else ("caption",)
    ordered = [i for i, u in enumerate(units) if u.role not in apart]
    found = align_texts([units[i].text for i in ordered], [sentences[j].text for j in inline], tools.embedder, "vi", page.lang)
    beads = [
        replace(bead, left=tuple(ordered[k] for k in bead.left), right=tuple(inline[k] for k in bead.right))
        for bead in found.beads
    ]
    dropped, inserted = [0.0] * len(units), [0.0] * len(sentences)
    for k, i in enumerate(ordered):
        dropped[i] = found.left_dropped[k]
    for k, j in enumerate(inline):
        inserted[j] = found.right_inserted[k]
    alone = [b.left[0] for b in beads if not b.right]
    aside = [j for j, s in enumerate(sentences) if s.role in ASIDE or j in as_text]
    headline = _headline(units, sentences, tools)
    pairs = _aside(units, sentences, [*alone, *captions], aside, tools)
    related = found.related
    if headline:
        i, j, likely, cosine = headline
        pairs[i] = j, max(0.5, likely), cosine  # whatever the portal changed
        related = max(related, likely)  # one story, however short the text is
    kept = [b for b in beads if b.right or b.left[0] not in pairs]
    for i, (j, likely, cosine) in pairs.items():
        kept.append(Bead((i,), (j,), likely, cosine))
        dropped[i], inserted[j] = (1 - likely, 1 - likely) if units[i].role not in ("headline", "caption") else (0.0, 0.0)
    leg = Leg("source", units, tuple(sentences), tuple(in_order(kept)), tuple(dropped), tuple(inserted), related)
    silent = {b.left[0] for b in kept if not b.right and units[b.left[0]].role == "headline"}
    seen = {i for b in kept for i in b.left}
    return _without(leg, silent | {i for i in range(len(units)) if i not in seen})


def _captions_as_text(
    units: Sequence[Sentence], sentences: Sequence[Sentence], captions: Sequence[int], tools: Tools
) -> frozenset[int]:
    """Sentences of the page's text that surely say what a caption of the original says, and what nothing of its text says as
    surely: crawlers leave captions among the text, where they would take the place of a sentence that was dropped."""
    body = [j for j, s in enumerate(sentences) if s.role == "body"]
    text = [i for i, u in enumerate(units) if u.role in ("body", "lead")]
    if not captions or not body:
        return frozenset()
    right = [sentences[j].text for j in body]
    likely, other = (
        match_probabilities([units[i].text for i in places], right, tools.embedder, "vi", "id")[0].max(axis=0, initial=0.0)
        for places in (captions, text)
    )
    return frozenset(j for j, a, b in zip(body, likely, other, strict=True) if a >= LEAK_PAIR and a > b)


def _headline(units: Sequence[Sentence], sentences: Sequence[Sentence], tools: Tools) -> tuple[int, int, float, float] | None:
    """The original's headline beside the page's title, however the portal changed it: (headline, title, likely, cosine)."""
    head = next((i for i, u in enumerate(units) if u.role == "headline"), None)
    title = next((j for j, s in enumerate(sentences) if s.role == "title"), None)
    if head is None or title is None:
        return None
    likely, cosines = match_probabilities([units[head].text], [sentences[title].text], tools.embedder, "vi", "id")
    return head, title, float(likely[0, 0]), float(cosines[0, 0])


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads by the original; those that it lacks stand behind what stands before them on the page."""
    by_page = sorted((b for b in beads if b.right), key=lambda b: b.right)
    before: dict[int, tuple[int, ...]] = {}
    last: tuple[int, ...] = (-1,)
    for bead in by_page:
        if bead.left:
            last = bead.left
        before[id(bead)] = last
    return sorted(beads, key=lambda b: (b.left[0], 0) if b.left else (before[id(b)][-1], 1 + b.right[0]))


def _without(leg: Leg, silent: set[int]) -> Leg:
    """The leg without units of the original of which the page says nothing."""
    kept = [i for i in range(len(leg.left)) if i not in silent]
    place = {i: k for k, i in enumerate(kept)}
    beads = [replace(b, left=tuple(place[i] for i in b.left)) for b in leg.beads if not b.left or b.left[0] in place]
    return replace(
        leg, left=tuple(leg.left[i] for i in kept), beads=tuple(beads), left_dropped=tuple(leg.left_dropped[i] for i in kept)
    )


def _aside(
    units: Sequence[Sentence], sentences: Sequence[Sentence], alone: Sequence[int], aside: Sequence[int], tools: Tools
) -> dict[int, tuple[int, float, float]]:
    """Units left alone that surely say what a caption or teaser says: unit -> (sentence, probability, cosine)."""
    if not alone or not aside:
        return {}
    texts = [units[i].text for i in alone], [sentences[j].text for j in aside]
    likely, cosines = match_probabilities(*texts, tools.embedder, "vi", "id")
    found: dict[int, tuple[int, float, float]] = {}
    taken: set[int] = set()
    surest = sorted(((float(likely[r, c]), r, c) for r, c in zip(*np.nonzero(likely >= LEAK_PAIR), strict=True)), reverse=True)
    for probability, row, column in surest:  # each caption says one thing
        if alone[row] not in found and column not in taken:
            taken.add(column)
            found[alone[row]] = aside[column], probability, float(cosines[row, column])
    return found


def leak_leg(leaked: Sequence[Sentence], sentences: Sequence[Sentence], tools: Tools) -> Leg:
    """Each leaked unit against the page: a bead with the likeliest sentence, or a null bead.

    Captions and headlines stand in no order, so each is matched by itself; a headline goes with the
    page's title where there is one.
    """
    right = tuple(sentences)
    beads = []
    dropped = []
    probabilities, cosines = match_probabilities([u.text for u in leaked], [s.text for s in right], tools.embedder, "vi", "id")
    titles = [i for i, s in enumerate(right) if s.role == "title"]
    for i, unit in enumerate(leaked):
        to_title = unit.role in ("headline", "slug") and bool(titles)
        choices = titles if to_title else range(len(right))
        best = max(choices, key=lambda j: float(probabilities[i, j]), default=None)
        likely = float(probabilities[i, best]) if best is not None else 0.0
        dropped.append(1 - likely)
        if best is not None and likely >= (0.5 if to_title else LEAK_PAIR):
            beads.append(Bead((i,), (best,), likely, float(cosines[i, best])))
        else:
            beads.append(Bead((i,), (), 1 - likely, 0.0))
    return Leg("leak", tuple(leaked), right, tuple(beads), tuple(dropped), ())
