"""Hostile pages and tables, a few by default and many in the slow run."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from places import ROOT

spec = importlib.util.spec_from_file_location("fuzz", ROOT / "scripts" / "fuzz.py")
assert spec and spec.loader
fuzz = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fuzz)


@pytest.mark.parametrize(("count", "seed"), [(40, 11), pytest.param(800, 12, marks=pytest.mark.slow)])
def test_hostile_input_ends_no_run_and_loses_no_page(tmp_path: Path, count: int, seed: int) -> None:
    tally = fuzz.run(count, seed, tmp_path, fuzz.tools())
    assert tally["inputs"] == count and tally["audits"] > count / 4 and tally["failures"] > count / 4
