"""Values, dates, sentences, scripts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.language.identify import identify
from align.language.names.exonyms import find_in_slug, find_mentions
from align.language.script import slugify, unaccent
from align.language.sentences import split
from align.language.values.compare import compare_values
from align.language.values.dates import dates_agree, find_dates
from align.language.values.digits import parse_digits
from align.language.values.numbers import find_numbers
from align.language.vietnamese import is_vietnamese


def values(text: str, lang: str) -> list[object]:
    return [v.readings[0] for v in find_numbers(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("8.000 tentara", "id", 8000),
        ("delapan ribu tentara", "id", 8000),
        ("2,5 triliun rupiah", "id", 2_500_000_000_000),
        ("Rp 3 juta", "id", 3_000_000),
        ("ke-21", "id", 21),
        ("dua puluh satu", "id", 21),
        ("425 juta dolar AS", "id", 425_000_000),
        ("2,5 nghìn tỷ đồng", "vi", 2_500_000_000_000),
        ("hai mươi mốt người", "vi", 21),
        ("8.000 lính", "vi", 8000),
        ("8k", "en", 8000),
        ("2.5 trillion", "en", 2_500_000_000_000),
        ("one hundred and five", "en", 105),
        ("$1.5bn", "en", 1_500_000_000),
        ("twenty-one", "en", 21),
    ],
)
def test_number_values(text: str, lang: str, expected: int) -> None:
    assert values(text, lang) == [Fraction(expected)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Selasa (5/11/2024) kemarin", "id", (5, 11, 2024)),
        ("ngày 1.11", "vi", (1, 11, 0)),
        ("ngày 31 tháng 10 năm 2024", "vi", (31, 10, 2024)),
        ("16 tháng Chín", "vi", (16, 9, 0)),
        ("October 31, 2024", "en", (31, 10, 2024)),
        ("31 Oktober", "id", (31, 10, 0)),
        ("pukul 14.30 WIB", "id", (14, 30, -2)),
        ("14h30", "vi", (14, 30, -2)),
        ("2:30 p.m.", "en", (14, 30, -2)),
    ],
)
def test_dates_and_times(text: str, lang: str, expected: tuple[int, int, int]) -> None:
    assert find_dates(text, lang)[0].readings[0] == expected


def test_a_price_is_not_a_date() -> None:
    assert not find_dates("harga 31.000 rupiah", "id")
    assert dates_agree((1, 11, 0), (1, 11, 2024)) and not dates_agree((1, 11, 0), (2, 11, 2024))


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


@given(st.integers(1, 999_999_999_999))
def test_grouped_digits_read_back(number: int) -> None:
    english = f"{number:,}"
    assert parse_digits(english, "en") == (number,)
    assert parse_digits(english.replace(",", "."), "id")[0] == number


@given(st.text(max_size=300), st.sampled_from(["id", "vi", "en"]))
def test_anything_can_be_read(text: str, lang: str) -> None:
    for value in find_numbers(text, lang):
        assert value.span.of(text) == value.text
        assert value.show()
    ends = [0]
    for span in split(text, lang):
        assert ends[-1] <= span.start < span.end <= len(text)
        assert not text[ends[-1] : span.start].strip()
        ends.append(span.end)
    assert not text[ends[-1] :].strip()
    identify(text)
    is_vietnamese(text)


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("Letjen. Budi tiba. Ia pergi.", "id", 2),
        ("Ir. H. Joko datang ke Jl. Merdeka.", "id", 1),
        ("“Benarkah?” kata Wood. Ia diam.", "id", 2),
        ("menurut The Kyiv Independent . Bashkortostan adalah lokasi.", "id", 2),
        ("GS. TS. Nguyễn Văn A phát biểu. Ông nói thêm.", "vi", 2),
        ("TP. Hồ Chí Minh mưa to. Nhiều tuyến đường ngập.", "vi", 2),
        ("Dr. Smith left. He said so.", "en", 2),
        ("“Ini hak kami. Kami akan membela diri,” katanya.", "id", 2),
        ("Rapat di PBB. Delegasi hadir.", "id", 2),
        ("J. K. Rowling menulis buku.", "id", 1),
        ("It is closed from 10 p.m. Friday until 6 a.m. Saturday.", "en", 1),
        ("It closed at 10 p.m. Passengers waited.", "en", 2),
    ],
)
def test_sentence_counts(text: str, lang: str, count: int) -> None:
    assert len(split(text, lang)) == count


HELD_OUT = [  # abbreviations that are in none of the lists, and what must stay one sentence
    ("Tkt. Budi berangkat.", "id"),
    ("Bgd. Rahman hadir.", "id"),
    ("S.Kom. Andi mengajar.", "id"),
    ("M.Pd. Siti berbicara.", "id"),
    ("Nh. Trang phát biểu.", "vi"),
    ("Gv. Hoa giảng bài.", "vi"),
    ("CKI. Lan khám bệnh.", "vi"),
]


def test_held_out_abbreviations_beat_sentence_splitter() -> None:
    splitter = pytest.importorskip("sentence_splitter").SentenceSplitter(language="en")
    ours = sum(len(split(text, lang)) == 1 for text, lang in HELD_OUT)
    theirs = sum(len(splitter.split(text)) == 1 for text, _ in HELD_OUT)
    assert ours > theirs and ours >= 6


def test_slugs() -> None:
    assert slugify("Mỹ, Ukraine nói 8.000 lính Triều Tiên ở Kursk, gồm 3 tướng") == (
        "my-ukraine-noi-8000-linh-trieu-tien-o-kursk-gom-3-tuong"
    )
    assert unaccent("Đặc biệt") == "Dac biet"


def test_vietnamese_told_from_neighbours() -> None:
    assert is_vietnamese("my ukraine noi 8000 linh trieu tien o kursk gom 3 tuong")
    assert is_vietnamese("Chiến sự Ukraine ngày 982")
    assert not is_vietnamese("Perdana Menteri Phạm Minh Chính menghadiri upacara di Hanoi")
    assert not is_vietnamese("Ini adalah hari yang baik")
    assert not is_vietnamese("This is what he said to me")


def test_exonyms() -> None:
    assert [m.key for m in find_mentions("AS dan Korea Utara di PBB", "id")] == ["US", "KP", "UN"]
    assert [m.key for m in find_mentions("Mỹ và Triều Tiên", "vi")] == ["US", "KP"]
    assert not find_mentions("sama seperti as roda", "id")
    assert "KP" in [m.key for m in find_in_slug("linh trieu tien o kursk")]


def test_identify() -> None:
    assert identify("Presiden mengatakan bahwa ia akan pergi ke sana dengan para menteri dan tidak kembali.") == "id"
    assert identify("The president said that he would go there with his ministers and not return to the city.") == "en"
    assert identify("大统领发表声明" * 20) == "other"
    assert identify("Kursk 8.000") is None
