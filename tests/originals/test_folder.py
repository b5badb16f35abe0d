"""Originals found by a slug that the portal changed a little, and none by one that only looks like it."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from align.errors import InputError
from align.originals.folder import load_originals
from align.page import Provenance

WORDS = """nong dan lam thuong trong sau rieng tren dat ca phe tang thu nhap hop tac xa chuyen doi vuon cay gia lai xuat khau sang
trung quoc han quoc nhat ban thanh pho ho chi minh ha noi da nang mo rong duong cao toc truong hoc benh vien moi khanh thanh""".split()


def page(slug: str) -> Provenance:
    return Provenance("", None, "", slug, None, None, None)


def changed(slug: str, rng: random.Random) -> str:
    """A headline as a portal edits it: a word more, a word less, two changed places."""
    words = slug.split("-")
    at = rng.randrange(len(words) - 1)
    how = rng.randrange(3)
    if how == 0:
        words.insert(at, rng.choice(WORDS))
    elif how == 1:
        del words[at]
    else:
        words[at], words[at + 1] = words[at + 1], words[at]
    return "-".join(words)


def test_of_a_hundred_changed_slugs_nearly_all_are_found_and_none_is_wrong(tmp_path: Path) -> None:
    rng = random.Random(3)
    slugs = ["-".join(rng.sample(WORDS, rng.randint(9, 13))) for _ in range(100)]
    for number, slug in enumerate(slugs):
        (tmp_path / f"{slug}.txt").write_text(f"text {number}", "utf-8")
    found = [load_originals(tmp_path).find(page(changed(slug, rng))) for slug in slugs]
    right = sum(text is not None and text.text.strip() == f"text {number}" for number, text in enumerate(found))
    assert sum(text is not None for text in found) == right
    assert right >= 95


@pytest.mark.parametrize("slug", ["gia-vang-hom-nay-2-9-tang-manh", "ket-qua-xo-so-mien-nam-hom-nay", "ha-noi"])
def test_one_that_only_looks_like_it_is_not_taken(tmp_path: Path, slug: str) -> None:
    (tmp_path / "gia-vang-hom-nay-3-9-tang-manh.txt").write_text("a", "utf-8")
    (tmp_path / "ket-qua-xo-so-mien-nam-hom-qua.txt").write_text("b", "utf-8")
    (tmp_path / "ket-qua-xo-so-mien-nam-hom-kia.txt").write_text("c", "utf-8")
    assert load_originals(tmp_path).find(page(slug)) is None


def test_what_was_taken_by_likeness_is_said(tmp_path: Path) -> None:
    (tmp_path / "nong-dan-lam-thuong-trong-sau-rieng-tren-dat-ca-phe.txt").write_text("a", "utf-8")
    found = load_originals(tmp_path).find(page("nong-dan-lam-thuong-trong-sau-rieng-tren-dat-ca-phe-cu"))
    assert found and found.match == "alike" and 0.9 < found.likeness < 1


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
    assert found is not None and TEXT in found.text
    assert "Trang chủ" not in found.text and "<p>" not in found.text


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


def dated(slug: str, day: str | None) -> Provenance:
    return Provenance("", None, "", slug, None, None, None, label_date=day)


HEAD = "nong-dan-gia-lai-lam-thuong-trong-sau-rieng-tren-dat-ca-phe"


def test_the_day_is_a_second_witness(tmp_path: Path) -> None:
    rows = [
        {"url": f"https://baogialai.com.vn/{HEAD}-vu-moi-post1.html", "text": "đúng ngày", "date": "2025-03-20"},
        {"url": f"https://baogialai.com.vn/{HEAD}-vu-cu-post2.html", "text": "năm trước", "date": "2024-03-20"},
    ]
    path = tmp_path / "o.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    originals = load_originals(path)
    found = originals.find(dated(HEAD + "-tai", "2025-03-21"))
    assert found and found.text == "đúng ngày"
    assert originals.find(dated(HEAD + "-tai", None)) is None  # two are alike
    assert originals.find(dated(HEAD + "-tai", "2023-01-01")) is None  # of another day


def test_the_same_day_bears_out_one_that_is_less_alike(tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    row = {"url": f"https://baogialai.com.vn/{HEAD}-post1.html", "text": "một", "published": "2025-03-20T08:00:00+07:00"}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    slug = "nong-dan-gia-lai-trong-sau-rieng-tren-dat-ca-phe-thu-tien-ty-moi-nam"
    assert load_originals(path).find(dated(slug, "2025-03-19")) and load_originals(path).find(dated(slug, None)) is None


@pytest.mark.parametrize(
    ("slug", "other"),
    [("gia-ca-phe-hom-nay-giam-manh-phien-cuoi-tuan", "gia-ca-phe-hom-nay-tang-manh-phien-cuoi-tuan"),
     ("doi-tuyen-viet-nam-thang-dam-thai-lan-tren-san", "doi-tuyen-viet-nam-thua-dam-thai-lan-tren-san")],
)  # fmt: skip
def test_the_opposite_is_another_story(tmp_path: Path, slug: str, other: str) -> None:
    (tmp_path / f"{other}.txt").write_text("a", "utf-8")
    assert load_originals(tmp_path).find(page(slug)) is None


def test_an_articles_id_inside_a_name_finds_it(tmp_path: Path) -> None:
    (tmp_path / "thay-giao-quan-ham-xanh-802345.txt").write_text("Một thầy giáo.", "utf-8")
    wanted = Provenance("qdnd.vn", "Báo Quân đội nhân dân", "", "nguoi-thay-mang-quan-ham-xanh", "802345", None, None)
    found = load_originals(tmp_path).find(wanted)
    assert found and found.match == "article id"


def test_rows_without_text_and_odd_line_ends_cost_no_other(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "Một\u2028hai."}, {"id": "2", "text": None}, {"id": "3", "text": "Ba."}]
    (tmp_path / "o.jsonl").write_text("\ufeff" + "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    assert len(load_originals(tmp_path / "o.jsonl")) == 2
