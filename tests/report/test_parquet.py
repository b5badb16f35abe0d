"""Tests of align.report.parquet, and of the questions to its data sets in the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from commandline import table
from places import ROOT

from align.errors import InputError
from align.finding import Audit
from align.page import Failure
from align.report.parquet import COLUMNS, file_system, shard_audits, shard_failures, shard_manifest, write_shard
from align.report.writer import write_audits
from align.tools import Tools


@pytest.fixture
def run(audits: dict[str, Audit], tmp_path: Path) -> Path:
    filesystem, base = file_system(str(tmp_path / "run"))
    found = list(audits.values())
    for name, part in (("a", [*found[:2], Failure("bad", "bad: no text")]), ("b", found[2:])):
        write_shard(part, filesystem, base, name, {"signature": "s"})
    return tmp_path / "run"


def test_rows_are_those_of_the_tables(run: Path, audits: dict[str, Audit], tools: Tools, tmp_path: Path) -> None:
    write_audits(audits.values(), tmp_path / "plain", tools, {"signature": "s", "settings": {}})
    for name in ("sentences", "findings", "leaks"):
        found = [row for file in sorted((run / name).glob("*.parquet")) for row in pq.read_table(file).to_pylist()]
        plain = table(tmp_path / "plain" / f"{name}.csv")
        assert len(found) == len(plain) > 0
        assert [row["page"] for row in found] == [row["page"] for row in plain]
    pages = pq.read_table(run / "pages")
    assert pages.schema.field("sentences").type == "int64" and pages.column_names == list(COLUMNS["pages"])
    assert sum(pages["sentences"].to_pylist()) == sum(len(a.sentences) for a in audits.values())


def test_audits_and_failures_come_back(run: Path, audits: dict[str, Audit]) -> None:
    filesystem, base = file_system(str(run))
    back = [audit for name in ("a", "b") for audit in shard_audits(filesystem, base, name)]
    assert [a.page for a in back] == [a.page for a in audits.values()]
    assert list(shard_failures(filesystem, base, "a")) == [Failure("bad", "bad: no text")]
    assert shard_manifest(filesystem, base, "b") and shard_manifest(filesystem, base, "c") is None


def test_what_is_damaged_is_named(run: Path) -> None:
    filesystem, base = file_system(str(run))
    (run / "audits" / "a.parquet").write_bytes(b"PAR1 not")
    (run / "shards" / "a.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="expected the audits of a shard"):
        list(shard_audits(filesystem, base, "a"))
    assert shard_manifest(filesystem, base, "a") is None


def test_the_questions_of_the_docs_have_answers(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    questions = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/howto/many-pages.md").read_text("utf-8"), re.S)
    monkeypatch.chdir(run.parent)
    answers = [duckdb.sql(question).fetchall() for question in questions]
    assert len(answers) == 5
    assert answers[1] == [("2024-11", 3, None)] and answers[3] == [(5, 3, 0)]
    assert len(answers[2]) == sum(row[2] for row in answers[4]) > 0


def test_a_shard_is_not_whole_while_it_is_written_anew(run: Path, audits: dict[str, Audit]) -> None:
    filesystem, base = file_system(str(run))

    def stopped() -> Iterator[Audit]:
        yield audits["000"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_shard(stopped(), filesystem, base, "a", {"signature": "s"})
    assert shard_manifest(filesystem, base, "a") is None
