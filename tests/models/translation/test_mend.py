"""Numbers mended in made pairs: right English stays, wrong English is mended or flagged."""

from __future__ import annotations

import random

import pytest
from num2words import num2words

from align.models.translation.repair import mend


def styles(n: int) -> list[str]:
    """A number as English writes it."""
    out = [f"{n:,}", num2words(n)]
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if n >= size and n * 1000 % size == 0:
            out.append(f"{n / size:,.10g} {word}")
    if n >= 10**9 and n % 10**6 == 0:
        out.append(f"{n // 10**6:,} million")
    return out


def sources(n: int) -> list[tuple[str, str]]:
    """A number as the sources write it."""
    dotted = f"{n:,}".replace(",", ".")
    out = [(f"Ada {dotted} orang.", "id"), (f"Có {dotted} người.", "vi"), (f"Ada {num2words(n, lang='id')} orang.", "id")]
    for size, words in ((10**9, ("miliar", "tỷ")), (10**6, ("juta", "triệu"))):
        if n >= size and n % size == 0:
            out += [(f"Ada {n // size} {words[0]} orang.", "id"), (f"Có {n // size} {words[1]} người.", "vi")]
    return out


DRAWN = [random.Random(k).choice((1, 10**3, 10**6, 10**9)) * random.Random(-k).randrange(21, 999) for k in range(300)]
NUMBERS = [n for n in DRAWN if str(n).rstrip("0") != "1"]  # "seratus" alone is said of any great number


def test_right_english_stays_untouched() -> None:
    for n in NUMBERS:
        for source, lang in sources(n):
            for written in styles(n):
                english = f"There are {written} people."
                assert mend(source, english, lang) == (english, ()), (source, english)


def test_wrong_figures_are_mended_or_flagged() -> None:
    for n in NUMBERS:
        wrong = f"There are {n * 10:,} people."
        for source, lang in sources(n):
            text, flags = mend(source, wrong, lang)
            assert flags and (text == wrong or "number_doubtful" in flags or any(f.startswith("repaired: ") for f in flags)), (
                source
            )
            assert text != wrong or "number_doubtful" in flags


@pytest.mark.parametrize(
    ("source", "right", "lang"),
    [
        ("Ông sinh năm hai nghìn không trăm lẻ năm.", "He was born in 2005.", "vi"), ("Giá một triệu hai.", "It costs 1.2 million.", "vi"),
        ("Ngân sách là hai nghìn năm trăm tỷ đồng.", "The budget is 2,500 billion dong.", "vi"),
        ("Harganya 2 miliar 350 juta rupiah.", "It costs 2.35 billion rupiah.", "id"), ("hai trăm ba con bò", "230 cows", "vi"),
        ("Giá 2 tỷ 350 triệu đồng.", "It costs 2.35 billion dong.", "vi"), ("Ia mewarisi semilyar.", "She inherited a billion.", "id"),
    ],
)  # fmt: skip
def test_colloquial_numbers_change_nothing(source: str, right: str, lang: str) -> None:
    assert mend(source, right, lang) == (right, ())
