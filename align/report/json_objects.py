"""The objects that `align leaks --json` and `align check --json` print; the shapes scripts rely on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from align.finding import Finding
from align.page import Leak, Provenance, Span


def leaks_object(
    page: str, provenance: Provenance | None, leaks: Sequence[Leak], english: tuple[str | None, str | None]
) -> dict[str, Any]:
    """`page`, `provenance` (null where nothing names an origin) and `leaks` with their spans; `english`: the headline,
    as it was read or restored, and directly from the slug."""
    return {
        "page": page,
        "provenance": None if provenance is None else _provenance(provenance, *english),
        "leaks": [
            {
                "kind": k.kind,
                "start": k.span.start,
                "end": k.span.end,
                "text": k.text,
                "confidence": k.confidence,
                **k.fields,
            }
            for k in leaks
        ],
    }


def _provenance(provenance: Provenance, title_english: str | None, slug_english: str | None) -> dict[str, Any]:
    title = provenance.title
    return {
        "host": provenance.host or None,
        "publisher": provenance.publisher,
        "portal": provenance.portal,
        "evidence": list(provenance.evidence),
        "label_date": provenance.label_date,
        "url": provenance.url or None,
        "slug": provenance.slug or None,
        "article_id": provenance.article_id,
        "created": provenance.created,
        "created_precision": provenance.created_precision,
        "title": None if title is None else {"text": title.text, "evidence": title.evidence, "confidence": title.confidence},
        "readings": [{"text": t.text, "confidence": t.confidence} for t in provenance.titles],
        "title_en": title_english,
        "slug_en": slug_english,
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def finding_object(finding: Finding) -> dict[str, object]:
    """One finding as `align check --json` prints it."""
    return {
        "check": finding.check, "severity": finding.severity, "score": finding.score, "precision": finding.precision,
        "reviewed": finding.reviewed,
        "expected": finding.expected, "found": finding.found, "left_spans": _spans(finding.left_spans),
        "right_spans": _spans(finding.right_spans), "message": finding.message,
    }  # fmt: skip
