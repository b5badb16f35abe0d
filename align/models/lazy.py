"""A translation model that is loaded when something must really be translated.

With everything in the cache, an audit needs neither torch nor the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from align.models.seq2seq import Decoding, Seq2SeqModel, fingerprint


class LazyModel:
    """Stands for a model; `signature` is known without loading it."""

    def __init__(self, name: str, revision: str | None, *, allow_network: bool) -> None:
        self._name, self._revision, self._allow_network = name, revision, allow_network
        self._signature = fingerprint(name, revision)

    @property
    def signature(self) -> str:
        return self._signature

    @cached_property
    def _model(self) -> Seq2SeqModel:
        return Seq2SeqModel(self._name, self._revision, allow_network=self._allow_network)

    @property
    def max_pieces(self) -> int:
        return self._model.max_pieces

    def count(self, text: str) -> int:
        return self._model.count(text)

    def generate(self, texts: Sequence[str], lang: str, decoding: Decoding) -> list[list[str]]:
        return self._model.generate(texts, lang, decoding) if texts else []
