"""Headlines put back once more when the siblings of a page are known: their teasers say the same headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.auditing.stages import english_titles
from align.finding import Audit
from align.headlines.candidates import RESTORED, restored
from align.tools import Tools


def retitled(audit: Audit, teasers: Sequence[str], tools: Tools) -> Audit:
    """The audit with the headline that its slug and the teasers of other pages (Indonesian) suggest, and its English; with
    that which the page alone suggests where there are none."""
    provenance = audit.provenance
    if provenance is None or not provenance.slug or not provenance.title or provenance.title.evidence not in RESTORED:
        return audit
    titles = [s.text for s in audit.sentences if s.role == "title"]
    page = " ".join(s.text for s in audit.sentences)
    evidence = "siblings" if teasers else "lattice"
    found = restored(provenance.slug, audit.leaks, page, provenance.created, (*titles, *teasers), evidence)
    provenance = replace(provenance, titles=found)
    english, slug_english = english_titles(provenance, tools)
    return replace(audit, provenance=provenance, title_english=english, slug_english=slug_english)
