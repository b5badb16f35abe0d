"""The translator around a model: batching, splitting, retries, flags, the cache."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from align.errors import ModelError
from align.models import weights_folder
from align.models.translation.cache import TranslationCache
from align.models.translation.faults import faults, is_copy, repeats
from align.models.translation.model import Decoding
from align.models.translation.repair import english_names, english_separators
from align.models.translation.transformers_backend import Seq2SeqModel
from align.models.translation.translator import Translator


class Scripted:
    """Answers from a table; the first candidate may be bad, later ones better."""

    signature = "scripted@1"
    max_pieces = 12

    def __init__(self, answers: dict[str, list[str]] | None = None) -> None:
        self.answers, self.calls = answers or {}, 0

    def count(self, text: str) -> int:
        return len(text.split()) + 2

    def generate(self, texts: list[str], lang: str, decoding: Decoding) -> list[list[str]]:
        self.calls += 1
        return [self.answers.get(t, [t.upper()])[: decoding.candidates] for t in texts]


def make(model: Scripted, cache: TranslationCache | None = None) -> Translator:
    return Translator(model, decoding=Decoding(), batch=2, cache=cache)


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the army the army the army said", True),
        ("no no no no", True),
        ("he said that he said it", False),
        ("very very good", False),
        ("", False),
    ],
)
def test_repetition(text: str, expected: bool) -> None:
    assert repeats(text) is expected


def test_copies() -> None:
    assert is_copy("pasukan itu tiba di Kursk kemarin", "pasukan itu tiba di Kursk kemarin")
    assert not is_copy("Kim Jong Un", "Kim Jong Un")
    assert faults("pasukan itu tiba di Kursk kemarin", "pasukan itu tiba di Kursk kemarin", "id") == ("copied",)


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


def test_the_cache_answers_and_survives_damage(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    model = Scripted({"a": ["one"]})
    assert make(model, TranslationCache(path, "m")).translate(["a"], "id")[0].text == "one"
    again = Scripted({"a": ["other"]})
    assert make(again, TranslationCache(path, "m")).translate(["a"], "id")[0].text == "one"
    assert again.calls == 0
    assert make(again, TranslationCache(path, "m2")).translate(["a"], "id")[0].text == "other"
    assert make(again, TranslationCache(path, "m")).translate(["a"], "vi")[0].text == "other"
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(b"not a database" * 100)
    assert make(again, TranslationCache(path, "m")).translate(["a"], "id")[0].text == "other"
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(path) as connection:
        connection.execute("select * from translation")


def test_an_unknown_model_is_an_error_that_helps() -> None:
    with pytest.raises(ModelError, match="allow_network"):
        Seq2SeqModel("no/such-model")


@pytest.mark.skipif(not (weights_folder() / "translator" / "model.safetensors").exists(), reason="no weights shipped")
def test_the_bundled_model_translates() -> None:
    model = Seq2SeqModel("bundled")
    found = Translator(model, decoding=Decoding()).translate(
        ["Presiden tiba di Jakarta pada hari Senin.", "Tổng thống Nga đến thăm Trung Quốc."], "id"
    )
    assert "president" in found[0].text.lower() and "Jakarta" in found[0].text
    assert "Russia" in found[1].text or "China" in found[1].text or "resident" in found[1].text
    assert model.max_pieces == 250
