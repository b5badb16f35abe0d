"""What a decision is about, by content: the same texts and check give the same key in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from align.finding import Audit, Finding

# These can say several things of the same texts, so what was expected and found tells them apart.
_SEVERAL = frozenset({"leak_facts", "consistency", "dates", "translator", "headline"})


def _key(kind: str, *parts: str) -> str:
    """A letter and 16 hexadecimal digits: no spreadsheet takes it for a number."""
    text = "\x1f".join(parts)
    return kind + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def finding_key(audit: Audit, finding: Finding) -> str:
    """Key of a finding: its check, its leg and the texts it was raised on.

    A finding on no text (a date of the page) is identified by the page's text.
    """
    left, right = audit.sides(finding)
    more = (finding.expected, finding.found) if finding.check in _SEVERAL or not (left or right) else ()
    page = () if left or right else (audit.page.text,)
    return _key("f", finding.check, finding.leg, left, right, *more, *page)


def row_key(vietnamese: str, indonesian: str, english: str) -> str:
    """Key of a row of the three texts."""
    return _key("r", vietnamese, indonesian, english)


def mark_key(row: str, column: str, start: int, end: int) -> str:
    """Key of a span marked by hand in a row."""
    return _key("m", row, column, str(start), str(end))


def correction_key(row: str, column: str) -> str:
    """Key of the text in a row's column, as something to correct."""
    return _key("c", row, column)


def link_key(leg: str, left: Sequence[str], right: Sequence[str]) -> str:
    """Key of texts that a reviewer put together, or apart from all others."""
    return _key("l", leg, *left, "\x1e", *right)
