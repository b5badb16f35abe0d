"""What an audit works with, loaded once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from align.config import Settings
from align.leaks.urls import Publisher, load_publishers
from align.models.cache import TranslationCache, default_path
from align.models.embedder import Embedder, load_embedder
from align.models.seq2seq import Decoding, fingerprint
from align.models.translator import VERSION, Translator
from align.originals import Originals
from align.signature import signature


@dataclass(frozen=True)
class Tools:
    """Settings and the parts made from them. Models load at first use."""

    settings: Settings
    publishers: tuple[Publisher, ...]
    originals: Originals | None = None

    @cached_property
    def embedder(self) -> Embedder:
        told = self.settings.embedder
        return load_embedder(told.model, told.revision, allow_network=told.allow_network)

    @cached_property
    def translator(self) -> Translator:
        from align.models.lazy import LazyModel

        told = self.settings.translator
        decoding = Decoding(beams=told.beams)
        model = LazyModel(told.model, told.revision, allow_network=told.allow_network)
        cache = TranslationCache(default_path(), f"{model.signature}:{decoding.describe()}:v{VERSION}") if told.cache else None
        return Translator(model, decoding=decoding, batch=told.batch, cache=cache)

    @cached_property
    def signature(self) -> str:
        told = self.settings.translator
        return signature(self.settings, fingerprint(told.model, told.revision), self.embedder.signature)


def load_tools(settings: Settings | None = None, originals: Originals | None = None) -> Tools:
    """Tools for `settings` (the defaults without). Raises ConfigError for a bad publishers file."""
    settings = settings or Settings()
    return Tools(settings, load_publishers(settings.leaks.publishers), originals)
