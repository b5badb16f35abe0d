"""Tests of align.language.english_words."""

from __future__ import annotations

from align.language.english_words import is_english


def test_the_word_list_is_english() -> None:
    assert is_english("government") and is_english("Government's")
    assert not is_english("Dralhousie") and not is_english("pemerintah")
