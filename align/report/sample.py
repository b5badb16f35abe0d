"""A random sample of rows without findings: what reviewers see there tells how much the checks miss."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.finding import Audit
from align.report.rows import Row


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row that was drawn, and its page."""

    page: str
    row: Row


class Sampler:
    """Keeps the `size` rows whose keys hash lowest: as good as chance, and the same rows in every run."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._heap: list[tuple[int, str, Drawn]] = []
        self._keys: set[str] = set()
        self.seen = 0

    def add(self, audit: Audit, rows: Sequence[Row]) -> None:
        """Offer the rows of a page that could be wrong and have no finding; equal rows count once."""
        for row in rows:
            compared = row.indonesian and (row.english or row.vietnamese)
            if row.findings or not compared:
                continue
            self.seen += 1
            rank = -int(hashlib.sha256(f"sample:{row.key}".encode()).hexdigest()[:15], 16)
            if row.key in self._keys or (len(self._heap) == self._size and rank <= self._heap[0][0]):
                continue
            self._keys.add(row.key)
            heapq.heappush(self._heap, (rank, row.key, Drawn(audit.page.id, row)))
            if len(self._heap) > self._size:
                self._keys.discard(heapq.heappop(self._heap)[1])

    def drawn(self) -> Iterator[Drawn]:
        """The rows, in the order of their hashes."""
        return (entry[2] for entry in sorted(self._heap, key=lambda e: (-e[0], e[1])))
