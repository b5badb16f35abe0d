"""Names of translation models: which folder a name means, and its fingerprint. Loads nothing."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from align.models import weights_folder

BUNDLED = "bundled"


def resolve(model: str) -> str:
    """The folder of the bundled translator, or `model` as it is."""
    return str(weights_folder() / "translator") if model == BUNDLED else model


def fingerprint(name: str, revision: str | None) -> str:
    """Model name with the hash of its weights (a folder) or its revision (a hub model)."""
    weights = Path(resolve(name)) / "model.safetensors"
    if weights.exists():
        shown = "bundled-1" if name == BUNDLED else Path(name).name
        options = weights.stat()
        return f"{shown}@{_digest(weights, options.st_size, options.st_mtime_ns)}"
    return f"{name}@{revision or 'unpinned'}"


@lru_cache(maxsize=8)
def _digest(path: Path, size: int, changed: int) -> str:
    """Eight digits of the file's hash; size and time of change are there so that a new file is read again."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:8]
