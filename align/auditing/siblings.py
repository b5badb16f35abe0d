"""Pages that tell the same story: by the address of their original, or by a teaser of one that says
what another's headline says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.auditing.teasers import renderings
from align.headlines.candidates import RESTORED
from align.headlines.claims import find_facts, look_up
from align.models.embedder import Embedder
from align.page import Provenance, Sentence

LIKELY = 0.9


@dataclass(frozen=True, slots=True)
class Summary:
    """What linking needs of a page: its source, its Vietnamese headline, its headline-like lines."""

    page: str
    url: str
    headline: str
    is_slug: bool
    lines: tuple[tuple[str, str], ...]
    own: str = ""  # the portal's slug
    reading: str = ""  # the headline with its accents, sure or not
    restored: bool = False  # whether the headline's accents were put back from what the page alone says


@dataclass(frozen=True, slots=True)
class Link:
    """`page`'s unit `segment` renders the headline of `sibling` (`teaser`, `title`), or both pages have
    one source (`same_source`) or one headline in their own addresses (`same_address`)."""

    kind: str
    page: str
    segment: str
    sibling: str
    probability: float
    vietnamese: str
    indonesian: str


def summarise(page: str, provenance: Provenance | None, sentences: Sequence[Sentence]) -> Summary:
    """The summary of one page."""
    headline, reading, is_slug, alone = "", "", False, False
    if provenance and provenance.title and provenance.title.evidence not in RESTORED:
        headline = provenance.title.text
    elif provenance and provenance.slug:
        headline, is_slug = provenance.slug.replace("-", " "), True
        reading = provenance.title.text if provenance.title else ""
        alone = bool(provenance.title and provenance.title.evidence == "lattice")
    lines = tuple((s.id, s.text) for s in sentences if s.role in ("title", "teaser", "heading"))
    own = f"{provenance.portal}/{provenance.slug}" if provenance and provenance.portal else ""
    return Summary(page, provenance.url if provenance else "", headline, is_slug, lines, own, reading, alone)


def link(summaries: Sequence[Summary], embedder: Embedder) -> list[Link]:
    """All links, by page; a page's own title is no sibling."""
    links = _grouped("same_source", ((s.url.split("?")[0], s) for s in summaries))
    links += _grouped("same_address", ((s.own, s) for s in summaries if not s.url))
    targets = [s for s in summaries if s.headline]
    links += _teasers(targets, [(s.page, segment, text) for s in summaries for segment, text in s.lines], embedder)
    return sorted(links, key=lambda found: (found.page, found.segment, found.sibling))


def _teasers(targets: Sequence[Summary], lines: Sequence[tuple[str, str, str]], embedder: Embedder) -> list[Link]:
    """Lines (page, segment, text) that say what another page's headline says."""
    headlines, readings = [t.headline for t in targets], [t.reading or t.headline for t in targets]
    links = []
    for row, column, probability in renderings(headlines, readings, [t for _, _, t in lines], embedder, LIKELY):
        target, (page, segment, text) = targets[row], lines[column]
        if target.page != page and _facts_agree(target, text):
            links.append(Link("teaser", page, segment, target.page, round(probability, 4), target.headline, text))
    return links


def _facts_agree(target: Summary, line: str) -> bool:
    """Every number of the headline, and half of its facts, stand in the line."""
    supports = look_up(find_facts(target.headline, slug=target.is_slug), line)
    missing = [s for s in supports if s.span is None]
    return not any(s.fact.value for s in missing) and 2 * len(missing) <= len(supports)


def _grouped(kind: str, keyed: Iterable[tuple[str, Summary]]) -> list[Link]:
    """Links of a kind between the pages that share a key."""
    groups: dict[str, list[Summary]] = defaultdict(list)
    for key, summary in keyed:
        if key:
            groups[key].append(summary)
    links = []
    for key, members in groups.items():
        for first in members:
            # Of very many copies each is linked to the first alone.
            for second in members if len(members) <= 10 else members[:1]:
                if first.page != second.page:
                    title = next((t for i, t in first.lines), "")
                    links.append(Link(kind, first.page, "", second.page, 1.0, key, title))
    return links
