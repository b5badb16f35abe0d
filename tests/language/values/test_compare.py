"""Tests of align.language.values.compare."""

from __future__ import annotations

import pytest

from align.language.values.compare import compare_values


@pytest.mark.parametrize(
    ("left", "right", "langs", "ok"),
    [
        ("pada 12/3/2024", "on March 12", "id-en", True),
        ("pukul 14.30 WIB", "at 2:30 p.m.", "id-en", True),
        ("tiga jenderal", "three generals", "id-en", True),
        ("2,5 triliun rupiah", "2.5 billion rupiah", "id-en", False),
        ("8.000 tentara", "80,000 troops", "id-en", False),
        ("31 dari 48 drone", "31 of 48 drones", "id-en", True),
        ("10 juta peluru", "10 billion shells", "id-en", False),
        ("8.000 lính", "8.000 tentara", "vi-id", True),
        ("puluhan ribu orang", "tens of thousands of people", "id-en", True),
        ("15 orang", "51 people", "id-en", False),
        ("Pada 20 Januari", "On January 20, 2000,", "id-en", False),
        ("mulai 1 April", "from April", "id-en", False),
        ("pada 1 November", "on the 1st of November", "id-en", True),
        ("1,5 juta orang", "1.5m people", "id-en", True),
        ("Tidak ada korban", "There were 0 victims", "id-en", True),
        ("https://a.vn/2025/03/12", "https://a.vn/2035/1445", "id-en", True),
    ],
)
def test_values_compared(left: str, right: str, langs: str, ok: bool) -> None:
    source, target = langs.split("-")
    found = compare_values(left, right, source, target)
    assert (not found.missing and not found.added) is ok
