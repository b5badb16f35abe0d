"""Tests of align.tools."""

from __future__ import annotations

import pytest

from align.config import load
from align.tools import load_tools


def test_the_backend_is_part_of_the_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, fast = (load_tools(load(None, [f"translator.backend={name}"])) for name in ("transformers", "ctranslate2"))
    assert plain.signature != fast.signature
    assert "ct2" in fast.translator.signature and "ct2" not in plain.translator.signature
