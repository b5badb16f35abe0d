"""Tests of align.models.translation.translator."""

from __future__ import annotations

import pytest
from scripted import Scripted, make

from align.models import weights_folder
from align.models.translation.model import Decoding
from align.models.translation.transformers_backend import Seq2SeqModel
from align.models.translation.translator import Translator, as_running_text


def test_overlong_words_are_passed_on_as_they_are() -> None:
    model, word = Scripted({"satu dua": ["one two"], "tiga": ["three"]}), "x" * 50_000
    found = make(model).translate([f"satu dua {word} tiga", word], "id")
    assert [t.text for t in found] == [f"one two {word} three", word] and model.calls <= 2


def test_order_blank_lines_and_repeats_are_kept() -> None:
    model = Scripted({"a": ["one"], "b": ["two"]})
    assert [t.text for t in make(model).translate(["b", "", "a", " ", "b"], "id")] == ["two", "", "one", "", "two"]


def test_a_lost_number_is_tried_again() -> None:
    model = Scripted({"8.000 tentara": ["many soldiers", "80,000 soldiers", "8,000 soldiers"]})
    found = make(model).translate(["8.000 tentara"], "id")[0]
    assert (found.text, found.flags) == ("8,000 soldiers", ())


def test_what_still_fails_is_flagged() -> None:
    model = Scripted({"8.000 tentara": ["many soldiers"], "halo": [""]})
    found = make(model).translate(["8.000 tentara", "halo"], "id")
    assert [t.flags for t in found] == [("number_lost",), ("empty",)]


def test_long_text_is_split_and_says_so() -> None:
    text = "satu dua tiga empat lima enam, tujuh delapan sembilan sepuluh sebelas; " + "kata " * 30
    found = make(Scripted()).translate([text.strip()], "id")[0]
    assert "split" in found.flags
    assert found.text.lower().split() == text.split()


def test_a_word_without_spaces_is_split_too() -> None:
    class Letters(Scripted):
        def count(self, text: str) -> int:
            return len(text)

    found = make(Letters()).translate(["x" * 100], "id")[0]
    assert "split" in found.flags and found.text.replace(" ", "") == "X" * 100


@pytest.mark.skipif(not (weights_folder() / "translator" / "model.safetensors").exists(), reason="no weights shipped")
def test_the_bundled_model_translates() -> None:
    model = Seq2SeqModel("bundled")
    found = Translator(model, decoding=Decoding()).translate(
        ["Presiden tiba di Jakarta pada hari Senin.", "Tổng thống Nga đến thăm Trung Quốc."], "id"
    )
    assert "president" in found[0].text.lower() and "Jakarta" in found[0].text
    assert "Russia" in found[1].text or "China" in found[1].text or "resident" in found[1].text
    assert model.max_pieces == 130


@pytest.mark.parametrize(
    ("lang", "text", "read"),
    [
        ("id", "POLISI TANGKAP 5 TERSANGKA KORUPSI", "Polisi tangkap 5 tersangka korupsi"),
        ("vi", "BÃO SỐ 3: 299 NGƯỜI CHẾT", "Bão Số 3: 299 Người Chết"),
        ("vi", "nguoi-dan-ong-cuu-3-chau-be", "nguoi dan ong cuu 3 chau be"),
        ("id", "KPK tangkap lima orang", "KPK tangkap lima orang"),
        ("id", "ASEAN KTT", "ASEAN KTT"),
        ("id", "Anak-anak", "Anak-anak"),
        ("id", "12 345 67", "12 345 67"),
    ],
)
def test_capitals_and_slugs_are_read_as_running_text(lang: str, text: str, read: str) -> None:
    assert as_running_text(text, lang) == read


def test_a_text_that_repeats_itself_is_searched_once() -> None:
    model = Scripted({})
    make(model).translate(["pergi " * 6_400], "id")
    assert model.calls < 20
