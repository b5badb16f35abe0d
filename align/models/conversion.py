"""Models in CTranslate2's form: converted once, and where they are kept.

A model of the box is converted at set-up, beside its weights, where these may be written to; any other, and where they may not,
at first use into the user's cache folder, found there by its fingerprint.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from align.errors import ModelError
from align.models.translation.cache import default_path

PREFIX = "ctranslate2-"
_BEING_MADE, _LEFT_BEHIND = "converting-", 3600.0  # seconds
_LOG = logging.getLogger(__name__)


class NotLoaded(ModelError):
    """CTranslate2 is not there, or cannot be loaded."""


def installed(wanted_by: str) -> Any:
    """The package. Raises NotLoaded."""
    try:
        import ctranslate2
    except ImportError as error:
        raise NotLoaded(
            f"{wanted_by}: expected the package ctranslate2, found none that can be loaded ({error}); pip install ctranslate2, "
            "or use transformers"
        ) from error
    return ctranslate2


def threads() -> int:
    """How many threads this process may use: what OMP_NUM_THREADS says of its outermost level, else the cores."""
    first = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()
    wanted = int(first) if first.isascii() and first.isdigit() else 0
    return min(wanted, 4 * (os.cpu_count() or 1)) or os.cpu_count() or 1


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
    for left in near.glob(f"{_BEING_MADE}*"):  # by a process that was killed
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_BEING_MADE, dir=near) as work:
        made = Path(work) / "made"
        make(Path(work), made)
        try:
            made.rename(folder)
        except OSError:
            if not (folder / "model.bin").exists():  # else another process was faster
                shutil.rmtree(folder, ignore_errors=True)
                made.rename(folder)
    return folder


def opened(folder_of: Callable[[], Path], load: Callable[[str], Any]) -> Any:
    """What `load` gives for the folder of a converted model; one that is damaged is converted anew, once. Raises ModelError."""
    folder = folder_of()
    try:
        return load(str(folder))
    except RuntimeError as error:
        _LOG.warning("%s: the converted model cannot be read (%s); it is converted anew", folder, error)
    shutil.rmtree(folder, ignore_errors=True)
    folder = folder_of()
    try:
        return load(str(folder))
    except RuntimeError as error:
        raise ModelError(f"{folder}: expected a converted model, found one that cannot be read: {error}; delete it") from error


def without_older(folder: Path) -> Path:
    """`folder`, when the conversions of other weights beside it are gone."""
    for old in folder.parent.glob(f"{PREFIX}*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder
