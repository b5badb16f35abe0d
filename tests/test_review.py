"""Decisions: what they are about, where they are kept, how they come in and out; and who may speak to the server."""

from __future__ import annotations

import csv
import http.client
import io
import json
import re
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT
from lxml import etree
from openpyxl import load_workbook
from reviewing import make_folder, serving, serving_process

from align.auditing.stages import audit_page
from align.config import Settings
from align.decisions.stats import miss_rate, read_precision, wilson, with_reviewed
from align.decisions.store import Store, Subject, summed
from align.errors import ConfigError, InputError
from align.page import Page
from align.report.differences import compare, read_side, word_diff
from align.report.jsonl import audit_line, read_audits
from align.report.rows import page_rows
from align.review.exchange import token
from align.review.export import export
from align.review.run import Run
from align.review.sheets import import_sheet, read_sheet
from align.tools import Tools, load_tools

SCHEMAS = Path(__file__).parent / "schemas"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def finding(run: Run, check: str) -> Subject:
    return next(s for page in run.pages for s in page.findings if s.check == check)


def cli(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "align.cli", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)


def test_an_audit_comes_back_from_its_line(folder: Path) -> None:
    lines = (folder / "audit.jsonl").read_text("utf-8").splitlines()
    assert [audit_line(a) for a in read_audits(folder)] == lines


def test_keys_outlive_renamed_files_and_moved_lines(tools: Tools, folder: Path, tmp_path: Path) -> None:
    moved = make_folder(tools, tmp_path / "moved", name="lain", first="Selamat pagi. ")
    before, after = ({s.key for s in Run(f).pages[0].findings if s.check != "inserted"} for f in (folder, moved))
    assert len(before) >= 3 and before <= after


def test_decisions_are_kept_undone_and_disputed(folder: Path) -> None:
    run = Run(folder)
    store, numbers, dropped = run.store, finding(run, "numbers"), finding(run, "dropped")
    store.decide([numbers], "accepted", "anna", "see row 3")
    store.decide([numbers], "false positive", "ben")
    store.decide([numbers, dropped], "dismissed", "anna")
    told = store.current()
    assert [(d.reviewer, d.verdict, d.note) for d in told[numbers.key]] == [
        ("ben", "false positive", ""),
        ("anna", "dismissed", "see row 3"),
    ]
    assert summed(told[numbers.key])["verdict"] == "conflict: false positive, dismissed"
    assert {s.key for s in store.undo("anna")} == {numbers.key, dropped.key}
    assert {k: v for k, v in summed(Store(store.path).current()[numbers.key]).items() if k != "exported"} == {
        "verdict": "conflict: accepted, false positive", "reviewer": "anna, ben", "note": "see row 3",
    }  # fmt: skip
    assert dropped.key not in store.current()
    assert store.undo("nobody") == []
    with pytest.raises(InputError, match="expected accepted, dismissed"):
        store.decide([numbers], "maybe", "anna")
    with sqlite3.connect(store.path) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_two_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite"
    Store(path)

    def work(reviewer: str) -> None:
        store = Store(path)
        for k in range(40):
            store.decide([Subject(f"f{k}", "finding")], "accepted", reviewer)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("anna", "ben", "cam")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(ds) for ds in Store(path).current().values()) == 120


def test_a_store_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite").write_text("not a database, but long enough to be told apart from one " * 20)
    with pytest.raises(InputError, match="expected a database of decisions"):
        Store(tmp_path / "d.sqlite")
    with pytest.raises(InputError, match=r"audit\.jsonl"):
        Run(tmp_path)


def test_verdicts_survive_a_rerun(tools: Tools, folder: Path) -> None:
    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "anna", "yes")
    make_folder(tools, folder)
    rows = [r for r in table(folder / "findings.csv") if r["check"] == "numbers"]
    assert [(r["verdict"], r["reviewer"], r["note"]) for r in rows if r["verdict"]] == [("accepted", "anna", "yes")]
    assert "accepted" in (folder / "report.html").read_text("utf-8")


