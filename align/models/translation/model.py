"""What a translation model does, and how it searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model searches: `beams` 1 is greedy; `candidates` best outputs per text are returned."""

    beams: int = 1
    candidates: int = 1
    no_repeat: int = 0

    def describe(self) -> str:
        return f"b{self.beams}c{self.candidates}n{self.no_repeat}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One output and the mean log-probability that the model gives to its pieces."""

    text: str
    score: float


class Model(Protocol):
    """What generates text: transformers (`seq2seq.py`) or another backend."""

    @property
    def signature(self) -> str:
        """Name and fingerprint."""

    @property
    def max_pieces(self) -> int:
        """Longest source it takes, in pieces."""

    def count(self, text: str) -> int:
        """Length of a text in pieces."""

    def generate(self, texts: Sequence[str], lang: str, decoding: Decoding) -> list[list[Candidate]]:
        """Candidates for each text, likeliest first."""
