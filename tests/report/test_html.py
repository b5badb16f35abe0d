"""The report in a browser: filters, search, accessibility, hostile pages, many pages."""

from __future__ import annotations

import os
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from reviewing import make_folder, serving

from align.report.html import FOLDER, http_only
from align.report.jsonl import read_audits
from align.report.rows import page_rows
from align.report.writer import write_audits
from align.tools import Tools

pytestmark = pytest.mark.filterwarnings("ignore")


def test_links() -> None:
    assert http_only("https://a.vn") and not http_only("javascript:x") and not http_only("http://[")


def violations(tab: Any) -> list[str]:
    """axe-core's serious and critical findings. Its script comes past the page's policy by the debugger."""
    script = (files("axe_core_python") / "axe.min.js").read_text("utf-8")
    tab.evaluate(script)
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]


def test_a_report_filters_searches_and_walks(folder: Path, page: Any) -> None:
    page.goto((folder / "report.html").as_uri())
    rows = page.locator("article.row:visible")
    everything = rows.count()
    page.select_option("#check", "numbers")
    assert 0 < rows.count() < everything
    page.select_option("#check", "")
    page.select_option("#status", "dropped")
    assert rows.count() == 1 and "Giá dầu" in rows.first.inner_text()
    page.select_option("#status", "")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("Vietnam tengah")
    assert rows.count() == 1
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("k")
    assert first and second and first != second and page.evaluate("document.activeElement.dataset.key") == first
    names = page.locator("#pages tbody td:first-child").all_inner_texts()
    page.locator("#pages th button").first.click()
    assert page.locator("#pages tbody td:first-child").all_inner_texts() == sorted(names, reverse=True)
    assert page.locator("mark.hit").count() >= 2 and page.locator(".map a").count() == everything


def test_a_hostile_page_is_inert(folder: Path, page: Any) -> None:
    page.goto((folder / "report.html").as_uri())
    assert page.evaluate("document.scripts.length") == 1 and page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier(folder: Path, page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((folder / "report.html").as_uri())
    assert violations(page) == []
    with serving(folder) as address:
        for path in ("", "page/1", "sample", "stats"):
            page.goto(address + path)
            assert violations(page) == [], path


def big(tools: Tools, folder: Path, out: Path, copies: int) -> Path:
    """The report of the folder's first page, many times over."""
    first = next(read_audits(folder))
    write_audits([first] * copies, out, tools, {"signature": "s", "settings": {}})
    return out


def test_two_thousand_sentences_open_in_two_seconds(tools: Tools, folder: Path, tmp_path: Path, page: Any) -> None:
    rows = len(page_rows(next(read_audits(folder))))
    out = big(tools, folder, tmp_path / "big", 2000 // rows)
    assert not (out / FOLDER).exists()
    began = time.monotonic()
    page.goto((out / "report.html").as_uri())
    page.locator("#shown", has_text="rows").wait_for()
    assert time.monotonic() - began < 2 * float(os.environ.get("ALIGN_SLOW", "1"))


def test_many_pages_are_split_into_files(
    tools: Tools, folder: Path, tmp_path: Path, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("align.report.html.ROWS_A_FILE", 60)
    out = big(tools, folder, tmp_path / "many", 40)
    written = sorted((out / FOLDER).iterdir())
    assert len(written) >= 4 and sum(p.read_text("utf-8").count('class="page"') for p in written) == 40
    page.goto((out / "report.html").as_uri())
    assert page.locator("#pages tbody tr").count() == 40 and page.locator("article.row").count() == 0
    page.locator("#pages tbody a").last.click()
    page.locator("article.row").first.wait_for()
    page.locator("#" + page.url.rpartition("#")[2]).wait_for()
    make_folder(tools, out)
    assert not (out / FOLDER).exists()
