"""Models in CTranslate2's form: converted once, and where they are kept.

A model of the box is converted at set-up, beside its weights, where these may be written to; any other, and where they may not,
at first use into the user's cache folder, found there by its fingerprint.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from align.errors import ModelError
from align.models.translation.cache import default_path

PREFIX = "ctranslate2-"


def installed(wanted_by: str) -> Any:
    """The package. Raises ModelError where there is none."""
    try:
        import ctranslate2
    except ImportError as error:
        raise ModelError(
            f"{wanted_by}: expected the package ctranslate2, found none; pip install ctranslate2, or use transformers"
        ) from error
    return ctranslate2


def threads() -> int:
    """How many threads this process may use."""
    return int(os.environ.get("OMP_NUM_THREADS") or 0) or os.cpu_count() or 1


def folder_beside(weights: Path, mark: str, stored: str) -> Path:
    """Where the conversion of a model of the box lies."""
    return weights / f"{PREFIX}{mark}-{stored}"


def folder_in_cache(mark: str, stored: str) -> Path:
    """Where any other lies."""
    return default_path().parent / "ctranslate2" / f"{mark}-{stored}"


def made_once(folder: Path, make: Callable[[Path, Path], None], near: Path | None = None) -> Path:
    """`folder` with the converted model: made by `make(work, out)` in `near` (the folder's own place where none is given), on the
    same disk, and renamed when it is whole. Raises OSError where it cannot be written."""
    if (folder / "model.bin").exists():
        return folder
    near = near or folder.parent
    near.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=near) as work:
        made = Path(work) / "made"
        make(Path(work), made)
        try:
            made.rename(folder)
        except OSError:  # another process was faster
            if not (folder / "model.bin").exists():
                raise
    return folder


def without_older(folder: Path) -> Path:
    """`folder`, when the conversions of other weights beside it are gone."""
    for old in folder.parent.glob(f"{PREFIX}*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder
