"""Where the stages meet: one page in, one audit out, no side effects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from align.beads.aligner import Alignment, align_texts, match_probabilities
from align.checks import consistency, dates, headline, judged, leak_facts, run_checks, untranslated, within_budget
from align.checks.base import Pair
from align.decisions.stats import with_reviewed
from align.errors import InputError
from align.finding import SEVERITIES, Audit, Bead, Finding, Leg
from align.language.identify import LANGUAGE_NAMES, identify
from align.language.sentences import split
from align.language.vietnamese import is_vietnamese
from align.leaks.layout import Layout, read_layout
from align.leaks.provenance import find_provenance, slug_span, source_of
from align.leaks.titles import with_original
from align.models.translator import Translation
from align.page import Page, Provenance, Sentence, Span
from align.tools import Tools

# A leaked line is put beside a sentence of the page only where it is nearly sure to say the same.
LEAK_PAIR = 0.9
_SIDES = {"source": ("the original", "the page"), "mt": ("the page", "its English")}  # leg -> what is said to be compared
WEAK_LINK = 0.5  # probability below which two sentences are not compared further


def audit_page(page: Page, tools: Tools) -> Audit:
    """Audit one page: leaks, provenance, translation, alignment, checks.

    Raises InputError where the page holds no sentence or is not in Indonesian.
    """
    layout = read_layout(page.id, page.text, page.lang, tools.publishers)
    provenance = find_provenance(layout, tools.publishers)
    require_language(page, layout)
    original = page.original or (tools.originals.find(provenance) if tools.originals and provenance else None)
    provenance = with_original(provenance, original) if original and provenance else provenance
    leaked = leaked_units(page, layout, provenance, tools)
    legs: list[Leg] = []
    findings: list[Finding] = []

    mt, translations = mt_leg(page, layout.sentences, tools)
    mt, found = check_pairs(mt, tools)
    legs.append(mt)
    found += translation_findings(mt, translations, tools)
    given = page.english is not None
    findings += found + drop_findings(mt, tools) if given else [_about_our_english(f) for f in found]
    if leaked:
        legs.append(leak_leg(leaked, layout.sentences, tools))
        findings += leak_findings(leaked, layout, tools)
    if provenance and tools.settings.checks.dates.enabled:
        findings += dates.check(provenance, layout.leaks) + dates.conflicts(provenance, layout.leaks)
        findings += dates.told_days(provenance, layout.sentences)
    stats = {"characters": len(page.text), "sentences": len(layout.sentences), "english_made_here": float(page.english is None)}
    if tools.originals or original:
        stats["original"] = float(bool(original))
    if original:
        source, found = check_pairs(source_leg(page, original, layout.sentences, tools), tools)
        legs.append(source)
        findings += found + drop_findings(source, tools)

    title_english, slug_english = english_titles(provenance, tools)
    if tools.settings.checks.budget is not None:
        findings = within_budget(findings, tools.settings.checks.budget, len(layout.sentences))
    findings.sort(key=lambda f: (-SEVERITIES.index(f.severity), f.leg == "mt", -f.score, _in_order(f.sentences), f.check))
    audit = Audit(
        page, tuple(layout.traces()), tuple(layout.furniture), provenance, tuple(layout.sentences),
        tuple(legs), tuple(findings), tools.signature, title_english, stats, slug_english,
    )  # fmt: skip
    return replace(audit, findings=tuple(with_reviewed(findings, tools.reviewed, audit.languages)))


def _about_our_english(finding: Finding) -> Finding:
    """A fault of the English made here is none of the page's: it is minor at most."""
    return replace(finding, severity=min(finding.severity, "minor", key=SEVERITIES.index))


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
        expected, told = LANGUAGE_NAMES[page.lang], LANGUAGE_NAMES[found]
        raise InputError(f"{page.id}: expected {expected} text, found {told}; leave the page out or set its language")


def leaked_units(page: Page, layout: Layout, provenance: Provenance | None, tools: Tools) -> list[Sentence]:
    """The Vietnamese that leaked, as units: the headline (or the slug's words), captions, passages."""
    units: list[Sentence] = []

    def add(role: str, span: Span, text: str) -> None:
        if text and all(u.text != text for u in units):
            units.append(Sentence(f"{page.id}:L{len(units)}", span, role, text, "vi"))

    title = provenance.title if provenance else None
    source = source_of(layout.leaks, tools.publishers)
    if title and title.span:
        add("headline", title.span, title.text)
    elif source and source[1].slug:
        add("slug", slug_span(*source) or source[0].span, source[1].slug.replace("-", " "))
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


def source_leg(page: Page, original: str, sentences: Sequence[Sentence], tools: Tools) -> Leg:
    """The Vietnamese original against the page."""
    units = _units(page, original, "vi", "S")
    found = align_texts([u.text for u in units], [s.text for s in sentences], tools.embedder, "vi", page.lang)
    return _leg("source", units, tuple(sentences), found)


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


