"""The checks over names, negation, quantities, units and form; the lexicon and the estimator behind them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words
from typer.testing import CliRunner

from align.checks.evidence.of_pair import Evidence
from align.checks.pagewise.consistency import check as consistency
from align.checks.pair import Pair
from align.checks.precision import expected_precision
from align.checks.registry import registry
from align.checks.runner import run_checks, weigh, within_budget
from align.cli import app
from align.config import ChecksSettings
from align.finding import Finding
from align.language.expressions import cue_pattern, cue_table
from align.language.meaning.negation import find_cues
from align.language.prefilter import gate_of
from align.language.values.measures import find_measures
from align.language.values.numbers import find_numbers
from align.lexicon.coverage import coverage
from align.models.estimation.contrast import Contrast
from align.models.estimation.estimator import QualityEstimator

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
def test_a_fault_is_told_from_a_faithful_pair(check: str, left: str, good: str, bad: str, langs: str) -> None:
    at = getattr(ChecksSettings(), check).threshold
    assert score(check, left, bad, langs) >= at
    assert score(check, left, good, langs) < at


@pytest.mark.parametrize("lang", ["id", "vi", "en"])
@given(number=st.integers(min_value=10, max_value=10**10))
def test_spelled_numbers_read_back(lang: str, number: int) -> None:
    text = {"id": "Ada {} orang.", "vi": "Có {} người.", "en": "There are {} people."}[lang]
    found = find_numbers(text.format(num2words(number, lang=lang)), lang)
    assert [v.readings[0] for v in found] == [number]


@pytest.mark.parametrize("kind", ["strong", "more", "less", "only"])
@pytest.mark.parametrize("lang", ["id", "vi", "en"])
def test_expressions_are_found_behind_their_gate(kind: str, lang: str) -> None:
    gate = gate_of(cue_table()[kind][lang])
    assert gate is not None, "an expression whose first letters tell nothing is searched for in every text"
    for expression in cue_table()[kind][lang]:
        written = expression.replace("['’]", "'")
        for open_part in re.findall(r"\(\?:([^)|]*)[^)]*\)\??", written):
            written = re.sub(r"\(\?:[^)]*\)\??", open_part, written, count=1)
        written = written.replace("s? ", " ")
        assert list(cue_pattern(kind, lang).finditer(f"Ia {written} 5.")), written
        assert gate.open_for(f"Ia {written.upper()} 5."), written
    assert not gate.open_for("Zzz 5.")


def test_not_only_denies_nothing_and_belum_is_not_yet() -> None:
    assert find_cues("Ini bukan hanya soal uang.", "id") == ()
    assert find_cues("Không quân đã đến.", "vi") == ()
    assert [c.yet for c in find_cues("Dia belum datang.", "id")] == [True]
    assert [c.yet for c in find_cues("He has not come yet.", "en")] == [True]


def test_not_only_may_be_told_in_any_way_but_not_as_a_denial() -> None:
    source = "Bukan hanya murah tetapi juga cepat."
    assert score("negation", source, "It is not only cheap but also fast.") == 0
    assert score("negation", source, "It is cheap and fast.") == 0
    assert score("negation", source, "It is not cheap and not fast.") > 0.4


def test_measures_have_units() -> None:
    assert [m.unit for m in find_measures("Harganya Rp 3 juta untuk 5 kg.", "id")] == ["IDR", "kilogram"]
    assert [m.unit for m in find_measures("US$20 for 3 hours, 15 percent", "en")] == ["USD", "hour", "percent"]


def test_lexicon_finds_counterparts_and_misses() -> None:
    found = coverage("Pemerintah membangun sekolah baru.", "The government builds a hospital.", "id", "en")
    assert found is not None
    government, _builds, school, new = found.left_covered
    assert government > 0.4 and school < 0.1 and new < 0.1
    assert coverage("a", "b", "de", "fr") is None


def test_vietnamese_to_indonesian_through_english() -> None:
    found = coverage("Chính phủ xây dựng trường học mới.", "Pemerintah membangun sekolah baru.", "vi", "id")
    assert found is not None and float(found.left_covered.max()) > 0.4


@pytest.fixture(scope="module")
def estimator() -> QualityEstimator:
    return QualityEstimator()


SOURCE = "Menteri Luar Negeri Korea Utara tiba di Moskow pada hari Selasa untuk bertemu Presiden Rusia."
GOOD = "The North Korean foreign minister arrived in Moscow on Tuesday to meet the Russian president."


def test_estimator_marks_what_is_missing(estimator: QualityEstimator) -> None:
    good, cut, changed = weigh(
        [Pair(SOURCE, GOOD, "id", "en"), Pair(SOURCE, GOOD.replace(" to meet the Russian president", ""), "id", "en"),
         Pair(SOURCE, GOOD.replace("arrived", "did not arrive"), "id", "en")], estimator,
    )  # fmt: skip
    omission, negation = registry()["omission"], registry()["negation"]
    at = ChecksSettings().omission.threshold
    assert omission(cut).score > at > omission(good).score
    assert any("Presiden" in s.of(SOURCE) for s in omission(cut).left_spans)
    at = ChecksSettings().negation.threshold
    assert negation(changed).score > at > negation(good).score


def test_estimator_is_the_same_alone_and_in_a_batch(estimator: QualityEstimator) -> None:
    alone = estimator.judge([(SOURCE, GOOD)])[0].kinds
    among = estimator.judge([("Ya.", "Yes."), (SOURCE, GOOD), (SOURCE * 3, GOOD * 3)])[1].kinds
    assert alone == pytest.approx(among, abs=0.01)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_estimator_takes_any_text(left: str, right: str) -> None:
    if not left.strip() or not right.strip():
        return
    pair = weigh([Pair(left, right, "id", "en")], QualityEstimatorCache.get())[0]
    scores, findings = run_checks(pair, ChecksSettings(), "mt", ())
    assert all(0 <= s <= 1 for s in scores.values())
    for finding in findings:
        assert all(0 <= s.start < s.end <= len(left) for s in finding.left_spans)
        assert all(0 <= s.start < s.end <= len(right) for s in finding.right_spans)


class QualityEstimatorCache:
    made: QualityEstimator | None = None

    @classmethod
    def get(cls) -> QualityEstimator:
        cls.made = cls.made or QualityEstimator()
        return cls.made


def test_one_name_in_two_spellings_on_a_page() -> None:
    pairs = [
        (Pair(f"Presiden Zelensky tiba {n}.", f"President {name} arrived {n}.", "id", "en"), f"p:{n}", f"p:E{n}")
        for n, name in enumerate(["Zelensky", "Zelensky", "Zelenskyy", "Zelensky"])
    ]
    (found,) = consistency(pairs, "mt")
    assert found.sentences == ("p:2", "p:E2") and (found.expected, found.found) == ("Zelensky", "Zelenskyy")


def test_precision_rises_with_the_score() -> None:
    for check in ("numbers", "names", "negation", "omission"):
        steps = [expected_precision(check, "id", "en", s / 20) for s in range(21)]
        assert all(s is not None for s in steps) and steps == sorted(steps)
    assert expected_precision("omission", "de", "fr", 0.9) is None


def _finding(precision: float | None, number: float) -> Finding:
    return Finding("numbers", "mt", "major", (), (), (), "", "", number, "", precision)


def test_budget_keeps_the_likeliest() -> None:
    found = [_finding(0.2, 0.9), _finding(0.8, 0.5), _finding(None, 0.6), _finding(0.1, 0.99)]
    assert within_budget(found, 20, 100) == [found[1], found[2]]
    assert within_budget([], 20, 100) == []


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
    code, rows, told = run(tmp_path / "a.tmx")
    assert code == 3 and "unit 2" in told
    assert rows[0]["findings"][0]["check"] == "numbers" and "31" in rows[0]["findings"][0]["expected"]
    code, rows, _ = run(tmp_path / "b.xlf")
    assert code == 0 and [f["check"] for f in rows[0]["findings"]][0] == "numbers"


def test_broken_xml_and_entity_bombs_are_errors(tmp_path: Path) -> None:
    for name, text in (("a.tmx", "<tmx><body>"), ("b.xlf", '<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>')):
        (tmp_path / name).write_text(text, "utf-8")
        result = runner.invoke(app, ["check", str(tmp_path / name)])
        assert (result.exit_code == 2 and result.exception is None) or "Traceback" not in result.output


def test_a_bad_row_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("source\ttarget\nAda 3.\tThere are 4.\nrusak\nAda 5.\tThere are 5.\n", "utf-8")
    code, rows, told = run(tmp_path / "p.tsv")
    assert code == 3 and [r["row"] for r in rows] == [1, 3]
    assert "line 3: expected 2 columns, found 1" in told


def test_swapped_columns_are_said(tmp_path: Path) -> None:
    line = "The president said that the troops have arrived in the city for the meeting.\tPresiden mengatakan bahwa pasukan itu telah tiba di kota untuk pertemuan.\n"
    (tmp_path / "p.tsv").write_text("source\ttarget\n" + line * 5, "utf-8")
    assert "columns look swapped" in run(tmp_path / "p.tsv")[2]
    assert "expected id, vi or en" in run(tmp_path / "p.tsv", "--source-lang", "de")[2]


def test_several_workers_say_the_same(tmp_path: Path) -> None:
    rows = "".join(f"Ada {n} orang di Kursk.\tThere are {n + n % 3} people in Kursk.\n" for n in range(1100))
    (tmp_path / "p.tsv").write_text("source\ttarget\n" + rows, "utf-8")
    alone, together = run(tmp_path / "p.tsv"), run(tmp_path / "p.tsv", "--workers", "2")
    assert alone == together and len(alone[1]) == 1100


@pytest.fixture(scope="module")
def contrast() -> Contrast:
    return Contrast(QualityEstimator(), "bundled")


def test_the_source_accounts_for_no_word_that_was_put_in(contrast: Contrast) -> None:
    source = "Pasukan Korea Utara tiba di Kursk pada hari Senin."
    target = "North Korean green troops arrived in Kursk on Monday."
    [told] = contrast.judge([(source, target)], "id", "en")
    assert [span.of(target) for span, _ in told.right_support] == target.split()
    worst = min(told.right_support, key=lambda found: found[1])
    assert worst[0].of(target) == "green" and worst[1] < 0
    plain, asked = (weigh([Pair(source, target, "id", "en")], judge)[0] for judge in (QualityEstimator(), contrast))
    assert not any(name.startswith("mt.") for name in plain.features)
    assert asked.features["mt.worst"] == pytest.approx(-worst[1])
    assert 0 <= registry()["addition"](asked).score <= 1


def test_a_pair_is_judged_alike_alone_and_among_others(contrast: Contrast) -> None:
    pairs = [("Ya.", "Yes."), (SOURCE, GOOD), (SOURCE * 3, GOOD * 3), ("", "Nothing there."), ("Ada.", "")]
    alone = contrast.judge([pairs[1]], "id", "en")[0].right_support
    among = contrast.judge(pairs, "id", "en")[1].right_support
    assert [span for span, _ in alone] == [span for span, _ in among]
    assert [value for _, value in alone] == pytest.approx([value for _, value in among], abs=0.01)


def test_only_an_english_target_is_contrasted(contrast: Contrast) -> None:
    [told] = contrast.judge([("Quân đội đã tới Kursk.", "Pasukan tiba di Kursk.")], "vi", "id")
    assert told.right_support == () and told.kinds


def test_the_setting_asks_the_translator() -> None:
    from align.config import Settings
    from align.tools import load_tools

    asked = Settings.model_validate({"checks": {"contrast": True}})
    assert isinstance(load_tools(asked).estimator, Contrast)
    assert isinstance(load_tools().estimator, QualityEstimator)
    assert load_tools(asked).signature != load_tools().signature
