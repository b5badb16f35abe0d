"""Tests of align.models.translation.cache."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from scripted import Scripted, make

from align.models.translation.cache import TranslationCache, default_path


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


def test_a_folder_named_as_the_cache_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path))
    assert default_path() == tmp_path / "translations.sqlite"
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "mine.sqlite"))
    assert default_path() == tmp_path / "mine.sqlite"
