"""Tests of align.review.exchange."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from commandline import cli, table
from lxml import etree
from places import ROOT
from reviewing import ENGLISH, INDONESIAN, VIETNAMESE, finding, make_folder

from align.auditing.stages import audit_page
from align.decisions.decision import Change, Subject
from align.decisions.links import Link, links_of, read_links
from align.decisions.store import Store
from align.errors import InputError
from align.formats.xliff import token
from align.page import Page
from align.report.writer import write_audits
from align.review.export import export
from align.review.ratings import import_ratings
from align.review.run import Run
from align.tools import Tools

SCHEMAS = ROOT / "tests" / "schemas"


@pytest.mark.parametrize(("form", "schema"), [("tmx", "tmx14"), ("xliff", "xliff12"), ("xliff2", "xliff21")])
@pytest.mark.parametrize("leg", ["mt", "source"])
def test_exchange_formats_are_valid_and_open_elsewhere(folder: Path, form: str, schema: str, leg: str) -> None:
    from translate.storage import tmx, xliff, xliff2

    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "anna")
    path = export(run, form, folder / f"out.{form}", leg, unreviewed=True)
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


def test_states_say_reviewed_only_of_what_a_person_saw(folder: Path) -> None:
    run = Run(folder)
    assert "reviewed" not in export(run, "xliff2", folder / "a.xlf", "mt").read_text("utf-8")
    assert "signed-off" not in export(run, "xliff", folder / "a2.xlf", "mt").read_text("utf-8")
    assert "<tu " not in export(run, "tmx", folder / "a.tmx", "mt").read_text("utf-8")
    wrong = finding(run, "numbers")
    mine = [s for page in run.pages for s in page.findings if s.segment == wrong.segment]
    run.store.decide(mine, "false positive", "anna")
    assert export(run, "xliff2", folder / "b.xlf", "mt").read_text("utf-8").count('state="reviewed"') == 1
    assert export(run, "tmx", folder / "b.tmx", "mt").read_text("utf-8").count("<tu ") == 1
    run.store.decide([wrong], "accepted", "anna")
    assert "needs-review-translation" in export(run, "xliff", folder / "c.xlf", "mt").read_text("utf-8")


def test_english_made_here_is_marked_as_such(folder: Path) -> None:
    text = export(Run(folder), "tmx", folder / "a.tmx", "mt", unreviewed=True).read_text("utf-8")
    assert 'creationid="align-machine-translation"' in text and '<prop type="x-mt">yes</prop>' in text
    made = [unit for unit in text.split("<tu ") if "x-mt" in unit]
    assert made and not [unit for unit in made if "x-probability" in unit]


def test_marot_has_ten_columns_and_marks_the_words(folder: Path) -> None:
    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "accepted", "anna", "look here")
    lines = export(run, "marot", folder / "a.tsv", "mt").read_text("utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {9}
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]
    (mine,) = [row for row in rows if row["rater"] == "anna"]
    assert (mine["category"], mine["severity"]) == ("Accuracy/Mistranslation", "Critical")
    assert "<v>seven</v>" in mine["target"] and json.loads(mine["metadata"])["note"] == "look here"
    assert "<v>" not in "".join(row["target"] for row in rows if row["severity"] == "no-error")
    assert {row["rater"] for row in rows} == {"align", "anna"}


def reviewed(folder: Path) -> Run:
    """A run with every kind of decision on it."""
    run = Run(folder)
    numbers = finding(run, "numbers")
    run.store.decide([numbers], "accepted", "anna", change=Change("look here", severity="minor"))
    row = next(key for key, segment in run.pages[0].rows.items() if segment == numbers.segment)
    run.store.decide(
        [run.mark(row, 0, "english", 0, 6)], "error", "anna", change=Change("odd", "Style/Unidiomatic style", "minor")
    )
    run.store.decide([run.mark(row, 0, "indonesian", 0, 6)], "omitted", "anna")
    better = Change(correction="Floods hit three provinces of central Vietnam.")
    run.store.decide([run.correctable(row, 0, "english")], "corrected", "anna", change=better)
    return run


def test_corrections_and_issues_are_written_with_what_stood_there(folder: Path) -> None:
    from translate.storage import tmx, xliff, xliff2

    run = reviewed(folder)
    new, old = "Floods hit three provinces of central Vietnam.", "Floods hit seven provinces in Vietnam."
    for form, kind, schema in (("xliff", xliff.xlifffile, "xliff12"), ("xliff2", xliff2.Xliff2File, "xliff21")):
        path = export(run, form, folder / f"out.{form}", "mt")
        etree.RelaxNG(file=str(SCHEMAS / f"{schema}.rng")).assertValid(etree.parse(path))
        opened = kind.parsefile(str(path))
        assert new in [str(u.target or "") for u in opened.units if not u.isheader()]
        assert old in path.read_text("utf-8")
    document = etree.parse(folder / "out.xliff2")
    its = {"its": "http://www.w3.org/2005/11/its"}
    issues = {m.get(f"{{{its['its']}}}locQualityIssueType"): "".join(m.itertext()) for m in document.iter("{*}mrk")}
    assert issues["omission"] == "Banjir" and "style" not in issues  # the corrected target has no marks of the old one
    opened = tmx.tmxfile.parsefile(str(export(run, "tmx", folder / "out.tmx", "mt")))
    assert new in [str(u.target) for u in opened.units if not u.isheader()]


def test_issues_mark_words_and_what_a_reviewer_refuted_is_no_issue(folder: Path) -> None:
    run = Run(folder)
    run.store.decide([finding(run, "numbers")], "false positive", "anna")
    path = export(run, "xliff2", folder / "out.xlf", "mt")
    name = "{http://www.w3.org/2005/11/its}locQualityIssue"
    marks = [("".join(m.itertext()), m.get(f"{name}Enabled")) for m in etree.parse(path).iter("{*}mrk")]
    assert ("seven", "no") in marks and "yes" in {enabled for _, enabled in marks}


@pytest.mark.parametrize("form", ["marot", "wmt"])
def test_ratings_come_back_as_another_reviewers_decisions(tools: Tools, folder: Path, tmp_path: Path, form: str) -> None:
    table = export(reviewed(folder), form, tmp_path / "ratings.tsv", "mt")
    other = Run(make_folder(tools, tmp_path / "other"))
    found = import_ratings(other, table, "ben", named=False)
    assert found.problems == [] and found.taken == (4 if form == "marot" else 3)
    decisions = [d for ds in other.store.current().values() for d in ds]
    said = {(d.subject.kind, d.verdict, d.category, d.severity, d.correction) for d in decisions}
    expected = {("finding", "accepted", "", "minor", ""), ("mark", "error", "Style/Unidiomatic style", "minor", ""),
                ("mark", "error", "Accuracy/Omission", "major", "")}  # fmt: skip
    if form == "marot":
        expected.add(("correction", "corrected", "", "", "Floods hit three provinces of central Vietnam."))
    assert said == expected and {d.reviewer for d in decisions} == {"anna"}
    again = import_ratings(other, table, "ben", named=False)
    assert again.taken == 0 and len([d for ds in other.store.current().values() for d in ds]) == len(decisions)


def test_ratings_that_cannot_be_placed_are_named(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    head = "system doc docSegId globalSegId rater source target category severity metadata".replace(" ", "\t")
    rows = ["x nowhere 1 1 eva a b Style/Awkward Minor {}", "x satu one 1 eva a b Style/Awkward Minor {}",
            "x satu 1 1 eva a b Style/Awkward Fatal {}", "x satu 1 1 eva a b Style/Awkward Minor []", "x",
            "x satu 1 1 eva a <v>b Style/Awkward Minor {}"]  # fmt: skip
    path.write_text("\n".join([head, *(row.replace(" ", "\t") for row in rows)]), "utf-8")
    found = import_ratings(Run(folder), path, "ben", named=True)
    assert found.taken == 0 and [int(p.split(" line ")[1].split(":")[0]) for p in found.problems] == [2, 3, 4, 5, 6, 7]
    path.write_text("a\tb\n", "utf-8")
    with pytest.raises(InputError, match="columns of Marot"):
        import_ratings(Run(folder), path, "ben", named=True)


def test_what_a_run_wrote_says_nothing_new_to_it(folder: Path) -> None:
    run = reviewed(folder)
    wrong = finding(run, "negation")
    run.store.decide([wrong], "accepted", "anna", change=Change("kept", "Terminology/Wrong term", "minor"))
    row = next(key for key, segment in run.pages[0].rows.items() if segment == wrong.segment)
    for category in ("Style/Unidiomatic style", "Linguistic conventions/Grammar"):
        mark = run.mark(row, 0, "english", 0, 6, category)
        run.store.decide([mark], "error", "anna", change=Change("twice", category, "minor"))
    before = run.store.current()
    for form in ("marot", "wmt"):
        found = import_ratings(run, export(run, form, folder / f"{form}.tsv", "mt"), "ben", named=False)
        assert (found.problems, found.taken) == ([], 0 if form == "marot" else found.taken)
        if form == "marot":
            assert run.store.current() == before
    assert {d.note for d in run.store.current()[wrong.key]} == {"kept"}


def test_a_row_with_an_error_by_hand_is_not_signed_off(folder: Path) -> None:
    run = Run(folder)
    wrong = finding(run, "numbers")
    run.store.decide([s for s in run.pages[0].findings if s.segment == wrong.segment], "false positive", "anna")
    row = next(key for key, segment in run.pages[0].rows.items() if segment == wrong.segment)
    run.store.decide([run.mark(row, 0, "english", 0, 6)], "error", "anna", change=Change("", "Accuracy/Omission", "critical"))
    assert "signed-off" not in export(run, "xliff", folder / "c.xlf", "mt").read_text("utf-8")
    assert "<tu " not in export(run, "tmx", folder / "c.tmx", "mt").read_text("utf-8")


def test_a_unit_of_two_rows_is_signed_off_when_both_are_read(tools: Tools, tmp_path: Path) -> None:
    page = Page(
        "satu", "Presiden tiba di Jakarta.\nIa bertemu menteri.", english="The president arrived in Jakarta and met the minister."
    )
    store = Store(tmp_path / "decisions.sqlite")
    merged = Link("mt", ("Presiden tiba di Jakarta.", "Ia bertemu menteri."), (str(page.english),))
    store.decide([merged.subject("satu", "satu:0", "r0")], "linked", "anna")
    tools = replace(tools)
    tools.__dict__["links"] = (merged,)
    write_audits([audit_page(page, tools)], tmp_path, tools, {"signature": "align:test", "settings": {}})
    run = Run(tmp_path)
    assert [len(bead.left) for bead in run.page(0)[0].leg("mt").beads] == [2]  # type: ignore[union-attr]
    keys = list(run.pages[0].rows)
    for count, key in enumerate(keys, start=1):
        run.store.decide([run.row(key, 0), *(s for s in run.pages[0].findings if s.segment == run.pages[0].rows[key])],  # type: ignore[list-item]
                         "", "anna")  # fmt: skip
        run.store.decide([run.row(key, 0)], "fine", "anna")  # type: ignore[list-item]
        run.store.decide([s for s in run.pages[0].findings if s.segment == run.pages[0].rows[key]], "dismissed", "anna")
        text = export(run, "xliff", tmp_path / "c.xlf", "mt").read_text("utf-8")
        assert ("signed-off" in text) == (count == len(keys))


def test_marks_and_corrections_outlive_alignment_by_hand(tools: Tools, folder: Path) -> None:
    run = reviewed(folder)
    _, rows = run.page(0)
    row = next(r for r in rows if r.english.startswith("Floods"))
    run.store.decide(run.links(row.key, 0, "unlink"), "linked", "anna")
    tools = replace(tools)
    tools.__dict__["links"] = links_of(run.store.current())
    page = Page("satu", INDONESIAN, original=VIETNAMESE, english=ENGLISH)
    write_audits(
        [audit_page(page, tools)], folder, tools, {"signature": "align:test", "settings": {}}, folder / "decisions.sqlite"
    )
    again = Run(folder)
    (line,) = [r for r in table(folder / "sentences.csv") if r["english"].startswith("Floods")]
    assert line["vietnamese"] == "" and line["key"] != row.key
    assert line["corrected_english"] == "Floods hit three provinces of central Vietnam." and "odd" not in line["marks"]
    assert "Style/Unidiomatic style" in line["marks"] and "omitted in indonesian" in line["marks"]
    assert "corrected" in export(again, "jsonl", folder / "r.jsonl", "mt").read_text("utf-8")
    assert again.elsewhere(again.store.current()) == 0


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "5", '[["a"],["b"],[],[1e400,0]]', '[["x"],null,[],[0,0]]', '["ab","c",[],[0,0]]', '[["a"],["b"],[],[-1,0]]'],
)
def test_a_damaged_link_is_one_error(folder: Path, text: str) -> None:
    store = Store(folder / "decisions.sqlite")
    store.decide([Subject("l1", "link", place="source", text=text)], "linked", "anna")
    with pytest.raises(InputError, match="alignment by hand l1"):
        read_links(folder / "decisions.sqlite")
    answer = cli("review", str(folder), "--stats")
    assert answer.returncode == 2 and "Traceback" not in answer.stderr
