"""Tests of align.api.sources: what people hold in memory, and what is wrong with it."""

from __future__ import annotations

import math
from pathlib import Path

import datasets
import pandas as pd
import pytest

import align
from align.api.sources import pages_of
from align.config import PagesSettings, Settings
from align.errors import InputError
from align.page import Failure, Page

TEXT = "Presiden mengumumkan kebijakan baru di Jakarta pada hari Senin."
SETTINGS = PagesSettings()


@pytest.fixture
def settings() -> Settings:
    return Settings.model_validate({"translator": {"beams": 1, "cache": False}, "checks": {"estimator": "none"}})


class Frame(pd.DataFrame):
    """A data frame of somebody's own."""


@pytest.mark.parametrize(
    "rows",
    [Frame({"text": [TEXT, TEXT]}), pd.Series([TEXT, TEXT]), pd.DataFrame({"id": ["x", None], "text": [TEXT, TEXT]}).convert_dtypes(),
     datasets.Dataset.from_dict({"text": [TEXT, TEXT]}).with_format("arrow"), datasets.Dataset.from_dict({"text": [TEXT, TEXT]}).with_format("pandas")],
)  # fmt: skip
def test_tables_of_many_makes(rows: object) -> None:
    assert [page.text for page in pages_of(rows, SETTINGS) if isinstance(page, Page)] == [TEXT, TEXT]


def test_ids_tell_pages_apart_and_missing_ones_are_numbers() -> None:
    ids = ["a", "a", "a~2", "a", None, math.nan, pd.NaT, pd.NA]
    found = [page.id for page in pages_of([{"id": i, "text": TEXT} for i in ids], SETTINGS)]
    assert len(set(found)) == len(ids) and found[:2] == ["a", "a~2"] and found[4:] == ["page5", "page6", "page7", "page8"]


@pytest.mark.parametrize(
    "row",
    [None, math.nan, {"\ud800": "x"}, {"text": 5}, Page("a", TEXT, url="\ud800"), Page("b", TEXT, meta={"x": object()}), Page("c", None),  # type: ignore
     Page("d", TEXT, lang="xx"), Page("e", ""), Page("f", TEXT, english="\udfff"), "\ud800" + TEXT],
)  # fmt: skip
def test_a_bad_row_is_a_failure_that_can_be_written_and_costs_no_other(row: object) -> None:
    before, bad, after = pages_of([TEXT, row, TEXT], SETTINGS)
    assert isinstance(before, Page) and isinstance(after, Page) and isinstance(bad, Failure)
    (bad.id + bad.reason).encode()
    assert "expected" in bad.reason


@pytest.mark.parametrize("rows", [[3], [b"x"], pd.DataFrame({"text": [TEXT]}).groupby("text"), 5, None])
def test_what_has_no_pages_is_a_type_error(rows: object) -> None:
    with pytest.raises(TypeError, match="expected"):
        list(pages_of(rows, SETTINGS))


def test_an_auditor_wants_batches() -> None:
    with pytest.raises(TypeError, match="batched=True"):
        datasets.Dataset.from_dict({"text": [TEXT]}).map(align.Auditor())


def test_an_auditor_with_other_originals_is_another(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Một.", "utf-8")
    one = align.Auditor(originals=tmp_path)
    state = one.__getstate__()
    (tmp_path / "a.txt").write_text("Một hai ba.", "utf-8")
    assert one.__getstate__() != state


def test_missing_originals_are_said_whatever_the_workers(settings: Settings) -> None:
    for workers in (1, 2):
        with pytest.raises(InputError, match="no such file"):
            list(align.audit([TEXT], settings, originals="/nope", workers=workers))


def test_a_folder_in_the_place_of_a_file_is_said_before_anything_is_made(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(InputError, match=r"report\.html: expected a file"):
        align.audit([TEXT], settings).write(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_budget_holds_in_python_as_on_the_command_line() -> None:
    pairs = [("Ia lahir pada 2005.", "He was born in 2015.")]
    assert align.check(pairs)[0].findings and not align.check(pairs, settings=Settings(checks={"budget": 0}))[0].findings


def test_blank_units_stand_in_no_bead() -> None:
    found = align.pair(
        ["Pasukan tiba di Kursk.", "", "Hujan turun."], ["The troops arrived in Kursk.", " ", "It rained."], "id", "en"
    )
    assert [bead.left for bead in found.beads] == [(0,), (2,)] and len(found.left_dropped) == 3


def test_text_in_decomposed_letters_is_translated_as_composed() -> None:
    import unicodedata

    text = "Quân đội đã đến Kursk."
    one, two = align.translate([text, unicodedata.normalize("NFD", text)], "vi")
    assert one.text == two.text