def check_pairs(leg: Leg, tools: Tools) -> tuple[Leg, list[Finding]]:
    """The checks over every bead that has two sides: the leg with all scores, and the findings."""
    findings: list[Finding] = []
    scores: list[dict[str, float]] = [{} for _ in leg.beads]
    whole = [i for i, bead in enumerate(leg.beads) if not bead.is_null]
    sides = [([leg.left[i] for i in leg.beads[k].left], [leg.right[j] for j in leg.beads[k].right]) for k in whole]
    pairs = judged([Pair(_joined(a), _joined(b), a[0].lang, b[0].lang) for a, b in sides], tools.estimator)
    for k, (left, right), pair in zip(whole, sides, pairs, strict=True):
        ids = tuple(s.id for s in (*left, *right))
        scores[k], found = run_checks(pair, tools.settings.checks, leg.name, ids)
        weak = leg.beads[k].posterior < WEAK_LINK and tools.settings.checks.dropped.enabled
        findings += [_unlikely(pair, leg, leg.beads[k], ids)] if weak else found
    if tools.settings.checks.consistency.enabled:
        findings += consistency.check(
            [(p, left[0].id, right[0].id) for p, (left, right) in zip(pairs, sides, strict=True)], leg.name
        )
    return replace(leg, scores=tuple(scores)), findings


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


def translation_findings(leg: Leg, translations: Sequence[Translation], tools: Tools) -> list[Finding]:
    """What the translator itself was not sure of; a lost number is the numbers check's to tell."""
    messages = {
        "empty": ("critical", 0.99, "the translator gave nothing"),
        "repeated": ("major", 0.9, "the translator repeats itself"),
        "copied": ("major", 0.9, "the translator copied its source"),
        "split": ("info", 0.5, "too long for the model: translated clause by clause and rejoined"),
    }
    told = tools.settings.checks.translator
    findings = []
    for sentence, english, translation in zip(leg.left, leg.right, translations, strict=False):
        for flag in translation.flags:
            if flag not in messages or not told.enabled or messages[flag][1] < told.threshold:
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
    if checks.leak_facts.enabled:
        findings += leak_facts.check(leaked, page, title, checks.leak_facts.threshold)
    first = leaked[0]
    if title and checks.headline.enabled and first.role in ("headline", "slug"):
        told = [f.left_spans[0] for f in findings if f.sentences[0] == first.id]  # a clause whose fact is missing is no news
        clauses = headline.check(first, title, _likeness(tools), checks.headline.threshold)
        findings += [f for f in clauses if not any(f.left_spans[0].start <= s.start < f.left_spans[0].end for s in told)]
    if checks.untranslated.enabled:
        findings += untranslated.left_on_page(layout.leaks, leaked)
    return findings


def _likeness(tools: Tools) -> Callable[[str, str], float]:
    def likeness(left: str, right: str) -> float:
        if not left.strip() or not right.strip():
            return 0.0
        return float(match_probabilities([left], [right], tools.embedder, "vi", "id")[0][0, 0])

    return likeness


def drop_findings(leg: Leg, tools: Tools) -> list[Finding]:
    """Sentences of the original or page without a counterpart in the page or its given English, and the other way."""
    told, settings = tools.settings.checks.dropped, tools.settings.aligner
    if not told.enabled:
        return []
    left, right = _SIDES[leg.name]
    if leg.related < settings.unrelated_below:
        return [Finding("dropped", leg.name, "info", (), (), (), "a translation of the original", "another text", 0.9,
                        f"{left} and {right} are not translations of each other")]  # fmt: skip
    lost = [(u, p) for u, p in zip(leg.left, leg.left_dropped, strict=True) if p >= settings.drop_threshold]
    new = [(u, p) for u, p in zip(leg.right, leg.right_inserted, strict=True) if p >= settings.drop_threshold]
    return [
        Finding("dropped", leg.name, "major", (u.id,), (Span(0, len(u.text)),), (), u.text, "nothing", round(p, 4),
                f"sentence of {left} has no counterpart in {right}") for u, p in lost
    ] + [
        Finding("inserted", leg.name, "minor", (u.id,), (), (Span(0, len(u.text)),), "nothing", u.text, round(p, 4),
                f"sentence of {right} has no counterpart in {left}") for u, p in new
    ]  # fmt: skip


def english_titles(provenance: Provenance | None, tools: Tools) -> tuple[str | None, str | None]:
    """The leaked headline in English: as it was read or restored, and directly from a Vietnamese slug."""
    if provenance is None:
        return None, None
    bare = provenance.slug.replace("-", " ")
    texts = [provenance.title.text if provenance.title else bare, bare if is_vietnamese(bare) else ""]
    read, direct = (t.text or None for t in tools.translator.translate(texts, "vi"))
    return read, direct
