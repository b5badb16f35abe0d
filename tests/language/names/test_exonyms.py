"""Tests of align.language.names.exonyms."""

from __future__ import annotations

from align.language.names.exonyms import find_in_slug, find_mentions


def test_exonyms() -> None:
    assert [m.key for m in find_mentions("AS dan Korea Utara di PBB", "id")] == ["US", "KP", "UN"]
    assert [m.key for m in find_mentions("Mỹ và Triều Tiên", "vi")] == ["US", "KP"]
    assert not find_mentions("sama seperti as roda", "id")
    assert "KP" in [m.key for m in find_in_slug("linh trieu tien o kursk")]
