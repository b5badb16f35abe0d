"""Alignment by hand: sentences that a reviewer put together or apart, kept by their texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from align.decisions.decision import Decided, Decision, Subject
from align.decisions.keys import link_key
from align.decisions.store import Store
from align.errors import InputError

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Texts of a leg's two sides that go together; where one side is empty, the other has no counterpart.

    `beside`: texts of the empty side that it is not to go with; it says something only where they stand too. `nth`: which of
    several equal first texts is meant, on either side, from 0.
    """

    leg: str
    left: Texts
    right: Texts
    beside: Texts = ()
    nth: tuple[int, int] = (0, 0)

    def subject(self, page: str, segment: str, row: str) -> Subject:
        """The link as something to decide on."""
        content = json.dumps([self.left, self.right, self.beside, self.nth], ensure_ascii=False)
        key = link_key(self.leg, self.left, self.right, self.beside, tuple(map(str, self.nth)))
        return Subject(key, "link", page=page, segment=segment, row=row, place=self.leg, text=content)


def link_of(decision: Decision) -> Link:
    """The link that a decision holds. Raises InputError for a damaged one."""
    subject = decision.subject
    try:
        left, right, beside, (first, second) = json.loads(subject.text)
        sides = left, right, beside
        if not (left or right) or not all(isinstance(side, list) and all(isinstance(t, str) for t in side) for side in sides):
            raise ValueError("no lists of texts")
        if min(first, second) < 0:
            raise ValueError("a place below 0")
        return Link(subject.place, tuple(left), tuple(right), tuple(beside), (int(first), int(second)))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InputError(f"alignment by hand {subject.key}: expected texts of two sides, found damage: {error}") from error


def links_of(decided: Decided) -> tuple[Link, ...]:
    """The links that stand, the latest first: of those that hold one sentence the first counts. Raises InputError."""
    return tuple(dict.fromkeys(map(link_of, sorted(decided.links, key=lambda d: d.made, reverse=True))))


def read_links(path: Path) -> tuple[Link, ...]:
    """The links in a reviewer's file; none where there is no such file. Raises InputError."""
    return links_of(Store(path).current()) if path.is_file() else ()


def fingerprint(links: Sequence[Link]) -> str:
    """Hash of links, for the signature of an audit that uses them."""
    content = json.dumps([astuple(link) for link in links], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8]
