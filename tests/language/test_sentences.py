"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.language.identify import identify
from align.language.sentences import split
from align.language.values.numbers import find_numbers
from align.language.vietnamese import is_vietnamese


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


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [("Làng gốm cổ nhất Đông Nam Á. Cả làng có 400 hộ.", "vi", 2), ("Ông Nguyễn Văn A. Nhà ông ở Huế.", "vi", 2),
     ("Anh đá ở Serie A. Mùa này anh ghi 9 bàn.", "vi", 2), ("Ia bermain di Serie A. Musim ini ia mencetak 9 gol.", "id", 2),
     ("Ông N. V. Minh đến Huế.", "vi", 1), ("Presiden John F. Kennedy tiba.", "id", 1)],
)  # fmt: skip
def test_a_letter_at_the_end_of_a_name_ends_a_sentence(text: str, lang: str, count: int) -> None:
    assert len(split(text, lang)) == count


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("ThS. Lê Minh và PGS.TS. Trần Hòa dự họp. Cuộc họp kéo dài hai giờ.", "vi", 2),
        ("Xem tr. 25 để biết thêm. Sách có bán.", "vi", 2),
        ("Suhu min. 18 derajat dan maks. 32 derajat.", "id", 1),
        ("Kini ia bergelar S.H. Keluarganya bersyukur.", "id", 2),
        ("He lives in the U.S. His son is in Canada.", "en", 2),
        ("The U.S. House voted. The U.S. President signed.", "en", 2),
        ("Giá tăng 5%.Người dân lo lắng.", "vi", 2),
        ("Vụ việc xảy ra năm 2020.Đến nay chưa xử.", "vi", 2),
        ("a. Isi formulir. b. Bayar biaya.", "id", 2),
    ],
)
def test_abbreviations_and_hidden_boundaries(text: str, lang: str, count: int) -> None:
    assert len(split(text, lang)) == count
