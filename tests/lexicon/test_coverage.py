"""Tests of align.lexicon.coverage."""

from __future__ import annotations

from align.lexicon.coverage import coverage


def test_lexicon_finds_counterparts_and_misses() -> None:
    found = coverage("Pemerintah membangun sekolah baru.", "The government builds a hospital.", "id", "en")
    assert found is not None
    government, _builds, school, new = found.left_covered
    assert government > 0.4 and school < 0.1 and new < 0.1
    assert coverage("a", "b", "de", "fr") is None


def test_vietnamese_to_indonesian_through_english() -> None:
    found = coverage("Chính phủ xây dựng trường học mới.", "Pemerintah membangun sekolah baru.", "vi", "id")
    assert found is not None and float(found.left_covered.max()) > 0.4
