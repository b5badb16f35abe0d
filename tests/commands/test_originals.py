"""Tests of align.commands.originals: from pages to a capture to dropped sentences, and no socket without being asked."""

from __future__ import annotations

import csv
import socket
from pathlib import Path

import pytest
from places import SEEDS
from typer.testing import CliRunner
from webserver import PARAGRAPHS, SLUG, Web, article, cdx, serving_web

from align.cli import app

URL = f"https://thanhnien.vn/{SLUG}-185251107083000123.htm"
STAMP = "20251107100000"
KEPT = (
    "Pagi ini di Hanoi, para siswa dari dataran tinggi menerima beasiswa penuh dari universitas.",
    "Acara tersebut dihadiri oleh banyak guru dan orang tua dari provinsi pegunungan di utara.",
    "Para siswa menyatakan kegembiraan mereka dan berjanji akan belajar giat untuk kembali membantu kampung halaman mereka.",
)
PAGE = (
    "Siswa dataran tinggi menerima beasiswa penuh di Hanoi\nBáo Thanh niênBáo Thanh niên07/11/2025\n"
    + "\n".join(KEPT)
    + f"\nSumber: {URL}\n"
)


def options(web: Web) -> list[str]:
    settings = {"wayback_index": web.root + "/cdx", "wayback_replay": web.root + "/web", "common_crawl_index": web.root + "/none",
                "common_crawl_data": web.root + "/none", "allow": f"[127.0.0.1:{web.port}]", "delay": 0, "portals": "[]"}  # fmt: skip
    return [part for name, value in settings.items() for part in ("--set", f"web.{name}={value}")]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "satu.txt").write_text(PAGE, "utf-8")
    (folder / "dua.txt").write_text("Presiden tiba di Jakarta pada hari Senin. Ia berbicara dengan para menteri.", "utf-8")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_from_pages_to_a_capture_to_the_sentence_that_was_dropped(tmp_path: Path, pages: Path) -> None:
    capture = tmp_path / "o.warc.gz"
    with serving_web({"/cdx": cdx(STAMP), f"/web/{STAMP}id_/{URL}": article()}) as web:
        done = CliRunner().invoke(app, ["originals", str(pages), "--out", str(capture), "--from", "archive", *options(web)])
        assert done.exit_code == 0 and "1 found" in done.stderr and "1 nothing to look for" in done.stderr
        asked = len(web.asked)
        again = CliRunner().invoke(app, ["originals", str(pages), "--out", str(capture), "--from", "archive", *options(web)])
        assert again.exit_code == 0 and "1 skipped" in again.stderr and len(web.asked) == asked
    out = tmp_path / "audit"
    done = CliRunner().invoke(app, ["audit", str(pages), "--out", str(out), "--originals", str(capture)])
    assert "originals: 1 of 1 pages (1 by address)" in done.stderr or "originals: 1 of 2 pages (1 by address)" in done.stderr
    page = next(row for row in rows(out / "pages.csv") if row["page"] == "satu")
    assert (page["original"], page["original_match"], page["original_captured"]) == ("found", "address", "2025-11-07T10:00:00Z")
    dropped = [row["vietnamese"] for row in rows(out / "sentences.csv") if row["status"] == "dropped"]
    assert dropped == [PARAGRAPHS[2], PARAGRAPHS[4]]


def test_the_audit_fetches_on_the_way_where_asked(tmp_path: Path, pages: Path) -> None:
    out = tmp_path / "audit"
    with serving_web({"/cdx": cdx(STAMP), f"/web/{STAMP}id_/{URL}": article()}) as web:
        done = CliRunner().invoke(app, ["audit", str(pages), "--out", str(out), "--originals-from", "archive", *options(web)])
    assert done.exit_code == 0 and (out / "originals.warc.gz").exists()
    assert sum(row["status"] == "dropped" for row in rows(out / "sentences.csv")) == 2


def test_what_was_not_found_is_named(tmp_path: Path, pages: Path) -> None:
    with serving_web({"/cdx": "[]"}) as web:
        done = CliRunner().invoke(
            app, ["originals", str(pages), "--out", str(tmp_path / "o.warc.gz"), "--from", "archive", *options(web)]
        )
    assert done.exit_code == 3 and "satu: missing: no source knows it" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["originals", "x", "--out", "a.warc.gz", "--from", "moon"], "expected web, archive or both"),
        (["audit", "x", "--out", "y", "--originals-from", ""], "expected web, archive or both"),
    ],
)
def test_usage_errors(arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code != 0 and message in str(done.exception)


def test_nothing_else_opens_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a socket was opened")

    (tmp_path / "pairs.tsv").write_text("source\ttarget\nAda 3.\tThere are 4.\n", "utf-8")
    for side in ("a", "b"):
        (tmp_path / side).write_text("Satu.\nDua.\n", "utf-8")
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    seed = str(sorted(SEEDS.glob("*.txt"))[0])
    for arguments in (
        ["audit", seed, "--out", str(tmp_path / "out"), "--workers", "1"], ["leaks", seed], ["check", str(tmp_path / "pairs.tsv")],
        ["translate", str(tmp_path / "a"), "--from", "id"], ["pair", str(tmp_path / "a"), str(tmp_path / "b")],
    ):  # fmt: skip
        done = CliRunner().invoke(app, arguments)
        assert not isinstance(done.exception, AssertionError) and done.exit_code in (0, 1), (
            arguments,
            done.exception,
            done.output,
        )
