"""Numbers in words read back as the numbers they were spelled from."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from num2words import num2words

from align.language.values.numbers import find_numbers

ONES = "không một hai ba bốn năm sáu bảy tám chín".split()
SCALES = [(10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")]


def tens(n: int, rng: random.Random) -> str:
    """0 to 99 as people say it: mười lăm, hai mươi mốt, bốn lăm."""
    ten, one = divmod(n, 10)
    if ten == 0:
        return ONES[one]
    if ten == 1:
        return "mười" + (f" {'lăm' if one == 5 else ONES[one]}" if one else "")
    last = {1: "mốt", 4: rng.choice(["tư", "bốn"]), 5: "lăm"}.get(one, ONES[one] if one else "")
    short = one in (1, 5) and rng.random() < 0.3
    return f"{ONES[ten]}{'' if short else ' mươi'}{' ' + last if last else ''}"


def group(n: int, rng: random.Random, whole: bool) -> str:
    """0 to 999; `whole`: with the hundreds said, though there are none."""
    hundred, rest = divmod(n, 100)
    said = [f"{ONES[hundred]} trăm"] if hundred or whole else []
    if 0 < rest < 10 and said:
        said.append(f"{rng.choice(['lẻ', 'linh'])} {ONES[rest]}")
    elif rest:
        said.append(tens(rest, rng))
    return " ".join(said)


def vietnamese(n: int, rng: random.Random) -> str:
    """A number as it is said; thousands of milliards as "một nghìn hai trăm tỷ"."""
    if n >= 10**12:
        thousands, rest = divmod(n, 10**9)
        return f"{vietnamese(thousands, rng)} tỷ" + (f" {vietnamese(rest, rng)}" if rest else "")
    said = []
    for scale, word in SCALES:
        part, n = divmod(n, scale)
        if part:
            said.append(f"{group(part, rng, bool(said))} {word}")
    if n or not said:
        said.append(group(n, rng, bool(said)) or "không")
    return " ".join(said)


def read(text: str, lang: str) -> tuple[object, ...]:
    found = find_numbers(text, lang)
    assert len(found) == 1, (text, found)
    return found[0].readings


def random_numbers(count: int, seed: str) -> list[int]:
    rng = random.Random(seed)
    return [rng.randrange(11, 10 ** rng.randint(2, 12)) for _ in range(count)]


@pytest.mark.parametrize("number", [2005, 2015, 2024, 145_001_000, 1_230 * 10**9, 2_500 * 10**9, 1_001, 105, 21, 45, 10**9])
def test_vietnamese_as_it_is_said(number: int) -> None:
    for seed in range(20):
        assert Fraction(number) in read(vietnamese(number, random.Random(seed)), "vi"), number


def check_many(count: int) -> None:
    rng = random.Random("forms")
    for number in random_numbers(count, "numbers"):
        assert Fraction(number) in read(vietnamese(number, rng), "vi"), vietnamese(number, random.Random(0))
        for lang in ("id", "en"):
            said = num2words(number, lang=lang)
            assert read(said, lang)[0] == number, said


def test_numbers_read_back_as_themselves() -> None:
    check_many(3_000)


@pytest.mark.slow
def test_a_hundred_thousand_numbers_read_back_as_themselves() -> None:
    check_many(100_000)


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Giá một triệu hai.", "vi", 1_200_000), ("hai trăm ba con bò", "vi", 230), ("một trăm bốn lăm triệu", "vi", 145_000_000),
        ("2 tỷ 350 triệu đồng", "vi", 2_350_000_000), ("Giá 1 triệu 2.", "vi", 1_200_000), ("5 nghìn 300 người", "vi", 5_300),
        ("2 miliar 350 juta rupiah", "id", 2_350_000_000), ("dua ribu lima ratus miliar", "id", 2_500 * 10**9),
        ("semilyar rupiah", "id", 10**9), ("sejuta orang", "id", 10**6), ("3 ribu 300 orang", "id", 3_300),
        ("2 billion 350 million dollars", "en", 2_350_000_000), ("2 776 warga", "id", 2_776), ("3, 5 meter", "id", Fraction(7, 2)),
        ("2,5 M", "id", 2_500_000_000), ("2,5 M", "id", Fraction(5, 2)), ("trăm nghìn tỷ", "vi", 10**14),
    ],
)  # fmt: skip
def test_forms_of_every_day(text: str, lang: str, value: int | Fraction) -> None:
    assert value in read(text, lang), text


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [("Skornya 3, 5, dan 7.", "id", [3, 5, 7]), ("pada 2021 sebanyak 15 orang", "id", [2021, 15]), ("hai ba người", "vi", [2, 3]),
     ("1 triệu 2 người", "vi", [10**6, 2]), ("tiga 15", "id", [3, 15])],
)  # fmt: skip
def test_two_numbers_stay_two(text: str, lang: str, values: list[int]) -> None:
    assert [v.readings[0] for v in find_numbers(text, lang)] == values
