"""Tests of align.pages.tables."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet

from align.config import Settings
from align.page import Page
from align.pages import expand, read_pages


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
