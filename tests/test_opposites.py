"""Words that exclude one another: the table and what is found by it."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.checks.registry import registry
from align.language.meaning.opposites import find_poles, opposed

TABLE = yaml.safe_load((files("align.language") / "data" / "opposites.yaml").read_text("utf-8"))


@pytest.mark.parametrize("kind", TABLE)
@pytest.mark.parametrize("lang", ["id", "vi", "en"])
def test_no_expression_stands_at_two_poles(kind: str, lang: str) -> None:
    words = [w.strip() for told in TABLE[kind] for w in told.get(lang, "").split(",") if w.strip()]
    assert len(set(words)) == len(words) and all(w == w.lower() for w in words)
    for end, told in enumerate(TABLE[kind]):
        for word in filter(None, map(str.strip, told.get(lang, "").split(","))):
            assert list(find_poles(kind, f"“{word}”", lang)) == ([] if told.get("either") or told.get("apart") else [end])


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
def test_another_word_of_its_kind_is_told(left: str, good: str, bad: str, langs: str) -> None:
    source, target = langs.split("-")
    right, wrong = (registry()["mistranslation"](Evidence(Pair(left, text, source, target))) for text in (good, bad))
    assert right.score < 0.2 and wrong.score >= 0.5
    assert wrong.left_spans and wrong.right_spans and wrong.message.startswith("meaning changed")


def test_the_longer_expression_counts() -> None:
    assert opposed("Perdagangan ilegal.", "Illegal trade.", "id", "en") is None
    assert opposed("Tidak sedikit warga.", "Few residents.", "id", "en") is not None
    assert opposed("Ia sudah menunggu sejak kuartal III-2023.", "He has waited since the third quarter.", "id", "en") is None


def test_one_of_several_is_told() -> None:
    found = opposed("Xuất khẩu gạo chiếm nửa tổng lượng xuất khẩu.", "Rice imports made up half of all exports.", "vi", "en")
    assert found is not None and [s.start for s in found[1].spans] == [5]


def test_nothing_is_said_where_both_are_named() -> None:
    assert opposed("Ekspor naik, impor turun.", "Exports rose.", "id", "en") is None
    assert opposed("İSTANBUL naik.", "Istanbul fell.", "id", "en") is None  # lower-casing makes it longer


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
