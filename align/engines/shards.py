"""Pages shared out among runs by their ids, so that any scheduler can audit them side by side."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.finding import Audit
from align.page import Failure, Page
from align.pages.base import Source

FEW, BEGINNING = 1_000, 1_000_000  # files of which the first bytes are looked at


@dataclass(slots=True)
class Shard:
    """The pages whose id falls to `number` of `count` (from 0), and where they stood among all."""

    number: int
    count: int
    places: list[int] = field(default_factory=list)  # of the pages handed on
    audits: list[int] = field(default_factory=list)  # of those that were audited
    failures: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not 0 <= self.number < self.count:
            raise InputError(f"--shard {self.number}: expected a number from 0 to {self.count - 1} (--shards {self.count})")

    @property
    def known(self) -> dict[str, Any]:
        """What its manifest holds; the lists are filled in while the pages are audited."""
        return {"number": self.number, "count": self.count, "audits": self.audits, "failures": self.failures}

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"shard-{self.number:05d}-of-{self.count:05d}"

    def pages(self, pages: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
        """Its share of all pages, in order."""
        for place, page in enumerate(pages):
            if falls_to(page.id, self.count) == self.number:
                self.places.append(place)
                yield page

    def results(self, results: Iterable[Audit | Failure]) -> Iterator[Audit | Failure]:
        """The results as they come, with their places kept: results come in the order of the pages."""
        for done, result in enumerate(results):
            (self.failures if isinstance(result, Failure) else self.audits).append(self.places[done])
            yield result


def fingerprint(sources: Sequence[Source], originals: Path | None) -> str:
    """What tells whether pages and originals are those of an earlier run: names and sizes of the files, of few ones also how they
    begin."""
    files = [Path(s.where) for s in sources]
    if originals is not None:
        files += sorted(p for p in originals.rglob("*") if p.is_file()) if originals.is_dir() else [originals]
    told = hashlib.sha256()
    for file in files:
        size = file.stat().st_size if file.is_file() else -1
        told.update(f"{file.name}\0{size}\0".encode("utf-8", "surrogateescape"))
        if size >= 0 and len(files) <= FEW:
            with file.open("rb") as handle:
                told.update(handle.read(BEGINNING))
    return told.hexdigest()[:16]


def shard_of(count: int | None, number: int | None) -> Shard | None:
    """The shard that two options name together. Raises InputError where one is missing."""
    if count is None and number is None:
        return None
    if count is None or number is None:
        raise InputError("expected --shards and --shard, found one of them")
    return Shard(number, count)


def falls_to(page: str, count: int) -> int:
    """Which of `count` shards a page is in, by the hash of its id."""
    return int.from_bytes(hashlib.sha256(page.encode("utf-8", "surrogatepass")).digest()[:8], "big") % count


_NAME = re.compile(r"shard-(\d+)-of-(\d+)$")


def missing(folders: Iterable[Path]) -> list[str]:
    """Names of the shards that stand in no folder, as far as the folders' names tell."""
    found: dict[int, set[int]] = {}
    for folder in folders:
        match = _NAME.match(folder.name)
        if match:
            found.setdefault(int(match[2]), set()).add(int(match[1]))
    return [Shard(k, count).folder for count, there in sorted(found.items()) for k in range(count) if k not in there]
