"""Tests of align.models.translation.repair."""

from __future__ import annotations

import pytest

from align.models.translation.repair import (
    english_names,
    english_separators,
    lost_names,
    mend_numbers,
    names_in,
    repair,
    repair_links,
    repair_names,
)


def test_english_separators() -> None:
    source = "8.000 tentara, 2,5 triliun rupiah, versi 1.5, pada 5.11.2024"
    target = "8.000 troops, 2,5 trillion rupiah, version 1.5, on 5.11.2024."
    assert english_separators(source, target, "id") == "8,000 troops, 2.5 trillion rupiah, version 1.5, on 5.11.2024."


def test_english_names() -> None:
    source = "Delegasi Ukraina di Moskow dan AS bertemu di Indonesia."
    assert english_names(source, "Ukraina delegates in Moskow and the AS met in Indonesia.", "id") == (
        "Ukraine delegates in Moscow and the US met in Indonesia."
    )
    assert english_names("Ia pergi.", "He went AS Roma.", "id") == "He went AS Roma."


@pytest.mark.parametrize(
    ("source", "printed", "mended"),
    [
        (
            "Profesor di Dalhousie University itu pergi.",
            "The Dralhousie University professor left.",
            "The Dalhousie University professor left.",
        ),
        ("Wilayah KwaZulu-Natal aman.", "The Kwazulu-Natal region is safe.", "The KwaZulu-Natal region is safe."),
        ("Menurut Thomas Köln itu benar.", "According to Thomas Koln's it is right.", "According to Thomas Köln's it is right."),
        ("Tim ASUS menang.", "The USUS team won.", "The ASUS team won."),
        ("Kata Presiden Prabowo itu.", "Said President Prabowo.", "Said President Prabowo."),  # English words stay
        ("Ia menuju Amerika.", "He went to America.", "He went to America."),
        ("Ia tiba.", "Dralhousie arrived.", "Dralhousie arrived."),  # nothing in the source to mend it by
    ],
)
def test_names(source: str, printed: str, mended: str) -> None:
    assert repair_names(source, printed, "id") == mended


@pytest.mark.parametrize(
    ("lang", "source", "printed", "mended"),
    [
        ("id", "Api padam pada pukul 23.35.", "The fire was out at 23,35.", "The fire was out at 23:35."),
        ("id", "Hanya delapan belas medali.", "Only eight medals.", "Only 18 medals."),
        ("id", "Sekitar 8.000 tentara pada 31 Oktober.", "Some 3100 troops on October 31.", "Some 8,000 troops on October 31."),
        ("vi", "Bush đến sáng ngày 16 tháng 11.", "Bush came on March 16.", "Bush came on November 16."),
        ("vi", "Năm 1979 ở Iran.", "In Iran in 1599.", "In Iran in 1979."),
        ("id", "Dana 110 juta rupiah.", "A fund of 10 million rupiah.", "A fund of 110 million rupiah."),
        ("id", "Naik 14,2 persen.", "Up 13.4 percent.", "Up 14.2 percent."),
        ("id", "Ada 5 orang dan 7 anjing.", "There are dogs.", "There are dogs."),  # no place for them
        ("id", "Ada 5 orang.", "There are 5 men.", "There are 5 men."),
    ],
)
def test_numbers(lang: str, source: str, printed: str, mended: str) -> None:
    assert mend_numbers(source, printed, lang).text == mended


@pytest.mark.parametrize(
    ("lang", "source", "right"),
    [
        ("vi", "Bà Nga là giáo viên.", "Nga is a teacher."),
        ("vi", "Anh Đức gặp bà Nga và ông Pháp.", "Mr Duc met Ms Nga and Mr Phap."),
        ("id", "Klub AS Roma dan Inter Milan.", "The clubs AS Roma and Inter Milan."),
        ("id", "Kata Pak Turki.", "Said Mr Turki."),
        ("vi", "Một triệu rưỡi đồng.", "1.5 million dong."),
        ("id", "Berat 70 kg.", "It weighs 154 pounds."),
        ("id", "Jarak 3.500 m.", "A distance of 3.5 km."),
        ("id", "Kenaikan 0,25 persen.", "A rise of 25 basis points."),
        ("id", "Pada abad ke-21 ini.", "In the twenty-first century."),
        ("id", "1960-an dan 1970-an.", "The 1960s and '70s."),
        ("id", "Semester I-2023.", "First half of 2023."),
        ("id", "Dalam 48 jam.", "In the next two days."),
        ("id", "Versi 2.100 itu.", "The version 2.100."),
        ("id", "Pukul setengah delapan.", "Half past seven."),
        ("id", "Harga Rp 10 ribu dan Rp 20 ribuan.", "Prices of Rp10,000 and Rp20,000."),
        ("id", "Buku keluarga Smith itu.", "The Smiths' book."),
        ("vi", "Tượng Trần Hưng Đạo ở đó.", "The statue of Tran Hung Dao is there."),
    ],
)
def test_what_is_right_stays(lang: str, source: str, right: str) -> None:
    assert repair(source, right, lang) == right


def test_absurd_numbers_do_no_harm() -> None:
    assert "people" in repair("1" * 5000 + " orang", "2" * 5000 + " people", "id")
    assert "kg" in repair("1" * 350 + ",5 kg", "2 kg", "id")


def test_all_together_and_twice_is_once() -> None:
    source = "Delegasi Ukraina membawa 8.000 tentara ke Kashiwazaki."
    once = repair(source, "Ukraina delegates brought 8.000 troops to Nishiwazaki.", "id")
    assert once == "Ukraine delegates brought 8,000 troops to Kashiwazaki."
    assert repair(source, once, "id") == once


def test_links() -> None:
    source = "Baca di https://www.vietnam.vn/id/trieu-tien-185241101.html, atau tulis ke redaksi@thanhnien.vn."
    printed = "Read on://www.vietnam.vn.vn/id/18524101.html, or contact@thanhnien.vn."
    assert repair_links(source, printed) == (
        "Read on https://www.vietnam.vn/id/trieu-tien-185241101.html, or contact redaksi@thanhnien.vn."
    )
    assert repair_links(source, "Read it.") == "Read it."
    assert repair_links("Tulis ke a@b.vn.", "Write to a@b.vn.") == "Write to a@b.vn."


def test_names_of_a_source() -> None:
    assert names_in("Presiden Joko bertemu Erdogan di Ankara.", "id") == ["Joko", "Erdogan", "Ankara"]
    assert names_in("JUDUL BERITA DALAM HURUF BESAR SEMUA INI", "id") == []
    assert lost_names("Kata Robert Habeck di Dresden.", "Said Habek.", "id") == ["Robert", "Dresden"]
