"""Tests of align.checks.pairwise.mistranslation."""

from __future__ import annotations

import pytest

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.checks.registry import registry


@pytest.mark.parametrize(
    ("left", "good", "bad", "langs"),
    [
        ("Bão đổ bộ vào sáng mai.", "The storm lands tomorrow morning.", "The storm lands tomorrow evening.", "vi-en"),
        ("Họ gặp nhau tuần trước.", "They met last week.", "They meet next week.", "vi-en"),
        ("Adiknya melapor ke polisi.", "His younger sister went to the police.", "His older sister went to the police.", "id-en"),
        ("Bà nói sẽ đến.", "She said she would come.", "He said he would come.", "vi-en"),
        ("Bộ Y tế xác nhận tin này.", "The health ministry confirmed it.", "The defence ministry confirmed it.", "vi-en"),
        ("Tổng thống Pháp phát biểu.", "Presiden Prancis berbicara.", "Perdana Menteri Prancis berbicara.", "vi-id"),
        ("GDP quý II/2024 tăng.", "GDP grew in the second quarter of 2024.", "GDP grew in the third quarter of 2024.", "vi-en"),
        ("Upahnya Rp5 juta per bulan.", "He earns Rp 5 million a month.", "He earns Rp 5 million a year.", "id-en"),
        ("Harga naik dua kali lipat.", "Prices doubled.", "Prices tripled.", "id-en"),
        ("Perusahaan itu merekrut 600 orang.", "The firm hired 600 people.", "The firm laid off 600 people.", "id-en"),
    ],
)  # fmt: skip
def test_another_word_of_its_kind_is_reported(left: str, good: str, bad: str, langs: str) -> None:
    source, target = langs.split("-")
    right, wrong = (registry()["mistranslation"](Evidence(Pair(left, text, source, target))) for text in (good, bad))
    assert right.score < 0.2 and wrong.score >= 0.5
    assert wrong.left_spans and wrong.right_spans and wrong.message.startswith("meaning changed")


@pytest.mark.parametrize(
    ("left", "right", "langs"),
    [
        ("Lệnh ngừng bắn có hiệu lực hôm nay.", "The ceasefire began today.", "vi-en"),
        ("Vợ tổng thống ra tuyên bố.", "The president's wife issued a statement.", "vi-en"),
        ("Menteri Luar Negeri menggelar pertemuan tertutup.", "The foreign minister held a private meeting.", "id-en"),
        ("Pukul 10.00 waktu setempat, warga asing dievakuasi.", "At 10 a.m. local time foreigners were evacuated.", "id-en"),
        ("Ia menjemput anak perempuannya.", "He picked up his daughter.", "id-en"),
        ("Khán giả yêu cầu trả lại tiền.", "The audience demanded their money back.", "vi-en"),
        ("Wanita itu melahirkan seorang putra.", "She gave birth to a son.", "id-en"),
        ("Quan chức cấp cao kêu gọi giảm lãi suất.", "A senior official called for lower rates.", "vi-en"),
        ("Ông Trần Quyết Thắng thua kiện.", "Tran Quyet Thang lost the case.", "vi-en"),
        ("Kedua negara bekerja sama di berbagai bidang.", "The two countries cooperate in different fields.", "id-en"),
        ("Petugas pemadam kebakaran dilantik.", "The new fire chief was sworn in.", "id-en"),
        ("Harga naik lalu turun lagi.", "Prices spiked, then fell and declined.", "id-en"),
        ("Dalai Lama tiba di New York.", "The Dalai Lama arrived in New York.", "id-en"),
    ],
)  # fmt: skip
def test_faithful_pairs_are_left_alone(left: str, right: str, langs: str) -> None:
    source, target = langs.split("-")
    assert registry()["mistranslation"](Evidence(Pair(left, right, source, target))).score < 0.2
