"""The signature every output carries: what made it."""

from __future__ import annotations

from align import __version__
from align.config import Settings


def signature(settings: Settings, translator: str, embedder: str, estimator: str) -> str:
    """`align:0.1.0|mt:bundled-1@sha:…|emb:…|est:…|cfg:…`."""
    return f"align:{__version__}|mt:{translator}|emb:{embedder}|est:{estimator}|cfg:{settings.fingerprint()}"
