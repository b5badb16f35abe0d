"""Pages that tell the same story: by the address of their original, or by a teaser of one that says
what another's headline says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from align.auditing.summaries import Headline, Link, Summaries
from align.auditing.teasers import renderings
from align.headlines.claims import find_facts, look_up
from align.models.embedder import Embedder

LIKELY = 0.9
ALL_PAIRS = 10  # pages of one source that are all linked; of more copies each is linked to the first alone


def link(summaries: Summaries, embedder: Embedder) -> None:
    """Find all links and keep them in `summaries`; a page's own title is no sibling."""
    for kind, column in (("same_source", "source"), ("same_address", "address")):
        for key, members in summaries.groups(column):
            for one, title, other in _pairs(members):
                summaries.keep(Link(kind, one, "", other, 1.0, key, title))
    found = renderings(summaries.headlines, summaries.readings, summaries.lines, embedder, LIKELY, summaries.folder)
    for number, at, probability in found:
        target, (page, segment, text) = summaries.headline(number), summaries.line(at)
        if target.page != page and _facts_agree(target, text):
            summaries.keep(Link("teaser", page, segment, target.page, round(probability, 4), target.text, text))


def _pairs(members: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(page, title, other page) of pages (page, title) that share a source."""
    few = list(islice(members, ALL_PAIRS + 1))
    others = few if len(few) <= ALL_PAIRS else few[:1]
    for page, title in chain(few, members):
        for other, _ in others:
            if page != other:
                yield page, title, other


def _facts_agree(target: Headline, line: str) -> bool:
    """Every number of the headline, and half of its facts, stand in the line."""
    supports = look_up(find_facts(target.text, slug=target.is_slug), line)
    missing = [s for s in supports if s.span is None]
    return not any(s.fact.value for s in missing) and 2 * len(missing) <= len(supports)
