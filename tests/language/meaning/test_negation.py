"""Tests of align.language.meaning.negation."""

from __future__ import annotations

from align.language.meaning.negation import find_cues


def test_not_only_denies_nothing_and_belum_is_not_yet() -> None:
    assert find_cues("Ini bukan hanya soal uang.", "id") == ()
    assert find_cues("Không quân đã đến.", "vi") == ()
    assert [c.yet for c in find_cues("Dia belum datang.", "id")] == [True]
    assert [c.yet for c in find_cues("He has not come yet.", "en")] == [True]
