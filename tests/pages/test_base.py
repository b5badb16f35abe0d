"""Tests of align.pages.base."""

from __future__ import annotations

import os
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


def test_links_that_lead_nowhere_and_pipes_are_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_text("Presiden tiba.", "utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [s.name for s in expand([str(tmp_path)])] == ["a"]
    assert "skipped 2 links that lead nowhere, pipes or devices" in caplog.text and "gone.txt" in caplog.text


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Presiden tiba.", "utf-8")
    assert len(expand([str(path), str(tmp_path), str(tmp_path / ".." / tmp_path.name / "a.txt")])) == 1
    assert caplog.text.count("named twice, read once") == 2
