"""Tests of align.engines.leaks."""

from __future__ import annotations

import pytest
from places import SEEDS

from align.config import Settings
from align.engines.leaks import Leaked, leaks_in_order, read_leaks
from align.errors import ModelError
from align.page import Failure, Page
from align.pages import expand, read_pages
from align.tools import Tools, load_tools


def test_processes_say_what_one_says_in_order() -> None:
    settings = Settings()
    bad = Failure("b", "b: expected text")
    pages = [*read_pages(expand([str(SEEDS)]), settings.pages), bad] * 3
    tools = load_tools(settings)
    one, several = (list(leaks_in_order(pages, settings, tools, workers, english=False)) for workers in (1, 2))
    assert one == several and one[5] == bad
    assert [found.page for found in one if isinstance(found, Leaked)] == [page.id for page in pages if isinstance(page, Page)]


def test_what_goes_wrong_costs_a_page(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(error: Exception) -> None:
        def read(*_: object) -> None:
            raise error

        monkeypatch.setattr("align.engines.leaks.read_layout", read)

    raising(ValueError("odd"))
    found = read_leaks(Page("p", "Teks."), tools, english=False)
    assert isinstance(found, Failure) and "unexpected ValueError: odd" in found.reason
    raising(ModelError("no model"))
    with pytest.raises(ModelError):
        read_leaks(Page("p", "Teks."), tools, english=False)
