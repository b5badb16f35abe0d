"""Kinds of fault that users reported on other tools: what must be said, and what must not."""

from __future__ import annotations

import pytest

from align.checks.pair import Pair
from align.checks.runner import run_checks, weigh
from align.config import ChecksSettings


def findings(left: str, right: str, langs: str) -> set[str]:
    source, target = langs.split("-")
    evidence = weigh([Pair(left, right, source, target)], None)[0]
    return {f.check for f in run_checks(evidence, ChecksSettings(), "mt", ())[1] if f.severity != "info"}


CHANGED = [
    ("numbers", "Lợi nhuận âm 3,5%.", "Profit was 3.5 percent.", "vi-en"),
    ("numbers", "Suhu minus 12 derajat.", "Nhiệt độ là 12 độ.", "id-vi"),
    ("numbers", "Inflasi -0,2 persen.", "Inflation was 0.2 percent.", "id-en"),
    ("numbers", "Tăng trưởng 0,6%.", "Pertumbuhan minus 0,6 persen.", "vi-id"),
    ("numbers", "Toko itu tutup pada bulan Juni.", "The shop closed six months ago.", "id-en"),
    ("numbers", "Toko itu tutup 6 bulan lalu.", "The shop closed in June.", "id-en"),
    ("numbers", "Nhà hàng mở cửa cách đây ba tháng.", "Restoran itu buka pada bulan Maret.", "vi-id"),
    ("numbers", "Nomor rekening 1234-5678-9012-3456.", "Account number 1234-5678-9012-3465.", "id-en"),
    ("numbers", "SK Nomor AHU-12.AH.01.07 terbit.", "Decree number AHU-12.AH.01.08 was issued.", "id-en"),
    ("numbers", "Doanh thu hai nghìn ba trăm tỷ đồng.", "Revenue was 2,030 billion dong.", "vi-en"),
    ("numbers", "Tổng cộng hai nghìn không trăm mười lăm người.", "In all 2,115 people.", "vi-en"),
    ("addresses", "Buka laman kemkes.go.id untuk mendaftar.", "Open the page kemenkes.go.id to register.", "id-en"),
    ("addresses", "Truy cập baochinhphu.vn để biết thêm.", "Kunjungi chinhphu.vn untuk info.", "vi-id"),
    ("untranslated", "DEWAN MENOLAK KENAIKAN TARIF AIR", "DEWAN MENOLAK KENAIKAN TARIF AIR", "id-en"),
    ("untranslated", "Nông Dân Trồng Lúa", "Nông Dân Trồng Lúa", "vi-en"),
    ("untranslated", "Petani Menjual Beras Murah", "Petani Menjual Beras Murah", "id-en"),
    ("units", "Beratnya 10 kg.", "It weighs 10 lbs.", "id-en"),
    ("units", "Bồn chứa 200 lít.", "The tank holds 200 gallons.", "vi-en"),
    ("repeated", "Ia pergi ke pasar.", "Ia pergi ke ke pasar.", "id-id"),
    ("repeated", "He went to the market.", "Anh ấy đi đến của của chợ.", "en-vi"),
]
SAME = [
    ("Lợi nhuận âm 3,5%.", "Profit fell 3.5 percent.", "vi-en"),
    ("Suhu minus 12 derajat.", "It was 12 degrees below zero.", "id-en"),
    ("Lợi nhuận âm 12 tỷ đồng.", "Perusahaan rugi 12 miliar dong.", "vi-id"),
    ("Skor 21 - 20 membuat mereka menang.", "The score of 21-20 made them win.", "id-en"),
    ("Toko itu tutup 6 bulan lalu.", "The shop closed six months ago.", "id-en"),
    ("Cuộc họp vào tháng 6.", "The meeting is in June.", "vi-en"),
    ("SK Nomor AHU-12.AH.01.07 terbit.", "Decree number AHU-12.AH.01.07 was issued.", "id-en"),
    ("Buka laman kemkes.go.id.", "Open the page kemkes.go.id.", "id-en"),
    ("redaksi@contoh.co.id", "redaksi@contoh.co.id", "id-en"),
    ("Sumber: https://contoh.id/berita/harga-beras-naik", "Source: https://contoh.id/berita/harga-beras-naik", "id-en"),
    ("Nguyễn Văn An", "Nguyễn Văn An", "vi-en"),
    ("Sri Mulyani Indrawati", "Sri Mulyani Indrawati", "id-en"),
    ("She slowly walked.", "Cô ấy từ từ bước đi.", "en-vi"),
    ("The children played.", "Anak anak bermain.", "en-id"),
    ("Ba Tư là một nước cổ.", "Persia is an ancient country.", "vi-en"),
    ("Cuộc họp diễn ra sáng thứ 6.", "The meeting took place on Friday morning.", "vi-en"),
    ("Tổng cộng ba nghìn bốn trăm người.", "In all 3,400 people.", "vi-en"),
]


@pytest.mark.parametrize(("check", "left", "right", "langs"), CHANGED)
def test_what_changed_is_said(check: str, left: str, right: str, langs: str) -> None:
    assert check in findings(left, right, langs)


@pytest.mark.parametrize(("left", "right", "langs"), SAME)
def test_what_is_the_same_is_not(left: str, right: str, langs: str) -> None:
    assert findings(left, right, langs) & {"numbers", "units", "addresses", "untranslated", "repeated", "weekdays"} == set()


@pytest.mark.parametrize(
    ("new", "old"), [("hoà bình", "hòa bình"), ("thuỷ lợi", "thủy lợi"), ("toả nhiệt", "tỏa nhiệt"), ("khoẻ", "khỏe")]
)
def test_old_and_new_tone_marks_are_one_word(new: str, old: str) -> None:
    scores = [
        run_checks(weigh([Pair(text, "Peace and water.", "vi", "en")], None)[0], ChecksSettings(), "mt", ())[0]
        for text in (new, old)
    ]
    assert scores[0] == scores[1]
