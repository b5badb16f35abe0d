"""Tests of align.originals.web.collect and its sources: every place to look, what is refused, and going on."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from webserver import PARAGRAPHS, SLUG, TITLE, Web, article, cdx, serving_web, warc_record

from align.config import WebSettings
from align.errors import InputError
from align.originals.folder import load_originals
from align.originals.web.client import Client
from align.originals.web.collect import collect
from align.originals.web.sources import CommonCrawl, Direct, Portal, Sitemaps, Source, Wayback
from align.page import Provenance

URL = f"https://thanhnien.vn/{SLUG}-185251107083000123.htm"
STAMP = "20251107100000"


def provenance(url: str = URL, **changes: Any) -> Provenance:
    values: dict[str, Any] = {"host": "thanhnien.vn", "publisher": "Báo Thanh niên", "url": url, "slug": SLUG, "article_id": None,
                              "created": "2025-11-07T08:30:00.123+07:00", "created_precision": "millisecond"}  # fmt: skip
    return Provenance(**{**values, **changes})


def client(web: Web, **settings: Any) -> Client:
    made = WebSettings(allow=(f"127.0.0.1:{web.port}",), **{"delay": 0.0, "seconds": 3.0, **settings})
    return Client(made, sleep=lambda seconds: None)


def run(web: Web, out: Path, source: Source, asked: Provenance | None = None, **settings: Any) -> list[str]:
    return [what for _, what in collect([("p1", asked or provenance())], out, client(web, **settings), [source])]


def wayback(web: Web) -> Wayback:
    return Wayback(web.root + "/cdx", web.root + "/web")


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.with_name(out.name + ".index.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("packed", [False, True])
def test_a_capture_is_kept_with_where_and_when(tmp_path: Path, packed: bool) -> None:
    body: Any = gzip.compress(article().encode()) if packed else article()  # raw captures may be packed without saying so
    pages = {"/cdx": cdx(STAMP), f"/web/{STAMP}id_/{URL}": body}
    out = tmp_path / "o.warc.gz"
    with serving_web(pages) as web:
        assert run(web, out, wayback(web)) == ["found"]
        assert run(web, out, wayback(web)) == ["skipped: in the capture already"]
        assert len(web.paths()) == 2 and "sort=closest" in web.paths()[0] and "closest=20251107083000" in web.paths()[0]
    found = load_originals(out).find(provenance())
    assert found and PARAGRAPHS[0] in found.text and found.match == "address" and found.captured == "2025-11-07T10:00:00Z"
    (line,) = lines(out)
    assert (line["status"], line["source"], line["url"], line["likeness"]) == ("found", "archive", URL, 1.0)
    assert len(line["digest"]) == 64


def test_the_capture_after_the_article_was_made_comes_first(tmp_path: Path) -> None:
    early, late = "20251106000000", "20251109000000"
    pages = {"/cdx": cdx(early, late), f"/web/{early}id_/{URL}": article(), f"/web/{late}id_/{URL}": article()}
    with serving_web(pages) as web:
        assert run(web, tmp_path / "o.warc.gz", wayback(web)) == ["found"]
        assert web.paths()[1].startswith(f"/web/{late}")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("[]", "no source knows it"), ("", "no source knows it"), ("not json", "no source knows it"), (cdx(), "no source knows it"),
        (PlainTextResponse("", 500), "no source knows it"),
    ],
)  # fmt: skip
def test_no_capture(tmp_path: Path, answer: Any, why: str) -> None:
    with serving_web({"/cdx": answer}) as web:
        (what,) = run(web, tmp_path / "o.warc.gz", wayback(web))
        assert why in what and not (tmp_path / "o.warc.gz").exists()


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (article("Giá vàng hôm nay tăng mạnh trên thị trường thế giới"), "another story"),
        (article(TITLE, ("Ngắn quá.",)), "expected an article of 400 characters"),
        (article(TITLE, ("The students of the highlands received their scholarships in the capital on this cold morning. " * 6,)),
         "expected Vietnamese"),
        ("", "found"),
    ],
)  # fmt: skip
def test_pages_that_are_not_the_original_are_refused(tmp_path: Path, html: str, why: str) -> None:
    out = tmp_path / "o.warc.gz"
    with serving_web({"/cdx": cdx(STAMP), f"/web/{STAMP}id_/{URL}": html}) as web:
        (what,) = run(web, out, wayback(web))
        assert what.startswith("missing") and why in what
        assert run(web, out, wayback(web))[0].startswith("skipped: not found")
        assert run(web, out, wayback(web), retry_days=0.0)[0].startswith("missing")
    assert {line["status"] for line in lines(out)} == {"missing"}


def test_common_crawl_is_read_by_range(tmp_path: Path) -> None:
    before, record = b"\x00" * 700, warc_record(URL, article())
    row = json.dumps(
        {"offset": "700", "length": str(len(record)), "filename": "crawl/a.warc.gz", "timestamp": STAMP, "status": "200"}
    )

    def ranged(request: Request) -> Response:
        first, last = map(int, request.headers["range"].removeprefix("bytes=").split("-"))
        return Response((before + record)[first : last + 1], 206)

    with serving_web({"/index": row + "\n", "/data/crawl/a.warc.gz": ranged}) as web:
        web.pages["/collinfo.json"] = json.dumps([
            {"id": "old", "to": "2025-10-01T00:00:00", "cdx-api": web.root + "/never"},
            {"id": "new", "to": "2025-11-20T00:00:00", "cdx-api": web.root + "/index"},
        ])  # fmt: skip
        out = tmp_path / "o.warc.gz"
        assert run(web, out, CommonCrawl(web.root + "/collinfo.json", web.root + "/data")) == ["found"]
        assert not [path for path in web.paths() if path.startswith("/never")]
    assert load_originals(out).find(provenance())


@pytest.mark.parametrize("index", ["[]", "{}", "no json", "[1]"])
def test_common_crawl_without_a_capture(tmp_path: Path, index: str) -> None:
    with serving_web({"/collinfo.json": index}) as web:
        (what,) = run(web, tmp_path / "o.warc.gz", CommonCrawl(web.root + "/collinfo.json", web.root + "/data"))
        assert what.startswith("missing")


def test_the_address_itself(tmp_path: Path) -> None:
    out = tmp_path / "o.warc.gz"
    with serving_web({f"/{SLUG}-185.htm": article(), "/moved.htm": RedirectResponse("http://169.254.169.254/a")}) as web:
        here = provenance(f"{web.root}/{SLUG}-185.htm")
        assert run(web, out, Direct(), here) == ["found"] and load_originals(out).find(here)
        assert "expected a public address" in run(web, out, Direct(), provenance(web.root + "/moved.htm"))[0]


def test_the_portals_vietnamese_page(tmp_path: Path) -> None:
    with serving_web({f"/{SLUG}": article()}) as web:
        asked = provenance("", host="", portal="Vietnam.vn")
        assert run(web, tmp_path / "o.warc.gz", Portal((web.root + "/none", web.root)), asked) == ["found"]
        found = load_originals(tmp_path / "o.warc.gz").find(asked)
        assert found and found.match == "slug" and found.likeness == 1.0


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_is_asked_by_likeness(tmp_path: Path, packed: bool) -> None:
    changed = SLUG.replace("-o-ha-noi", "-tai-ha-noi")
    with serving_web({f"/{changed}-185251107083000123.htm": article()}) as web:
        listed = [f"{web.root}/{changed}-185251107083000123.htm", f"{web.root}/gia-vang-hom-nay-2.htm"]
        xml = (
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            + "".join(f"<url><loc>{u}</loc></url>" for u in listed)
            + "</urlset>"
        )
        web.pages["/map-2025-11-07.xml"] = Response(gzip.compress(xml.encode())) if packed else xml
        asked = provenance("")
        source = Sitemaps({"thanhnien.vn": web.root + "/map-%Y-%m-%d.xml"})
        assert run(web, tmp_path / "o.warc.gz", source, asked) == ["found"]
        assert "/gia-vang-hom-nay-2.htm" not in web.paths()
        found = load_originals(tmp_path / "o.warc.gz").find(asked)
        assert found and found.match == "alike" and 0.8 < found.likeness < 1


@pytest.mark.parametrize("xml", ["<a><!DOCTYPE x>", "<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", "nothing", ""])
def test_a_sitemap_that_is_none(tmp_path: Path, xml: str) -> None:
    with serving_web({"/map.xml": xml}) as web:
        (what,) = run(web, tmp_path / "o.warc.gz", Sitemaps({"thanhnien.vn": web.root + "/map.xml"}), provenance(""))
        assert what.startswith("missing")


def test_a_run_that_was_ended_goes_on(tmp_path: Path) -> None:
    urls = [f"https://thanhnien.vn/{SLUG}-18525110708300012{k}.htm" for k in range(3)]
    pages = {"/cdx": cdx(STAMP)} | {f"/web/{STAMP}id_/{url}": article() for url in urls}
    asked = [(f"p{k}", provenance(url)) for k, url in enumerate(urls)]
    out = tmp_path / "o.warc.gz"
    with serving_web(pages) as web:
        first = list(collect(asked, out, client(web, max_requests=4), [wayback(web)]))
        assert [page for page, _ in first] == ["p0", ""] and "4 requests" in first[-1][1]
        with out.open("ab") as handle:
            handle.write(b"\x1f\x8bhalf a record")  # the run was killed while it wrote
        done = dict(collect(asked, out, client(web), [wayback(web)]))
        assert done == {"p0": "skipped: in the capture already", "p1": "found", "p2": "found"}
    assert all(load_originals(out).find(provenance(url)) for url in urls)


def test_pages_without_a_trace_ask_nothing(tmp_path: Path) -> None:
    with serving_web({}) as web:
        found = list(
            collect([("a", None), ("b", provenance("", slug="", host=""))], tmp_path / "o.warc.gz", client(web), [Direct()])
        )
        assert [what for _, what in found] == ["nothing to look for"] * 2 and not web.asked


def test_a_capture_of_another_name_is_refused(tmp_path: Path) -> None:
    with serving_web({}) as web, pytest.raises(InputError, match=r"ends in \.warc"):
        run(web, tmp_path / "o.zip", Direct())


def test_days_ago_are_counted(tmp_path: Path) -> None:
    out = tmp_path / "o.warc.gz"
    old = (datetime.now(UTC) - timedelta(days=9)).isoformat()
    row = {"page": "p1", "wanted": URL, "status": "missing", "fetched": old}
    out.with_name(out.name + ".index.jsonl").write_text(json.dumps(row) + "\nhalf a li", "utf-8")
    with serving_web({"/cdx": cdx(STAMP), f"/web/{STAMP}id_/{URL}": article()}) as web:
        assert run(web, out, wayback(web)) == ["found"]


def test_what_could_not_be_asked_is_asked_again(tmp_path: Path) -> None:
    out = tmp_path / "o.warc.gz"
    with serving_web({"/robots.txt": PlainTextResponse("", 503)}) as web:
        (what,) = run(web, out, wayback(web))
        assert what == "unreachable: Wayback: 127.0.0.1: robots.txt answered 503"
    with serving_web({"/cdx": cdx(STAMP), f"/web/{STAMP}id_/{URL}": article()}) as web:
        assert run(web, out, wayback(web)) == ["found"]
