"""Where a page came from: everything the leaks say about the original, in one place."""

from __future__ import annotations

from collections.abc import Sequence

from align.headlines.candidates import title_candidates
from align.page import Leak, Provenance, Span
from align.traces.layout import Layout
from align.traces.publishers import Publisher, publisher_of
from align.traces.urls import ArticleUrl, parse_url


def source_of(leaks: Sequence[Leak], publishers: tuple[Publisher, ...]) -> tuple[Leak, ArticleUrl] | None:
    """The source line that counts: the surest, then the one the label names, then the last one."""
    lines = [leak for leak in leaks if leak.kind == "source"]
    if not lines:
        return None
    named = {leak.fields.get("host") for leak in leaks if leak.kind == "label"} - {""}
    leak = max(lines, key=lambda line: (line.confidence, line.fields["host"] in named, line.span.start))
    article = parse_url(leak.fields["url"], publishers)
    return (leak, article) if article else None


def slug_span(leak: Leak, article: ArticleUrl) -> Span | None:
    """Where the slug stands in the page."""
    at = leak.text.lower().rfind(article.slug) if article.slug else -1
    return Span(leak.span.start + at, leak.span.start + at + len(article.slug)) if at >= 0 else None


def find_provenance(layout: Layout, publishers: tuple[Publisher, ...]) -> Provenance | None:
    """What the page says of its origin; None where nothing leaked that names one.

    A newspaper's label names the publisher without an address. Nothing is inferred beyond the text.
    """
    found = source_of(layout.leaks, publishers)
    article = found[1] if found else None
    titles = title_candidates(article, layout.leaks, " ".join(s.text for s in layout.sentences))
    hosts = [leak.fields.get("host", "") for leak in layout.leaks if leak.kind in ("label", "prefix")]
    evidence = tuple(dict.fromkeys(leak.kind for leak in layout.leaks))
    if article:
        return Provenance(
            article.host,
            article.publisher.names[0] if article.publisher and article.publisher.names else None,
            article.url, article.slug, article.article_id, article.created, article.precision,
            titles, evidence + tuple(dict.fromkeys(m.kind for m in layout.mentions if m.fields["host"] == article.host)),
        )  # fmt: skip
    named = next((host for host in hosts if host), None)
    if named is None and not titles:
        return None
    publisher = publisher_of(named, publishers) if named else None
    name = publisher.names[0] if publisher and publisher.names else None
    return Provenance(named or "", name, "", "", None, None, None, titles, evidence)
