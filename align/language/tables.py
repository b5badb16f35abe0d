"""The tables of this room's `data/`, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


def read_text(name: str) -> str:
    """The text of `data/NAME`."""
    return (files("align.language") / "data" / name).read_text("utf-8")


@lru_cache(maxsize=16)
def read_yaml(name: str) -> dict[str, Any]:
    """The mapping in `data/NAME`. Shared: do not change it."""
    return dict(yaml.safe_load(read_text(name)))
