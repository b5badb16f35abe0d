"""Tests of align.pages.base."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.config import Settings
from align.errors import InputError
from align.page import Failure, Page
from align.pages import expand, read_pages


def test_paths_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found none"):
        expand([str(tmp_path)])
    with pytest.raises(InputError, match="nothing of that name"):
        expand(["no/such/file"])


HTML = """<!doctype html><html><head><link rel="canonical" href="https://www.vietnam.vn/id/hoc-sinh-vung-cao-nhan-hoc-bong-toan-phan">
<title>Siswa - Vietnam.vn</title></head><body><nav><a>Beranda</a></nav><h1>Siswa dataran tinggi menerima beasiswa</h1><article>
<p>Pagi ini para siswa dari dataran tinggi menerima beasiswa penuh dari sebuah universitas besar di Hanoi.</p>
<p>Acara tersebut dihadiri oleh banyak guru dan orang tua dari provinsi pegunungan di utara.</p></article></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt"])
def test_html_is_read_as_a_page_with_its_address(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HTML, "utf-8")
    for given in (str(tmp_path), str(tmp_path / name)):
        (page,) = read_pages(expand([given]), Settings().pages)
        assert isinstance(page, Page)
        assert page.text.splitlines()[0] == "Siswa dataran tinggi menerima beasiswa" and "Beranda" not in page.text
        assert page.address == "https://www.vietnam.vn/id/hoc-sinh-vung-cao-nhan-hoc-bong-toan-phan"


def test_html_without_an_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>", "utf-8")
    (failure,) = read_pages(expand([str(tmp_path)]), Settings().pages)
    assert isinstance(failure, Failure) and "found no text in the HTML" in failure.reason


def test_files_that_are_no_pages_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("a.txt", "b.pdf", "c.pdf", "d.docx"):
        (tmp_path / name).write_text("Presiden tiba di Jakarta.", "utf-8")
    assert len(expand([str(tmp_path)])) == 1
    assert "skipped 3 files that are no pages (2 .pdf, 1 .docx)" in caplog.text
