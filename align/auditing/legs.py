"""The comparisons of an audit: what leaked, the original and the English, each against the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.beads.aligner import Alignment, align_texts
from align.beads.matching import match_probabilities
from align.finding import Bead, Leg
from align.language.sentences import split
from align.models.translation.translator import Translation
from align.page import Page, Provenance, Sentence, Span
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
    source = source_of(layout)
    if title and title.span:
        add("headline", title.span, title.text)
    elif source and source[1].slug:
        add("slug", slug_span(*source) or source[0].span, source[1].slug.replace("-", " "))
    elif provenance and provenance.slug:  # of the page's own address, which stands nowhere in its text
        add("slug", Span(0, 0), provenance.slug.replace("-", " "))
    for leak in layout.leaks:
        if leak.kind in ("caption", "passage"):
            text = leak.fields.get("title") or leak.text
            add("caption" if leak.kind == "caption" else "passage", leak.span, text)
    return units


def mt_leg(page: Page, sentences: Sequence[Sentence], tools: Tools) -> tuple[Leg, list[Translation]]:
    """The page against its English: made here sentence by sentence, or given and aligned."""
    texts = [s.text for s in sentences]
    if page.english is not None:
        english = _units(page, page.english, "en", "E")
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


def _units(page: Page, text: str, lang: str, mark: str) -> tuple[Sentence, ...]:
    """Sentences of a text that is not the page itself; spans count its characters."""
    units: list[Sentence] = []
    at = 0
    for line in text.split("\n"):
        for span in split(line, lang):
            shifted = span.shifted(at)
            units.append(Sentence(f"{page.id}:{mark}{len(units)}", shifted, "body", shifted.of(text), lang))
        at += len(line) + 1
    return tuple(units)


def _leg(name: str, left: tuple[Sentence, ...], right: tuple[Sentence, ...], found: Alignment) -> Leg:
    return Leg(name, left, right, found.beads, found.left_dropped, found.right_inserted, found.related)


ASIDE = ("caption", "teaser")  # roles of units that stand in no order with the text


def source_leg(page: Page, original: str, sentences: Sequence[Sentence], tools: Tools) -> Leg:
    """The Vietnamese original against the page: its text in order, captions and teasers by themselves.

    So a sentence that was dropped is not put beside a caption for want of better.
    """
    units = _units(page, original, "vi", "S")
    inline = [j for j, s in enumerate(sentences) if s.role not in ASIDE]
    aside = [j for j, s in enumerate(sentences) if s.role in ASIDE]
    found = align_texts([u.text for u in units], [sentences[j].text for j in inline], tools.embedder, "vi", page.lang)
    beads = [replace(bead, right=tuple(inline[k] for k in bead.right)) for bead in found.beads]
    # Of a caption that nothing of the original was meant for, the original says nothing.
    dropped, inserted = list(found.left_dropped), [0.0] * len(sentences)
    for k, j in enumerate(inline):
        inserted[j] = found.right_inserted[k]
    pairs = _aside(units, sentences, [b.left[0] for b in beads if not b.right], aside, tools)
    for at, bead in enumerate(beads):
        if not bead.right and bead.left[0] in pairs:
            j, likely, cosine = pairs[bead.left[0]]
            beads[at] = Bead(bead.left, (j,), likely, cosine)
            dropped[bead.left[0]], inserted[j] = 1 - likely, 1 - likely
    return Leg("source", units, tuple(sentences), tuple(beads), tuple(dropped), tuple(inserted), found.related)


def _aside(
    units: Sequence[Sentence], sentences: Sequence[Sentence], alone: Sequence[int], aside: Sequence[int], tools: Tools
) -> dict[int, tuple[int, float, float]]:
    """Units left alone that surely say what a caption or teaser says: unit -> (sentence, probability, cosine)."""
    if not alone or not aside:
        return {}
    texts = [units[i].text for i in alone], [sentences[j].text for j in aside]
    likely, cosines = match_probabilities(*texts, tools.embedder, "vi", "id")
    best = {i: int(likely[row].argmax()) for row, i in enumerate(alone)}
    return {
        i: (aside[best[i]], float(likely[row, best[i]]), float(cosines[row, best[i]]))
        for row, i in enumerate(alone) if likely[row, best[i]] >= LEAK_PAIR
    }  # fmt: skip


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