def test_every_finding_stands_in_a_row(folder: Path) -> None:
    segments = {r["segment"] for r in table(folder / "sentences.csv")}
    assert {r["segment"] for r in table(folder / "findings.csv")} <= segments
    assert len({r["segment"] for r in table(folder / "sentences.csv")}) == len(table(folder / "sentences.csv"))


def edited(folder: Path, changes: dict[str, dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    """findings.csv as a spreadsheet saves it, with some cells changed (by check)."""
    rows = table(folder / "findings.csv")
    for row in rows:
        row |= changes.get(row["check"], {})
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "edited.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_a_sheet_comes_back_however_it_was_saved(folder: Path, delimiter: str, encoding: str) -> None:
    note = 'two lines\nand "quotes"; =1+1'
    path = edited(folder, {"numbers": {"verdict": "FP ", "note": note}}, delimiter=delimiter, encoding=encoding)
    run = Run(folder)
    found = import_sheet(run, path, "ben", named=False)
    assert found.taken >= 1 and not found.problems
    told = run.store.current()[finding(run, "numbers").key]
    assert [(d.verdict, d.note, d.reviewer) for d in told] == [("false positive", note, "ben")]
    assert import_sheet(run, export(run, "csv", None, "mt") / "findings.csv", "ben", named=False).taken == 0


def test_rows_that_cannot_be_placed_are_told(folder: Path) -> None:
    path = edited(folder, {"numbers": {"verdict": "perhaps"}, "negation": {"verdict": "accepted", "key": "f0000"}})
    found = import_sheet(Run(folder), path, "ben", named=True)
    assert found.taken == 0 and len(found.problems) >= 2
    assert any("edited.csv line" in p and "expected accepted, dismissed" in p for p in found.problems)
    assert any("no row of this run has the key 'f0000'" in p for p in found.problems)
    (folder / "bad.csv").write_bytes(b"page,verdict,note,key\r\na,\xff\xfe,,f1\r\n")
    with pytest.raises(InputError, match="save it as"):
        read_sheet(folder / "bad.csv")
    (folder / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="expected columns verdict, note, key"):
        read_sheet(folder / "bad.csv")
    (folder / "bad.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match=r"expected an \.xlsx workbook"):
        read_sheet(folder / "bad.xlsx")
    answer = cli("review", str(folder), "--import", str(path))
    assert answer.returncode == 3 and "not placed" in answer.stderr and "Traceback" not in answer.stderr


def test_a_dispute_goes_out_and_only_edited_cells_come_back(folder: Path) -> None:
    run = Run(folder)
    numbers = finding(run, "numbers")
    run.store.decide([numbers], "accepted", "anna", "- mine")
    run.store.decide([numbers], "false positive", "ben", "bens words")
    path = export(run, "csv", None, "mt") / "findings.csv"
    export(run, "csv", None, "mt")
    assert import_sheet(run, path, "cara", named=True).taken == 0
    edited(folder, {"numbers": {"verdict": "won't fix"}}).replace(path)
    assert import_sheet(run, path, "cara", named=True).taken >= 1
    told = {d.reviewer: (d.verdict, d.note) for d in run.store.current()[numbers.key]}
    assert told == {"anna": ("accepted", "- mine"), "ben": ("false positive", "bens words"), "cara": ("won't fix", "")}
    export(run, "csv", None, "mt")  # imported, so nothing is lost


@pytest.mark.parametrize("cells", [{"verdict": "f"}, {"verdict": "-"}, {"note": "x" * 4_000}, {"note": "=1+1"}])
def test_what_was_imported_may_be_written_over(folder: Path, cells: dict[str, str]) -> None:
    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "ben")
    export(run, "csv", None, "mt")
    edited(folder, {"numbers": cells}).replace(folder / "findings.csv")
    assert import_sheet(run, folder / "findings.csv", "ben", named=True).taken >= 1
    export(run, "csv", None, "mt")


def test_an_audit_does_not_write_over_verdicts(folder: Path) -> None:
    edited(folder, {"numbers": {"verdict": "accepted"}}).replace(folder / "findings.csv")
    page = folder / "page.txt"
    page.write_text("Harga beras naik lima persen minggu ini.", "utf-8")
    answer = cli("audit", str(page), "--out", str(folder), "-q")
    assert answer.returncode == 2 and "were not imported" in answer.stderr
    assert any(r["verdict"] == "accepted" for r in table(folder / "findings.csv"))


@pytest.mark.parametrize("lost", ["exported", "key", "note"])
def test_an_audit_refuses_sheets_it_cannot_place(folder: Path, lost: str) -> None:
    rows = table(folder / "findings.csv")
    rows[0]["verdict"] = "accepted"
    with (folder / "findings.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, [name for name in rows[0] if name != lost], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    page = folder / "page.txt"
    page.write_text("Harga beras naik lima persen minggu ini.", "utf-8")
    assert cli("audit", str(page), "--out", str(folder), "-q").returncode == 2
    assert any(r["verdict"] for r in table(folder / "findings.csv"))


def test_the_same_verdict_of_another_reviewer_is_not_lost(folder: Path) -> None:
    run = Run(folder)
    path = edited(folder, {"numbers": {"verdict": "accepted", "reviewer": "ben"}})
    path.replace(folder / "findings.csv")
    run.store.decide([finding(run, "numbers")], "accepted", "anna")
    with pytest.raises(InputError, match="were not imported"):
        export(run, "csv", None, "mt")


def test_an_edited_workbook_is_not_written_over(folder: Path) -> None:
    run = Run(folder)
    path = export(run, "xlsx", None, "mt")
    export(run, "xlsx", None, "mt")
    book = load_workbook(path)
    head = [cell.value for cell in book["sample"][1]]
    book["sample"].cell(2, head.index("verdict") + 1).value = "missed"
    key = book["sample"].cell(2, head.index("key") + 1).value
    sentences = book["sentences"]
    row = next(
        r
        for r in range(2, sentences.max_row + 1)
        if sentences.cell(r, [c.value for c in sentences[1]].index("key") + 1).value == key
    )
    sentences.cell(row, [c.value for c in sentences[1]].index("note") + 1).value = "why"
    book.save(path)
    with pytest.raises(InputError, match="were not imported"):
        export(run, "xlsx", None, "mt")
    found = import_sheet(run, path, "ben", named=True)  # the verdict of one sheet, the note of another
    assert not found.problems and [(d.verdict, d.note) for d in run.store.current()[key]] == [("missed", "why")]
    export(run, "xlsx", None, "mt")


def test_the_sample_outlives_an_edited_table(folder: Path) -> None:
    drawn = Run(folder).sample
    assert drawn
    (folder / "sample.csv").write_text("page;key\n", "utf-16")
    assert Run(folder).sample == drawn


def test_damaged_workbooks_are_told(folder: Path) -> None:
    path = export(Run(folder), "xlsx", None, "mt")
    data = path.read_bytes()
    broken = folder / "broken.xlsx"
    for damaged in (data[: len(data) // 2], data[:3000] + bytes(200) + data[3200:], b"\xd0\xcf\x11\xe0" + data):
        broken.write_bytes(damaged)
        with pytest.raises(InputError, match=r"expected an \.xlsx workbook"):
            read_sheet(broken)
    book = load_workbook(path)
    book["findings"]["XFD1048576"] = "stray"
    book.save(broken)
    began = time.monotonic()
    assert read_sheet(broken) and time.monotonic() - began < 20


def test_damaged_runs_are_told(folder: Path, tmp_path: Path) -> None:
    whole = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    for name, data in (
        ("manifest.json", b"null"), ("manifest.json", b"[" * 100_000), ("audit.jsonl", b""), ("audit.jsonl", b"[" * 100_000),
        ("audit.jsonl", whole["audit.jsonl"].replace(b'"score":', b'"score":"x","was":')), ("manifest.json", b'{"sample": 3}'),
    ):  # fmt: skip
        (folder / name).write_bytes(data)
        with pytest.raises(InputError):
            Run(folder)
        (folder / name).write_bytes(whole[name])
    for args in (("--write", str(tmp_path)), ("--write", str(tmp_path / "no" / "x.yaml"))):
        assert cli("review", str(folder), "--stats", *args).returncode == 2
    assert cli("review", str(folder), "--export", "jsonl", "--to", str(tmp_path)).returncode == 2
    assert not list(tmp_path.parent.glob(".partial-*"))


def test_two_identical_captions_are_two_rows_with_one_finding(tools: Tools) -> None:
    caption = "Chiến sự Ukraine ngày 982: Triều Tiên tuyên bố sát cánh cùng Nga - Ảnh 1."
    text = f"Presiden tiba di Jakarta pada hari Senin.\n{caption}\nIa bertemu menteri luar negeri.\n{caption}\nMereka berbicara lama."
    rows = page_rows(audit_page(Page("p", text), tools))
    told = {r.segment: [f.check for f in r.findings] for r in rows if r.status == "untranslated"}
    assert [checks.count("untranslated") for checks in told.values()] == [1, 0]
    assert sum(checks.count("leak_facts") > 0 for checks in told.values()) == 1


def test_a_workbook_goes_out_and_comes_back(folder: Path) -> None:
    run = Run(folder)
    path = export(run, "xlsx", None, "mt")
    book = load_workbook(path)
    assert book.sheetnames == ["findings", "sentences", "sample"]
    sheet = book["sentences"]
    head = [cell.value for cell in sheet[1]]
    texts = list(next(c for c in sheet.columns if c[0].value == "indonesian"))[1:]
    assert any(str(c.value).startswith("=HYPERLINK") for c in texts) and all(c.data_type != "f" for c in texts)
    assert max(len(str(c.value or "")) for c in texts) <= 32_767
    row = next(r for r in range(2, sheet.max_row + 1) if "=HYPERLINK" in str(sheet.cell(r, head.index("indonesian") + 1).value))
    sheet.cell(row, head.index("verdict") + 1).value = "missed"
    sheet.cell(row, head.index("note") + 1).value = "a formula"
    book.save(path)
    found = import_sheet(run, path, "ben", named=True)
    assert found.taken == 1 and not found.problems
    assert (
        next(r for r in table(export(run, "csv", folder / "out", "mt") / "sentences.csv") if r["verdict"])["note"] == "a formula"
    )


def test_verdicts_in_a_table_are_not_overwritten(folder: Path) -> None:
    edited(folder, {"numbers": {"verdict": "accepted"}}).replace(folder / "findings.csv")
    with pytest.raises(InputError, match="were not imported"):
        export(Run(folder), "csv", None, "mt")
    assert cli("review", str(folder), "--import", str(folder / "findings.csv")).returncode == 0
    export(Run(folder), "csv", None, "mt")


@pytest.mark.parametrize(("form", "schema"), [("tmx", "tmx14"), ("xliff", "xliff12"), ("xliff2", "xliff21")])
@pytest.mark.parametrize("leg", ["mt", "source"])
def test_exchange_formats_are_valid_and_open_elsewhere(folder: Path, form: str, schema: str, leg: str) -> None:
    from translate.storage import tmx, xliff, xliff2

    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "anna")
    path = export(run, form, folder / f"out.{form}", leg)
    document = etree.parse(path, etree.XMLParser(resolve_entities=False, load_dtd=False))
    etree.RelaxNG(file=str(SCHEMAS / f"{schema}.rng")).assertValid(document)
    opened = {"tmx": tmx.tmxfile, "xliff": xliff.xlifffile, "xliff2": xliff2.Xliff2File}[form].parsefile(str(path))
    texts = [(str(u.source), str(u.target or "")) for u in opened.units if not u.isheader()]
    if leg == "mt":
        assert ("Banjir melanda tiga provinsi di Vietnam tengah.", "Floods hit seven provinces in Vietnam.") in texts
        assert any("<script>alert(1)</script>" in source for source, _ in texts)
        assert "accepted" in path.read_text("utf-8")
    elif form != "tmx":  # a dropped sentence has no target
        assert ("Giá dầu thế giới tăng 5% tuần trước.", "") in texts
    segments = {r["segment"] for r in table(folder / "sentences.csv")}
    names = {"tmx": "//tu/@tuid", "xliff": "//*[local-name()='trans-unit']/@id", "xliff2": "//*[local-name()='unit']/@name"}
    assert set(document.xpath(names[form])) <= segments


def test_tokens_are_reversible() -> None:
    def back(text: str) -> str:
        return re.sub("_x([0-9a-f]+)_", lambda m: chr(int(m[1], 16)), text)

    for identity in ("000_eb67:caption1", "a b/c:1", "_x20_", "__x5f__", "<é>", "<e>", "a\nb", "_xg_"):
        assert back(token(identity)) == identity and re.fullmatch(r"[\w.:-]+", token(identity))
    assert token("000_eb67:caption1") == "000_eb67:caption1" and token("a b/c:1") == "a_x20_b_x2f_c:1"


def test_json_lines_hold_every_decision(folder: Path) -> None:
    run = Run(folder)
    row = next(iter(run.pages[2].rows))
    run.store.decide([finding(run, "numbers")], "accepted", "anna")
    run.store.decide([Subject(row, "row", page="tiga", segment="tiga:0")], "missed", "ben", "why")
    run.store.decide([run.mark(row, 2, "indonesian", 0, 5)], "omitted", "ben")
    lines = [json.loads(line) for line in export(run, "jsonl", None, "mt").read_text("utf-8").splitlines()]
    kinds = {line["kind"]: line for line in lines if line["decisions"]}
    assert kinds["finding"]["decisions"][0]["verdict"] == "accepted" and kinds["row"]["decisions"][0]["note"] == "why"
    assert kinds["mark"]["text"] == "Harga" and kinds["mark"]["row"] == row


def test_stats_and_their_way_into_the_next_audit(folder: Path, tmp_path: Path) -> None:
    run = Run(folder)
    for subject in run.pages[0].findings:
        run.store.decide([subject], "false positive" if subject.check == "names" else "accepted", "anna")
    for k, key in enumerate(run.sample):
        run.store.decide([Subject(key, "row")], "missed" if k == 0 else "fine", "anna")
    path = tmp_path / "precision.yaml"
    answer = cli("review", str(folder), "--stats", "--write", str(path), "--json")
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0 and lines[-1]["missed"] == 1 and lines[-1]["rows"] == len(run.sample)
    table_ = read_precision(path)
    assert table_["numbers"]["id-en"][0] == 1.0
    tools = load_tools(Settings.model_validate({"checks": {"precision": str(path)}}))
    audit = next(read_audits(folder))
    numbers = [f for f in with_reviewed(audit.findings, tools.reviewed, audit.languages) if f.check == "numbers"]
    assert numbers[0].reviewed == 1.0
    path.write_text("numbers: 3")
    with pytest.raises(ConfigError, match="expected check: languages"):
        load_tools(Settings.model_validate({"checks": {"precision": str(path)}}))


def test_intervals() -> None:
    assert (round(wilson(8, 10).low, 3), round(wilson(8, 10).high, 3)) == (0.49, 0.943)  # Newcombe 1998, method 3
    assert wilson(0, 20).low == 0 and wilson(0, 20).high < 0.17
    assert miss_rate([], frozenset()).count == 0


def test_diff_of_two_audits(tools: Tools, folder: Path, tmp_path: Path) -> None:
    assert list(compare(read_side(folder), read_side(folder))) == []
    moved = make_folder(tools, tmp_path / "moved", first="Selamat pagi. ")
    changes = {c.change for c in compare(read_side(folder), read_side(moved))}
    assert {"moved", "text"} <= changes and "gone" not in changes
    lines = (folder / "audit.jsonl").read_text("utf-8").splitlines()
    audit = json.loads(lines[0])
    audit["findings"] = [f for f in audit["findings"] if f["check"] != "numbers"]
    (tmp_path / "less").mkdir()
    (tmp_path / "less" / "audit.jsonl").write_text("\n".join([json.dumps(audit), *lines[1:]]) + "\n", "utf-8")
    gone = cli("diff", str(folder), str(tmp_path / "less"), "--json")
    told = [json.loads(line) for line in gone.stdout.splitlines()]
    assert gone.returncode == 1 and {t["change"] for t in told} == {"gone"} and {t["check"] for t in told} == {"numbers"}
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "audit.jsonl").write_text("\n".join(lines[:2]) + "\n", "utf-8")
    told = [c.change for c in compare(read_side(folder), read_side(tmp_path / "two"))]
    assert (
        "page gone" in told and [c.change for c in compare(read_side(tmp_path / "two"), read_side(folder))].count("page new") == 1
    )
    assert word_diff("a b c", "a x c d") == "a [-b-] {+x+} c {+d+}"
    assert cli("diff", str(folder), str(tmp_path)).returncode == 2


def ask(address: str, path: str = "", method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
    told = {"Host": f"127.0.0.1:{url.port}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    connection.request(method, url.path + path, body, told)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_the_server_speaks_to_its_own_pages_alone(folder: Path) -> None:
    with serving_process(folder) as (address, _):
        good = {"Content_Type": "application/json"}
        run = Run(folder)
        key = finding(run, "numbers").key
        body = json.dumps({"key": key, "page": 0, "verdict": "accepted"}).encode()
        assert ask(address)[0] == 200 and ask(address, "page/1")[0] == 200
        assert ask(address, "page/0")[0] == ask(address, "page/99")[0] == ask(address, "static/..%2fserver.py")[0] == 404
        assert ask(address, Host="evil.example")[0] == 403
        assert ask(address.replace(urlsplit(address).path, "/"))[0] == 403
        assert ask(address, "api/decide")[0] == 405
        assert ask(address, "api/decide", "POST", body, Origin="http://evil.example", **good)[0] == 403
        assert ask(address, "api/decide", "POST", body, Content_Type="text/plain")[0] == 415
        assert ask(address, "api/decide", "POST", b" " * 300_000, **good)[0] == 413
        for bad in (b"{", b"[]", b"{}", b'{"key": 3}', b'{"key": "' + key.encode() + b'", "verdict": "x"}'):
            status, text = ask(address, "api/decide", "POST", bad, **good)
            assert status == 400 and "error" in json.loads(text)
        for bad in (b"{}", b'{"page": 7, "row": "r", "column": "english", "start": 0, "end": 1}'):
            assert ask(address, "api/mark", "POST", bad, **good)[0] == 400
        assert not run.store.current()
        assert ask(address, "api/decide", "POST", body, Origin=f"http://{urlsplit(address).netloc}", **good)[0] == 200
        assert run.store.current()[key][0].verdict == "accepted"
        html = ask(address, "page/2")[1]
        assert "<script>alert" not in html and "<img" not in html and 'href="javascript' not in html


def test_bulk_counts_before_it_dismisses(folder: Path) -> None:
    with serving(folder) as address:
        good = {"Content_Type": "application/json"}
        told = {"check": "numbers", "page": None}
        status, text = ask(address, "api/bulk", "POST", json.dumps(told).encode(), **good)
        count = json.loads(text)["count"]
        assert status == 200 and count >= 1 and not Run(folder).store.current()
        wrong = told | {"preview": False, "count": count + 1}
        assert ask(address, "api/bulk", "POST", json.dumps(wrong).encode(), **good)[0] == 400
        right = told | {"preview": False, "count": count}
        assert ask(address, "api/bulk", "POST", json.dumps(right).encode(), **good)[0] == 200
        assert len(Run(folder).store.current()) == count
        assert json.loads(ask(address, "api/undo", "POST", b"{}", **good)[1])["count"] == count
        assert not Run(folder).store.current()


def test_usage_errors(folder: Path) -> None:
    for args in (("--export", "pdf"), ("--export", "tmx", "--leg", "leak"), ("--reviewer", "a, b"), ("--import", "none.csv")):
        answer = cli("review", str(folder), *args)
        assert answer.returncode == 2 and "expected" in answer.stderr and "Traceback" not in answer.stderr
