"""Tests of scripts/training/junctions.py."""

from __future__ import annotations

from pathlib import Path

from training.lexicon import compose, count_bitext

from align.lexicon.tokens import words_of


def test_counting_links_words_that_meet(tmp_path: Path) -> None:
    pairs = [
        ("kucing tidur", "cat sleeps"),
        ("kucing makan", "cat eats"),
        ("anjing makan", "dog eats"),
        ("anjing tidur", "dog sleeps"),
    ] * 3
    rows = [(n, [w.key for w in words_of(a, "id")], [w.key for w in words_of(b, "en")]) for n, (a, b) in enumerate(pairs)]
    links = tmp_path / "links"
    links.write_text("".join(f"{n}\t0-0 1-1\n" for n in range(len(rows))), "utf-8")
    found = count_bitext(rows, links)
    assert found.linked[("kucing", "cat")] > 0.8 and ("kucing", "dog") not in found.linked
    assert found.left_found["kucing"] > 0.6
    through = compose(found, found)
    assert through.linked[("kucing", "kucing")] > 0.6
