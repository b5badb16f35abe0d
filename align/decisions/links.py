"""Alignment by hand: sentences that a reviewer put together or apart, kept by their texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.decisions.keys import link_key
from align.decisions.store import Decided, Store, Subject


@dataclass(frozen=True, slots=True)
class Link:
    """Texts of a leg's two sides that go together; where one side is empty, the other has no counterpart."""

    leg: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    def subject(self, page: str, segment: str, row: str) -> Subject:
        """The link as something to decide on."""
        text = json.dumps([self.left, self.right], ensure_ascii=False)
        key = link_key(self.leg, self.left, self.right)
        return Subject(key, "link", page=page, segment=segment, row=row, place=self.leg, text=text)


def links_of(decided: Decided) -> tuple[Link, ...]:
    """The links that stand, the latest first."""
    said = [(d.made, d.subject) for ds in decided.values() for d in ds if d.subject.kind == "link" and d.verdict]
    found = []
    for _, subject in sorted(said, key=lambda item: item[0], reverse=True):
        left, right = json.loads(subject.text)
        found.append(Link(subject.place, tuple(left), tuple(right)))
    return tuple(dict.fromkeys(found))


def read_links(path: Path) -> tuple[Link, ...]:
    """The links in a reviewer's file; none where there is no such file. Raises InputError."""
    return links_of(Store(path).current()) if path.is_file() else ()


def fingerprint(links: Sequence[Link]) -> str:
    """Hash of links, for the signature of an audit that uses them."""
    content = json.dumps([[link.leg, link.left, link.right] for link in links], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def merged(leg: str, sides: Iterable[tuple[Sequence[str], Sequence[str]]]) -> list[Link]:
    """All of it in one."""
    sides = list(sides)
    return [Link(leg, tuple(t for left, _ in sides for t in left), tuple(t for _, right in sides for t in right))]


def split(leg: str, left: Sequence[str], right: Sequence[str]) -> list[Link]:
    """Sentence by sentence in order; what is left over has no counterpart."""
    even = min(len(left), len(right))
    pairs = [Link(leg, (one,), (other,)) for one, other in zip(left, right, strict=False)]
    alone = [Link(leg, (one,), ()) for one in left[even:]] + [Link(leg, (), (other,)) for other in right[even:]]
    return pairs + alone


def unlinked(leg: str, left: Sequence[str], right: Sequence[str]) -> list[Link]:
    """Both sides without a counterpart."""
    return [Link(leg, (one,), ()) for one in left] + [Link(leg, (), (other,)) for other in right]
