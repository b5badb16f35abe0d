"""Tests of align/bench/terms.py and its sentences."""

from __future__ import annotations

import pytest
from training import phrases

from align.bench.terms import items, terms
from align.models.translation.translator import Translation


def _item(source: str):
    return next(item for item in items() if source in item.source)


@pytest.mark.parametrize(
    ("source", "english", "right"),
    [
        ("Bukan tidak mungkin", "It is not impossible that this team will be champions next season.", True),
        ("Bukan tidak mungkin", "It is not possible that the team will be champions next season.", False),
        ("Họ không thể không", "They cannot but agree with this conclusion.", True),
        ("Họ không thể không", "They cannot agree with this conclusion.", False),
        ("Trung tướng Lê", "Lieutenant General Le Quang Minh gave the order to open fire in the exercise.", True),
        ("Thiếu tá Phan", "Major General Phan Thanh Tung flies the helicopter.", False),
        ("Ca sĩ Mỹ Lệ", "American singer Le released a new album.", False),
        ("Ca sĩ Mỹ Lệ", "Singer Mỹ Lệ releases a new album.", True),
        ("Mỹ và Nga", "The US and Russia resume talks on nuclear weapons.", True),
        ("Nhạc sĩ lão thành", "The veteran composer resigned at 91.", False),
    ],
)
def test_what_counts_as_right(source: str, english: str, right: bool) -> None:
    assert _item(source).right(english) is right


def test_each_kind_is_counted_by_itself() -> None:
    class Echo:
        def translate(self, texts: list[str], lang: str) -> list[Translation]:
            return [Translation("Ngân, a major general, denied it" if lang == "id" else "") for _ in texts]

    figures = terms(Echo())  # type: ignore[arg-type]
    assert set(figures) == {f"translation.terms.{kind}" for kind in ("denial", "office", "name", "word")}
    assert 0 < figures["translation.terms.office"] < 0.1 and figures["translation.terms.name"] == 0


def test_no_sentence_is_trained_on() -> None:
    written = {
        row[lang].lower()
        for name in ("sentences", "words", "terms", "clauses")
        for row in phrases.read(name)
        for lang in ("id", "vi")
    }
    assert not {item.source.lower() for item in items()} & written
    assert len({item.source for item in items()}) == len(items())
