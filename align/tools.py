"""What an audit works with, loaded once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from align.about import __version__
from align.config import Settings
from align.decisions.links import Link, fingerprint, read_links
from align.decisions.stats import Reviewed, read_precision
from align.models.embedder import Embedder, load_embedder
from align.models.estimation.contrast import Contrast
from align.models.estimation.estimator import QualityEstimator
from align.models.translation import ctranslate2_backend as ct2
from align.models.translation.cache import TranslationCache, default_path
from align.models.translation.lazy import LazyModel, chosen_backend, model_signature
from align.models.translation.model import Decoding
from align.models.translation.translator import VERSION, Translator
from align.originals import Originals
from align.traces.publishers import Publisher, load_publishers


@dataclass(frozen=True)
class Tools:
    """Settings and the parts made from them. Models load at first use."""

    settings: Settings
    publishers: tuple[Publisher, ...]
    originals: Originals | None = None

    @cached_property
    def embedder(self) -> Embedder:
        settings = self.settings.embedder
        return load_embedder(settings.model, settings.revision, allow_network=settings.allow_network)

    @cached_property
    def translator(self) -> Translator:
        settings = self.settings.translator
        decoding = Decoding(beams=settings.beams, candidates=settings.beams)
        model = LazyModel(settings.model, settings.revision, allow_network=settings.allow_network, backend=settings.backend)
        cache = (
            TranslationCache(default_path(), f"{model.signature}:{decoding.describe()}:v{VERSION}") if settings.cache else None
        )
        backend = chosen_backend(settings.model, settings.backend)
        batch = settings.batch if backend == "transformers" else ct2.TEXTS  # CTranslate2 cuts its own batches
        return Translator(model, decoding=decoding, batch=batch, cache=cache)

    @cached_property
    def estimator(self) -> QualityEstimator | Contrast | None:
        if self.settings.checks.estimator == "none":
            return None
        settings = self.settings.translator
        made = QualityEstimator(compute="int8" if self.settings.checks.estimator == "int8" else "float32")
        if not self.settings.checks.contrast:
            return made
        return Contrast(made, settings.model, settings.revision, allow_network=settings.allow_network)

    @cached_property
    def reviewed(self) -> Reviewed:
        """How often reviewers found the checks right; empty where the settings name no file."""
        path = self.settings.checks.precision
        return read_precision(path) if path else {}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What reviewers aligned by hand, the latest first; empty where the settings name no file."""
        path = self.settings.aligner.links
        return read_links(path) if path else ()

    @cached_property
    def signature(self) -> str:
        settings = self.settings.translator
        translator = model_signature(settings.model, settings.revision, settings.backend)
        estimator = self.estimator.signature if self.estimator else "none"
        by_hand = f"|links:{fingerprint(self.links)}" if self.links else ""
        return signature(self.settings, translator, self.embedder.signature, estimator) + by_hand


def load_tools(settings: Settings | None = None, originals: Originals | None = None) -> Tools:
    """Tools for `settings` (the defaults without). Raises ConfigError for a bad file of publishers or precision."""
    if settings is not None and not isinstance(settings, Settings):
        raise TypeError(f"expected align.Settings or None, found {type(settings).__name__}")
    if isinstance(originals, (str, Path)):
        raise TypeError(f"expected originals as load_originals gives them, found {type(originals).__name__}")
    settings = settings or Settings()
    tools = Tools(settings, load_publishers(settings.leaks.publishers), originals)
    _ = tools.reviewed  # a bad file is an error at once, not on the first page
    return tools


def signature(settings: Settings, translator: str, embedder: str, estimator: str) -> str:
    """`align:0.1.0|mt:bundled-1@sha:…|emb:…|est:…|cfg:…`."""
    return f"align:{__version__}|mt:{translator}|emb:{embedder}|est:{estimator}|cfg:{settings.fingerprint()}"
