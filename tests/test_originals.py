"""Originals in files of every kind: found by article id, slug or address; bad ones are named and left out."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from align.errors import InputError
from align.originals.folder import load_originals
from align.page import Provenance

URL = "https://thanhnien.vn/quan-doi-den-kursk-185241101092031417.htm"
PAGE = Provenance("thanhnien.vn", "Báo Thanh niên", URL, "quan-doi-den-kursk", "185241101092031417", None, None)
TEXT = "Quân đội đã đến Kursk vào sáng thứ Sáu. Ba tướng đi cùng với họ, theo lời ông Blinken phát biểu tại Washington."
HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><nav>Trang chủ | Thời sự</nav>
<article><h1>Quân đội đến Kursk</h1><p>{TEXT}</p><p>{TEXT} Đây là đoạn thứ hai của bài.</p></article><footer>Liên hệ</footer></body></html>"""


def warc(path: Path, *, packed: bool) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as handle:
        writer = WARCWriter(handle, gzip=packed)
        for url, status, body in (("https://vnexpress.net/khac.html", "200 OK", "<html><p>Khác</p></html>"), (URL, "404 Not Found", "<html></html>"),
                                  (URL, "200 OK", HTML)):  # fmt: skip
            headers = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body.encode()), http_headers=headers)
            )


def put(folder: Path, kind: str) -> Path:
    """One original in the form `kind`."""
    if kind == "txt":
        (folder / "185241101092031417.txt").write_text(TEXT, "utf-8")
    elif kind == "html":
        (folder / "quan-doi-den-kursk.html").write_text(HTML, "utf-8")
    elif kind == "html.gz":
        (folder / "185241101092031417.html.gz").write_bytes(gzip.compress(HTML.encode()))
    elif kind == "zip":
        with zipfile.ZipFile(folder / "all.zip", "w") as archive:
            archive.writestr("deep/185241101092031417.txt", TEXT)
    elif kind == "jsonl":
        (folder / "all.jsonl").write_text(json.dumps({"url": URL + "?utm=1", "text": TEXT}) + "\n", "utf-8")
    else:
        warc(folder / f"all.{kind}", packed=kind.endswith("gz"))
    return folder


@pytest.mark.parametrize("kind", ["txt", "html", "html.gz", "zip", "jsonl", "warc", "warc.gz"])
def test_an_original_is_found(tmp_path: Path, kind: str) -> None:
    found = load_originals(put(tmp_path, kind)).find(PAGE)
    assert found is not None and TEXT in found
    assert "Trang chủ" not in found and "<p>" not in found


@pytest.mark.parametrize("kind", ["zip", "jsonl", "warc.gz"])
def test_one_file_is_a_collection_too(tmp_path: Path, kind: str) -> None:
    assert load_originals(put(tmp_path, kind) / f"all.{kind}").find(PAGE) is not None


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    other = Provenance("vnexpress.net", None, "https://vnexpress.net/a-1.html", "a", "1", None, None)
    assert load_originals(put(tmp_path, "warc")).find(other) is None


def test_a_damaged_original_is_named_and_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "185241101092031417.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:40])
    assert load_originals(tmp_path).find(PAGE) is None
    assert "expected a whole gzip file" in caplog.text


@pytest.mark.parametrize(
    ("name", "data"), [("a.zip", b"no zip"), ("a.jsonl", b"{"), ("a.parquet", b"PAR"), ("a.warc", b"nothing\r\n"), ("a.doc", b"")]
)
def test_bad_collections_are_errors(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match="expected"):
        load_originals(tmp_path / name)


def test_a_missing_collection_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_originals(tmp_path / "none")


def test_siblings_of_leaks(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from align.cli import app

    out = tmp_path / "siblings.csv"
    seeds = Path(__file__).parent.parent / "seeds"
    result = CliRunner().invoke(app, ["leaks", str(seeds), "--no-english", "--siblings", str(out)])
    rows = out.read_text("utf-8-sig").splitlines()
    assert result.exit_code == 0 and rows[0].startswith('"kind","page"')
    assert any("001_f2e22d85aed30fff" in row and "000_eb67dc6db49b2c0e" in row for row in rows[1:])


def test_many_copies_of_one_source_are_linked_to_the_first() -> None:
    from align.auditing.siblings import Summary, link
    from align.models.embedder import load_embedder

    pages = [Summary(f"p{n:02}", URL, "", False, ()) for n in range(12)]
    links = link(pages, load_embedder("bundled"))
    assert {(x.page, x.sibling) for x in links} == {(f"p{n:02}", "p00") for n in range(1, 12)}


def test_the_page_guides_the_accents() -> None:
    from align.headlines.candidates import restored

    slug = "tong-thong-ukraine-lam-nong-nghi-van-binh-si-trieu-tien-den-nga"
    page = "Presiden Ukraina memanaskan dugaan bahwa tentara Korea Utara tiba di Rusia."
    alone, guided = restored(slug, [])[0], restored(slug, [], page)[0]
    assert "binh sĩ Triều Tiên" in guided.text and guided.confidence > alone.confidence


def test_the_original_tells_the_headline_that_the_slug_does_not() -> None:
    from align.headlines.candidates import with_original
    from align.traces.layout import read_layout
    from align.traces.provenance import find_provenance
    from align.traces.publishers import load_publishers

    publishers = load_publishers()
    text = "Harga beras naik.\n\nSumber: https://thanhnien.vn/gia-gao-tang-manh-o-ha-noi-18526091408451471.htm\n"
    found = find_provenance(read_layout("p", text, "id", publishers), publishers)
    assert found and found.title and found.title.evidence == "lattice"
    told = with_original(found, "Kinh tế\n\nGiá gạo tăng mạnh ở Hà Nội\n\nHôm qua giá gạo tăng.")
    assert told.title and (told.title.text, told.title.evidence) == ("Giá gạo tăng mạnh ở Hà Nội", "original")
    assert told.titles[1:] == found.titles
    assert with_original(found, "Một bài khác\n\nKhông liên quan.") == found
