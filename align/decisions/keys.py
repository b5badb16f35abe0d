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
    page: tuple[str, ...] = () if left or right else (audit.page.text,)
    if finding.check == "dropped":  # two pages of one original may lack it, each for a reason of its own
        page = _before(audit, finding)
    return _key("f", finding.check, finding.leg, left, right, *more, *page)


def _before(audit: Audit, finding: Finding) -> tuple[str, ...]:
    """What stands on the other side before a sentence that was dropped."""
    leg, text = audit.leg(finding.leg), ""
    if leg is None:
        return ()
    for bead in leg.beads:
        if any(leg.left[k].id in finding.sentences for k in bead.left):
            return (text,)
        text = leg.right[bead.right[-1]].text if bead.right else text
    return ()


def row_key(vietnamese: str, indonesian: str, english: str) -> str:
    """Key of a row of the three texts."""
    return _key("r", vietnamese, indonesian, english)


def text_key(column: str, *texts: str) -> str:
    """Key of a text in a column, with the texts that it is read beside."""
    return _key("t", column, *texts)


def mark_key(text: str, column: str, start: int, end: int, category: str = "") -> str:
    """Key of a span marked by hand in a text (`text_key`); of errors of several categories each has one."""
    return _key("m", text, column, str(start), str(end), *filter(None, (category,)))


def correction_key(column: str, text: str) -> str:
    """Key of a text in a column, as something to correct, in whatever row it stands."""
    return _key("c", column, text)


def link_key(leg: str, *sides: Sequence[str]) -> str:
    """Key of texts that a reviewer put together, or apart from all others."""
    return _key("l", leg, *(part for side in sides for part in (*side, "\x1e")))
