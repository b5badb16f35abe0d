"""Where a Vietnamese original comes from. A source answers for an address or an article id, or not."""

from __future__ import annotations

from typing import Protocol

from align.page import Original, Provenance


class Originals(Protocol):
    """A collection of originals."""

    def find(self, provenance: Provenance) -> Original | None:
        """The original, or None where the collection does not have it."""
