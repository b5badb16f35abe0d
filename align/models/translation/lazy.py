"""A translation model that is loaded when something must really be translated.

With everything in the cache, an audit needs neither torch nor the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from align.models.translation import ctranslate2_backend as ct2
from align.models.translation.model import Candidate, Decoding
from align.models.translation.names import BUNDLED, fingerprint
from align.models.translation.transformers_backend import Seq2SeqModel

if TYPE_CHECKING:
    from align.models.translation.model import Model


def chosen_backend(name: str, backend: str) -> str:
    """The backend that runs a model: for `auto` CTranslate2 where it is installed and the model is the bundled one, whose
    conversion is known to hold, else transformers."""
    if backend != "auto":
        return backend
    return "ctranslate2" if name == BUNDLED and find_spec("ctranslate2") is not None else "transformers"


def model_signature(name: str, revision: str | None, backend: str) -> str:
    """Name, fingerprint and, where it is not transformers, backend of a model; loads nothing."""
    backend = chosen_backend(name, backend)
    return ct2.signature(name, revision) if backend == "ctranslate2" else fingerprint(name, revision)


class LazyModel:
    """Stands for a model; `signature` is known without loading it."""

    def __init__(self, name: str, revision: str | None, *, allow_network: bool, backend: str = "auto") -> None:
        self._name, self._revision, self._allow_network = name, revision, allow_network
        self._backend = chosen_backend(name, backend)
        self._signature = model_signature(name, revision, backend)

    @property
    def signature(self) -> str:
        return self._signature

    @cached_property
    def _model(self) -> Model:
        made = ct2.CTranslate2Model if self._backend == "ctranslate2" else Seq2SeqModel
        return made(self._name, self._revision, allow_network=self._allow_network)

    @property
    def max_pieces(self) -> int:
        return self._model.max_pieces

    def count(self, text: str) -> int:
        return self._model.count(text)

    def generate(self, texts: Sequence[str], lang: str, decoding: Decoding) -> list[list[Candidate]]:
        return self._model.generate(texts, lang, decoding) if texts else []
