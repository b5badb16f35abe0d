"""Names, negation, quantities, units, words: a faulty translation scores higher than a faithful one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.checks.registry import registry
from align.cli import app
from align.config import ChecksSettings

runner = CliRunner()


def score(check: str, left: str, right: str, langs: str = "id-en") -> float:
    source, target = langs.split("-")
    return registry()[check](Evidence(Pair(left, right, source, target))).score


@pytest.mark.parametrize(
    ("check", "left", "good", "bad", "langs"),
    [
        ("names", "Presiden Prabowo bertemu Macron di Paris.", "President Prabowo met Macron in Paris.", "President Prabowo met Merkel in Paris.", "id-en"),
        ("names", "Pasukan Korea Utara tiba di Rusia.", "North Korean troops arrived in Russia.", "South African troops arrived in Russia.", "id-en"),
        ("names", "Tổng thống Putin đến Trung Quốc.", "President Putin came to China.", "President Biden came to China.", "vi-en"),
        ("names", "Thủ tướng Phạm Minh Chính thăm Jakarta.", "Perdana Menteri Pham Minh Chinh mengunjungi Jakarta.", "Perdana Menteri Pham Minh Chinh mengunjungi Bandung.", "vi-id"),
        ("names", "Korea Utara mengirim tentara ke Rusia.", "North Korea sent troops to Russia.", "South Korea sent troops to Russia.", "id-en"),
        ("names", "Bão làm ngập nhiều nơi ở Quảng Bình.", "The storm flooded parts of Quang Binh.", "The storm flooded parts of Quang Ninh.", "vi-en"),
        ("names", "Jenderal Kim Yong-bok tiba kemarin.", "General Kim Yong Bok arrived yesterday.", "General Kim Yong-hyun arrived yesterday.", "id-en"),
        ("names", "Wakil Menteri Luar Negeri tiba di Moskow.", "The deputy foreign minister arrived in Moscow.", "The foreign minister arrived in Moscow.", "id-en"),
        ("names", "Cựu Thủ tướng bị bắt ở Seoul.", "Mantan Perdana Menteri ditangkap di Seoul.", "Perdana Menteri ditangkap di Seoul.", "vi-id"),
        ("negation", "Mereka tidak menyetujui rencana itu.", "They did not approve the plan.", "They approved the plan.", "id-en"),
        ("negation", "Quân đội đã vào thành phố.", "The army entered the city.", "The army never entered the city.", "vi-en"),
        ("quantity", "Lebih dari 20 orang tewas.", "More than 20 people died.", "Fewer than 20 people died.", "id-en"),
        ("quantity", "Ít nhất 5 người.", "At least 5 people.", "At most 5 people.", "vi-en"),
        ("units", "Jaraknya 5 km.", "It is 5 kilometres away.", "It is 5 miles away.", "id-en"),
        ("units", "Giá 3 triệu đồng.", "It costs 3 million dong.", "It costs 3 million dollars.", "vi-en"),
        ("repeated", "Makanan itu enak.", "The food is good.", "The food food is good.", "id-en"),
        ("punctuation", "Apakah dia datang?", "Is he coming?", "He is coming.", "id-en"),
        ("punctuation", "Kalimat ini selesai.", "This sentence is done.", "This sentence is done", "id-en"),
        ("punctuation", "Dia (28) datang.", "He (28) came.", "He (28 came.", "id-en"),
        ("addresses", "Tulis ke a.b@contoh.id sekarang.", "Write to a.b@contoh.id now.", "Write to a.b@example.com now.", "id-en"),
        ("symbols", "Bagus sekali 👍", "Very good 👍", "Very good", "id-en"),
        ("casing", "Kami bertemu Joko di sana.", "We met Joko there.", "We met joko there.", "id-en"),
        ("mistranslation", "Harga beras turun tajam.", "Rice prices fell sharply.", "Rice prices rose sharply.", "id-en"),
        ("mistranslation", "Ông từ chối đề nghị đó.", "He refused the offer.", "He accepted the offer.", "vi-en"),
        ("mistranslation", "Bộ trưởng bác bỏ cáo buộc.", "Menteri membantah tuduhan itu.", "Menteri membenarkan tuduhan itu.", "vi-id"),
        ("mistranslation", "Ia datang sebelum polisi tiba.", "He came before the police arrived.", "He came after the police arrived.", "id-en"),
        ("untranslated", "Asam dan melamin ditemukan.", "Acid and melamine were found.", "Acid and 三聚氰胺 were found.", "id-en"),
        ("untranslated", "Pemerintah membangun jembatan baru di kota itu.", "The government builds a new bridge in the city.", "The government builds jembatan baru di kota itu.", "id-en"),
    ],
)  # fmt: skip
def test_a_fault_differs_from_a_faithful_pair(check: str, left: str, good: str, bad: str, langs: str) -> None:
    at = getattr(ChecksSettings(), check).threshold
    assert score(check, left, bad, langs) >= at
    assert score(check, left, good, langs) < at


TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="id-ID"><seg>Ada <bpt i="1">x</bpt>31 rudal.</seg></tuv><tuv xml:lang="en"><seg>There are 13 missiles.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Nein</seg></tuv></tu></body></tmx>"""


XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="vi" target-language="en"><body>
<trans-unit id="1"><source>Có 31 tên lửa.</source><target>There are 13 missiles.</target></trans-unit></body></file></xliff>"""


def run(path: Path, *more: str) -> tuple[int, list[dict], str]:
    result = runner.invoke(app, ["check", str(path), "--json", "--fast", *more])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines() if line], result.stderr


def test_tmx_and_xliff_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(TMX, "utf-8")
    (tmp_path / "b.xlf").write_text(XLIFF, "utf-8")
    code, rows, shown = run(tmp_path / "a.tmx")
    assert code == 3 and "unit 2" in shown
    assert rows[0]["findings"][0]["check"] == "numbers" and "31" in rows[0]["findings"][0]["expected"]
    code, rows, _ = run(tmp_path / "b.xlf")
    assert code == 0 and [f["check"] for f in rows[0]["findings"]][0] == "numbers"


def test_broken_xml_and_entity_bombs_are_errors(tmp_path: Path) -> None:
    for name, text in (("a.tmx", "<tmx><body>"), ("b.xlf", '<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>')):
        (tmp_path / name).write_text(text, "utf-8")
        result = runner.invoke(app, ["check", str(tmp_path / name)])
        assert (result.exit_code == 2 and result.exception is None) or "Traceback" not in result.output
