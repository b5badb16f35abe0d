"""Whole audits of the sample pages and of hostile ones, through the functions and the command line."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
import yaml
from conftest import ROOT, SEEDS

from align.auditing.findings import check_pairs
from align.auditing.siblings import link, summarise
from align.auditing.stages import audit_page
from align.checks.registry import registry
from align.config import Settings, load
from align.engines.pages import audit_one
from align.errors import ConfigError, InputError
from align.finding import Audit, Bead, Finding, Leg
from align.page import Failure, Page, Sentence, Span
from align.pages import expand, read_pages
from align.report.html import http_only
from align.report.rows import page_rows
from align.report.tables import guard, unguard
from align.report.writer import write_audits
from align.tools import Tools


@pytest.fixture(scope="module")
def audits(tools: Tools, seeds: dict[str, str]) -> dict[str, Audit]:
    return {name: audit_page(Page(name, text), tools) for name, text in seeds.items()}


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "align.cli", *args]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, timeout=300)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_page_000(audits: dict[str, Audit]) -> None:
    audit = audits["000"]
    assert audit.provenance and audit.provenance.host == "thanhnien.vn"
    assert audit.provenance.created == "2024-11-01T09:20:31.417+07:00"
    assert {f.kind for f in audit.furniture} >= {"image", "placeholder", "comments"}
    assert {f.fields.get("crawled") for f in audit.furniture if f.kind == "image"} == {"2025-10-31"}
    roles = {s.text[:20]: s.role for s in audit.sentences}
    assert roles["Konferensi pers anta"] == "caption" and roles["NATO mengatakan pasu"] == "teaser"
    assert not [f for f in audit.findings if f.check == "leak_facts"], "8,000, Kursk and 3 generals are on the page"


def test_page_001_is_linked_to_000(audits: dict[str, Audit], tools: Tools) -> None:
    links = link([summarise(a.page.id, a.provenance, a.sentences) for a in audits.values()], tools.embedder)
    pairs = {(found.page, found.sibling, found.indonesian[:20]) for found in links}
    assert ("001", "000", "Ukraina menunjuk 3 j") in pairs
    assert ("002", "000", "AS dan Ukraina sebut") in pairs
    assert len(links) == 2


def test_page_002(audits: dict[str, Audit]) -> None:
    audit = audits["002"]
    title = "Chiến sự Ukraine ngày 982: Triều Tiên tuyên bố sát cánh cùng Nga đến chiến thắng"
    assert audit.provenance and audit.provenance.title and audit.provenance.title.text == title
    assert audit.provenance.title.evidence == "caption"
    untranslated = [f for f in audit.findings if f.check == "untranslated" and f.leg == "leak"]
    assert len(untranslated) == 1 and "photo caption 1, 2 left in Vietnamese" in untranslated[0].message  # the same twice
    facts = [f for f in audit.findings if f.check == "leak_facts"]
    assert [f.expected for f in facts] == ["982"] and facts[0].right_spans
    assert facts[0].left_spans[0].of(title) == "982"
    assert not [f for f in audit.findings if f.check == "headline"]  # the clause that is left out holds the fact told above
    assert not [f for f in audit.findings if f.check == "dates"]
    assert {f.kind for f in audit.furniture} >= {"related", "menu", "widget"}


@pytest.mark.parametrize("name", ["003", "004"])
def test_pages_without_a_source(audits: dict[str, Audit], name: str) -> None:
    audit = audits[name]
    assert audit.provenance is None and not audit.leaks
    assert [leg.name for leg in audit.legs] == ["mt"] and audit.title_english is None


def test_page_003_and_004_details(audits: dict[str, Audit]) -> None:
    quoted = [s.text for s in audits["003"].sentences if s.text.startswith("“Saya memiliki")]
    assert quoted and quoted[0].endswith("Republik Rakyat Demokratik Korea.")
    kinds = {f.kind for f in audits["004"].furniture}
    assert kinds >= {"dateline", "endmark", "republication", "byline"}


def test_rows_hold_every_sentence_once(audits: dict[str, Audit]) -> None:
    for audit in audits.values():
        rows = page_rows(audit)
        assert [r.order for r in rows] == list(range(1, len(rows) + 1))
        assert len({r.segment for r in rows}) == len(rows)
        assert [r.indonesian for r in rows if r.indonesian] == [s.text for s in audit.sentences]
        assert sum(len(r.findings) for r in rows) == len(audit.findings)


def test_an_original_shows_what_was_dropped(tools: Tools) -> None:
    vietnamese = (
        "Tổng thống đến Jakarta hôm thứ Hai.\nÔng gặp bộ trưởng ngoại giao Nhật Bản.\n"
        "Giá dầu thế giới tăng 5% tuần trước.\nLũ lụt xảy ra ở ba tỉnh miền Trung Việt Nam."
    )
    text = (
        "Presiden tiba di Jakarta pada hari Senin. Ia bertemu dengan menteri luar negeri Jepang. "
        "Banjir melanda tiga provinsi di Vietnam tengah."
    )
    audit = audit_page(Page("p", text, original=vietnamese), tools)
    dropped = [f for f in audit.findings if f.check == "dropped"]
    assert [f.expected for f in dropped] == ["Giá dầu thế giới tăng 5% tuần trước."]
    rows = page_rows(audit)
    assert [r.status for r in rows] == ["aligned", "aligned", "dropped", "aligned"]
    assert rows[2].vietnamese.startswith("Giá dầu") and (rows[2].p_dropped or 0) > 0.5


def test_a_given_translation_is_audited(tools: Tools) -> None:
    text = "Presiden tiba di Jakarta pada hari Senin. Harga minyak dunia naik lima persen minggu lalu."
    audit = audit_page(Page("p", text, english="The president arrived in Jakarta on Monday."), tools)
    leg = audit.leg("mt")
    assert leg and leg.left_dropped[1] > 0.5 and leg.left_dropped[0] < 0.5
    [lost] = [f for f in audit.findings if f.check == "dropped"]
    assert (lost.leg, lost.sentences, lost.message) == ("mt", ("p:1",), "sentence of the page has no counterpart in its English")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[iklan_2]\nKomentar (0)", "no sentence"),
        (
            "The president said that he would go there with his ministers and that he was not to return.",
            "found English",
        ),
        ("这是一个测试页面，用于检查其他语言的文本。" * 5, "another script"),
    ],
)
def test_pages_that_cannot_be_audited_are_named(tools: Tools, text: str, reason: str) -> None:
    found = audit_one(Page("p", text), tools)
    assert isinstance(found, Failure) and reason in found.reason


HOSTILE = (
    '<script>alert(1)</script> mengatakan bahwa "pasukan" itu tidak akan datang.\n'
    "=HYPERLINK(\"http://x\") adalah yang pertama. -2+3 juga tidak.\n"
    "javascript:alert(1) dan \u202eterbalik\u202c tidak ada di sini.\n"
    "Sumber: https://thanhnien.vn/my-ukraine-<b>x-185241101092031417.htm\n" + "x" * 100_000 + " selesai.\n"
)  # fmt: skip


def test_hostile_text_is_inert(tools: Tools, tmp_path: Path) -> None:
    audit = audit_page(Page("<img src=x onerror=alert(1)>", HOSTILE), tools)
    write_audits([audit, Failure("<b>", "<script>x</script>")], tmp_path, tools.embedder, {"signature": "s", "settings": {}})
    html = (tmp_path / "report.html").read_text("utf-8")
    assert html.count("<script") == 1 and "<img" not in html and "<b>x" not in html
    assert 'href="javascript' not in html and "default-src 'none'" in html
    for row in table(tmp_path / "sentences.csv"):
        assert not row["indonesian"].startswith(("=", "+", "-", "@"))
    texts = [unguard(row["indonesian"]) for row in table(tmp_path / "sentences.csv") if row["indonesian"]]
    assert texts == [s.text for s in audit.sentences]


@pytest.mark.parametrize("cell", ["=1+1", "+x", "-x", "@x", "\tx", "'x", "x", "", "''"])
def test_guarded_cells_come_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell and not guard(cell).startswith(("=", "+", "-", "@", "\t"))


def test_links() -> None:
    assert http_only("https://a.vn") and not http_only("javascript:x") and not http_only("http://[")


def bad_inputs(folder: Path) -> None:
    good = "Presiden mengatakan bahwa ia akan pergi ke Jakarta dengan para menteri."
    (folder / "a_good.txt").write_text(good, "utf-8")
    (folder / "b_empty.txt").write_bytes(b"")
    (folder / "c_binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "d_latin1.txt").write_bytes("Perdana Menteri café".encode("latin-1"))
    (folder / "e_nul.txt").write_bytes(b"teks \x00 teks")
    (folder / "f_long.txt").write_bytes(b"a" * 50_000_000)
    (folder / "g_bidi.txt").write_text(good + " \u202eabc\u202c \u2066x\u2069", "utf-8")
    (folder / "h_gzip.jsonl.gz").write_bytes(b"this is not gzip")
    (folder / "i_parquet.parquet").write_bytes(b"PAR1 not really PAR1")
    (folder / "j_column.csv").write_text("id,body\n1,teks\n", "utf-8")
    (folder / "k_rows.jsonl").write_text(
        json.dumps({"text": good, "id": "r1"}) + "\n{broken\n" + json.dumps({"text": 5}) + "\n", "utf-8"
    )
    (folder / "l_bom.txt").write_bytes(b"\xef\xbb\xbf" + good.encode())


def test_bad_input_costs_only_its_page(tools: Tools, tmp_path: Path) -> None:
    bad_inputs(tmp_path)
    found = list(read_pages(expand([str(tmp_path)]), Settings().pages))
    pages = [p.id for p in found if isinstance(p, Page)]
    failures = {f.id: f.reason for f in found if isinstance(f, Failure)}
    assert pages == ["a_good", "g_bidi", "r1", "l_bom"]
    assert "empty" in failures["b_empty"] and "UTF-8" in failures["c_binary"] and "UTF-8" in failures["d_latin1"]
    assert "NUL" in failures["e_nul"] and "50,000,000" in failures["f_long"]
    assert "--text-column" in failures["j_column"]
    assert len(failures) == 10
    outcome = write_audits(
        (audit_one(p, tools) for p in found), tmp_path / "out", tools.embedder, {"signature": "s", "settings": {}}
    )
    assert outcome.pages == 4 and len(table(tmp_path / "out" / "failures.csv")) == 10
    assert not [p for p in (tmp_path / "out").iterdir() if p.name.startswith(".partial")]


def test_a_file_name_that_is_no_text(tools: Tools, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.txt")).write_text("Presiden tiba di Jakarta pada hari Senin.", "utf-8")
    results = [audit_one(page, tools) for page in read_pages(expand([str(tmp_path)]), Settings().pages)]
    write_audits(results, tmp_path / "out", tools.embedder, {"signature": "s", "settings": {}})
    assert [row["page"] for row in table(tmp_path / "out" / "pages.csv")] == ["bad\\udcff"]


def test_every_kind_of_table(tmp_path: Path) -> None:
    import datasets

    text = "Presiden mengatakan bahwa ia akan pergi ke Jakarta."
    row = {"id": "x", "text": text, "url": "https://a.vn/x", "english": "The president."}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as handle:
        handle.write(json.dumps(row) + "\n")
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([row]), tmp_path / "c.parquet")
    (tmp_path / "d.csv").write_text(f'id,text,url,english\nx,"{text}",https://a.vn/x,The president.\n', "utf-8")
    (tmp_path / "e.tsv").write_text(f"id\ttext\turl\tenglish\nx\t{text}\thttps://a.vn/x\tThe president.\n", "utf-8")
    datasets.Dataset.from_list([row]).save_to_disk(str(tmp_path / "saved"))
    sources = [str(tmp_path / n) for n in ("a.jsonl", "b.jsonl.gz", "c.parquet", "d.csv", "e.tsv", "saved")]
    sources.append(f"builder:json:{tmp_path / 'a.jsonl'}")
    for source in sources:
        found = list(read_pages(expand([source]), Settings().pages))
        assert [(p.id, p.text, p.url, p.english) for p in found if isinstance(p, Page)] == [  # type: ignore[union-attr]
            ("x", text, "https://a.vn/x", "The president.")
        ], (source, found)


def test_paths_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found none"):
        expand([str(tmp_path)])
    with pytest.raises(InputError, match="nothing of that name"):
        expand(["no/such/file"])


def test_configuration(tmp_path: Path) -> None:
    shipped = load(ROOT / "configs" / "audit.yaml")
    assert shipped == Settings() and shipped.fingerprint() == Settings().fingerprint()
    config = tmp_path / "c.yaml"
    config.write_text("aligner: {drop_treshold: 0.5}")
    with pytest.raises(ConfigError, match=r"aligner\.drop_treshold; did you mean drop_threshold"):
        load(config)
    config.write_text("algner: {}")
    with pytest.raises(ConfigError, match="did you mean aligner"):
        load(config)
    for text in ("- a", "a: [", "aligner: {drop_threshold: 7}"):
        config.write_text(text)
        with pytest.raises(ConfigError, match=r"c\.yaml"):
            load(config)
    assert load(None, ["aligner.drop_threshold=0.8"]).aligner.drop_threshold == 0.8
    with pytest.raises(ConfigError, match=r"section\.key=value"):
        load(None, ["aligner"])
    assert load(None, ["aligner.drop_threshold=0.8"]).fingerprint() != Settings().fingerprint()
    assert yaml.safe_load((ROOT / "configs" / "audit.yaml").read_text()).keys() == Settings.model_fields.keys()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = run("audit", str(SEEDS), "--out", str(tmp_path / name), "--quiet", "--no-cache", "--set", "translator.batch=64")
        assert done.returncode == 0, done.stderr.decode()
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert len(files) == 9
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text("utf-8"))
    assert manifest["signature"].startswith("align:0.1.0|mt:bundled-1@")
    signature = json.loads((tmp_path / "one" / "audit.jsonl").read_text("utf-8").splitlines()[0])["signature"]
    assert signature == manifest["signature"]


@pytest.mark.parametrize("command", [[], ["audit"], ["leaks"], ["pair"], ["check"], ["translate"]])
def test_help_is_quick_and_has_an_example(command: list[str]) -> None:
    code = "import sys; sys.argv=['align',*sys.argv[1:]]; import align.cli\ntry: align.cli.main()\nexcept SystemExit: pass\nassert 'torch' not in sys.modules"
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code, *command, "--help"], capture_output=True, cwd=ROOT)
    took = time.monotonic() - began
    assert done.returncode == 0, done.stderr.decode()
    assert b"Usage" in done.stdout and (not command or b"Example: " in done.stdout)
    assert took < 2.0, "half a second on an idle machine"


def test_leaks_json(tmp_path: Path) -> None:
    done = run("leaks", str(SEEDS), "--json")
    assert run("leaks", str(SEEDS), "--json", "--no-english").returncode == 0
    rows: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0 and len(rows) == 5
    first = rows[0]["provenance"]
    assert first["created"] == "2024-11-01T09:20:31.417+07:00" and first["created_precision"] == "millisecond"
    assert all(row["provenance"] is None or row["provenance"]["title_en"] for row in rows)
    assert all(row["provenance"] is None or row["provenance"]["slug_en"] for row in rows)
    restored = [row["provenance"] for row in rows if row["provenance"] and row["provenance"]["title"]["evidence"] == "lattice"]
    for found in restored:
        sure = [reading["confidence"] for reading in found["readings"]]
        assert len(sure) == 5 and sure == sorted(sure, reverse=True) and sum(sure) <= 1.001
        assert found["readings"][0]["text"] == found["title"]["text"]
    assert restored
    assert rows[3]["provenance"] is None and rows[3]["leaks"] == []
    text = (SEEDS / "000_eb67dc6db49b2c0e.txt").read_text("utf-8")
    leak = rows[0]["leaks"][0]
    assert leak["kind"] == "source" and text[leak["start"] : leak["end"]] == leak["text"]


def test_pair_json_and_vectors(tmp_path: Path) -> None:
    import numpy as np

    (tmp_path / "a.lines").write_text("Tổng thống đến Jakarta hôm thứ Hai.\nGiá dầu thế giới tăng 5%.\n", "utf-8")
    (tmp_path / "b.lines").write_text("Presiden tiba di Jakarta pada hari Senin.\n", "utf-8")
    done = run("pair", str(tmp_path / "a.lines"), str(tmp_path / "b.lines"), "--json")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert lines[0]["left"] == [0] and lines[0]["right"] == [0] and lines[-1]["left_dropped"][1] > 0.5
    np.save(tmp_path / "a.npy", np.eye(2, 3))
    np.save(tmp_path / "b.npy", np.eye(1, 3))
    vectors = ["--vectors-left", str(tmp_path / "a.npy"), "--vectors-right", str(tmp_path / "b.npy")]
    assert run("pair", str(tmp_path / "a.lines"), str(tmp_path / "b.lines"), "--json", *vectors).returncode == 0
    wrong = run("pair", str(tmp_path / "b.lines"), str(tmp_path / "b.lines"), *vectors)
    assert wrong.returncode == 2 and b"expected shape" in wrong.stderr and b"Traceback" not in wrong.stderr


def test_check_json_and_errors(tmp_path: Path) -> None:
    pairs = "source\ttarget\nAda 8.000 tentara.\tThere are 80,000 troops.\nYa.\tYes.\n"
    done = run("check", "-", "--json", "--fail-on", "critical", stdin=pairs.encode())
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 1 and rows[0]["findings"][0]["check"] == "numbers" and rows[1]["findings"] == []
    assert set(rows[1]["scores"]) == set(registry())
    broken = run("check", "-", stdin=b"source\ttarget\na\tb\tc\n")
    assert broken.returncode == 2 and b"line 2: expected 2 columns, found 3" in broken.stderr
    assert run("check", "-", stdin=b"left\tright\n").returncode == 2


def test_workers_give_the_same_bytes(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        done = run("audit", str(SEEDS), "--out", str(tmp_path / workers), "--quiet", "--workers", workers)
        assert done.returncode == 0, done.stderr.decode()
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_a_closed_pipe_is_no_failure() -> None:
    command = f"{sys.executable} -m align.cli leaks {SEEDS} {SEEDS} {SEEDS} {SEEDS} --no-english --json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=100, text=True)
    assert done.stdout.endswith("0\n") and "Traceback" not in done.stderr


def test_exit_codes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    none = run("audit", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert none.returncode == 2 and b"empty page" in none.stderr
    unknown = run("audit", "seeds", "--out", str(tmp_path / "out"), "--set", "alinger.x=1")
    assert unknown.returncode == 2 and b"did you mean aligner" in unknown.stderr
    assert run("leaks", "no/such/place").returncode == 2
    assert run("translate", "--from", "fr", stdin=b"x").returncode == 2
    assert run("audit").returncode == 2


def test_an_unlikely_pair_is_one_finding(tools: Tools) -> None:
    left = Sentence("o:0", Span(0, 49), "body", "Phía Nga chưa bình luận về 3 cáo buộc mới của ông.", "vi")
    right = Sentence("p:0", Span(0, 42), "body", "Pyongyang belum menanggapi 17 tuduhan itu.", "id")

    def checked(posterior: float) -> list[Finding]:
        leg = Leg("source", (left,), (right,), (Bead((0,), (0,), posterior, 0.4),), (1 - posterior,), (1 - posterior,))
        return check_pairs(leg, tools)[1]

    (doubtful,) = checked(0.3)
    assert doubtful.check == "dropped" and doubtful.score == 0.7 and "unlikely pair" in doubtful.message
    assert "numbers" in {f.check for f in checked(0.9)}
