"""Tests of align.language.expressions."""

from __future__ import annotations

import re

import pytest

from align.language.expressions import cue_pattern, cue_table
from align.language.prefilter import gate_of


@pytest.mark.parametrize("kind", ["strong", "more", "less", "only"])
@pytest.mark.parametrize("lang", ["id", "vi", "en"])
def test_expressions_are_found_behind_their_gate(kind: str, lang: str) -> None:
    gate = gate_of(cue_table()[kind][lang])
    assert gate is not None, "an expression whose first letters tell nothing is searched for in every text"
    for expression in cue_table()[kind][lang]:
        written = expression.replace("['’]", "'")
        for open_part in re.findall(r"\(\?:([^)|]*)[^)]*\)\??", written):
            written = re.sub(r"\(\?:[^)]*\)\??", open_part, written, count=1)
        written = written.replace("s? ", " ")
        assert list(cue_pattern(kind, lang).finditer(f"Ia {written} 5.")), written
        assert gate.open_for(f"Ia {written.upper()} 5."), written
    assert not gate.open_for("Zzz 5.")
