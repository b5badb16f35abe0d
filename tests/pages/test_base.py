"""Tests of align.pages.base."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import InputError
from align.pages import expand


def test_paths_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found none"):
        expand([str(tmp_path)])
    with pytest.raises(InputError, match="nothing of that name"):
        expand(["no/such/file"])
