"""The learned parts: translator, embedder, and the cache of translations."""

from importlib.resources import files
from pathlib import Path


def weights_folder() -> Path:
    """Where the shipped weights lie."""
    return Path(str(files("align.models") / "weights"))
