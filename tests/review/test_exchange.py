"""Tests of align.review.exchange."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commandline import table
from lxml import etree
from places import ROOT
from reviewing import finding

from align.review.exchange import token
from align.review.export import export
from align.review.run import Run

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
