"""Where a page came from: everything the leaks and its own address say about the original, in one place."""

from __future__ import annotations

from align.headlines.candidates import likeness, title_candidates
from align.page import Leak, Provenance, Span
from align.traces.layout import Layout
from align.traces.publishers import Publisher, publisher_of
from align.traces.slugs import slug_is_vietnamese
from align.traces.urls import ArticleUrl, own_address

SAME_HEADLINE = 80.0  # likeness of the portal's slug and the newspaper's, of 100, from which on both are one headline


def source_of(layout: Layout) -> tuple[Leak, ArticleUrl] | None:
    """The source line that counts: the surest, then the one the label names, then the last one."""
    named = {leak.fields.get("host") for leak in layout.leaks if leak.kind == "label"} - {""}
    return max(
        layout.sources,
        key=lambda found: (found[0].confidence, found[0].fields["host"] in named, found[0].span.start),
        default=None,
    )


def slug_span(leak: Leak, article: ArticleUrl) -> Span | None:
    """Where the slug stands in the page."""
    at = leak.text.lower().rfind(article.slug) if article.slug else -1
    return Span(leak.span.start + at, leak.span.start + at + len(article.slug)) if at >= 0 else None


def find_provenance(layout: Layout, publishers: tuple[Publisher, ...], url: str | None = None) -> Provenance | None:
    """What the page says of its origin; None where nothing leaked that names one. `url`: the page's own address.

    A newspaper's label names the publisher without an address, a portal's address the headline without a newspaper.
    Nothing is inferred beyond what stands there.
    """
    own, found = own_address(url, publishers), source_of(layout)
    article = found[1] if found else None
    slug = _headline_slug(article, own.slug if own else "")
    titles = title_candidates(
        slug, article.created if article else None, layout.leaks, " ".join(s.text for s in layout.sentences),
        titles=[s.text for s in layout.sentences if s.role == "title"], headless=article is None and own is None,
    )  # fmt: skip
    labels = [leak for leak in layout.leaks if leak.kind == "label"]
    hosts = [leak.fields.get("host", "") for leak in layout.leaks if leak.kind in ("label", "prefix")]
    evidence = tuple(dict.fromkeys(leak.kind for leak in layout.leaks)) + (("own_address",) if own else ())
    portal = own.portal if own else None
    day = next((leak.fields["date"] for leak in labels if leak.fields.get("date")), None)
    label = next((k.fields["label"] for k in labels if not k.fields["label"].isascii()), None)  # listed or not
    if article:
        mentions = dict.fromkeys(m.kind for m in layout.mentions if m.fields["host"] == article.host)
        names = article.publisher.names if article.publisher else ()
        return Provenance(
            article.host, names[0] if names else label, article.url, article.slug or slug, article.article_id, article.created,
            article.precision, titles, evidence + tuple(mentions), portal, day,
        )  # fmt: skip
    named = next((host for host in hosts if host), None)
    if named is None and label is None and not titles and own is None:
        return None
    publisher = publisher_of(named, publishers) if named else None
    name = publisher.names[0] if publisher and publisher.names else label
    return Provenance(named or "", name, "", slug, None, None, None, titles, evidence, portal, day)


def _headline_slug(article: ArticleUrl | None, own: str) -> str:
    """The slug that is read for the headline: the newspaper's, else the portal's where it is the same or the only one."""
    slug = article.slug if article else ""
    home = article is not None and article.publisher is not None and article.language in (None, "vi")
    if slug and slug_is_vietnamese(slug, at_home=home):
        return slug
    return own if own and (not slug or likeness(own, slug) >= SAME_HEADLINE) else ""
