"""Tests of align.checks.pagewise.consistency."""

from __future__ import annotations

from align.checks.pagewise.consistency import check as consistency
from align.checks.pair import Pair


def test_one_name_in_two_spellings_on_a_page() -> None:
    pairs = [
        (Pair(f"Presiden Zelensky tiba {n}.", f"President {name} arrived {n}.", "id", "en"), f"p:{n}", f"p:E{n}")
        for n, name in enumerate(["Zelensky", "Zelensky", "Zelenskyy", "Zelensky"])
    ]
    (found,) = consistency(pairs, "mt")
    assert found.sentences == ("p:2", "p:E2") and (found.expected, found.found) == ("Zelensky", "Zelenskyy")
