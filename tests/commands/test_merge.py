"""Tests of align.commands.merge, and of runs shared out among shards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import cli

from align.commands.audit import run_audit
from align.commands.merge import run_merge
from align.config import Settings
from align.engines.shards import Shard, falls_to, shard_of
from align.errors import InputError

SETTINGS = Settings.model_validate({"translator": {"beams": 1}, "checks": {"estimator": "none"}})
COUNT = 3


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "pages.jsonl"
    rows = [{"id": f"p{n}", "text": f"Presiden tiba di Jakarta pada {n + 1} Mei. Harga beras naik {n} persen."} for n in range(8)]
    rows += [{"id": "p3", "text": "Hujan turun di Bandung pada hari Senin."}, {"id": "bad", "text": ""}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def audit(pages: Path, out: Path, shard: Shard | None = None, **more: object) -> int:
    return run_audit([str(pages)], out, SETTINGS, workers=1, originals=None, quiet=True, shard=shard, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shards(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shards")
    for number in range(COUNT):
        audit(pages, out, Shard(number, COUNT))
    return out


def test_shards_merged_are_one_run(pages: Path, shards: Path, tmp_path: Path) -> None:
    assert audit(pages, tmp_path / "one") == 3
    assert run_merge([shards], tmp_path / "merged", quiet=True) == 3
    for path in (tmp_path / "one").iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "merged" / path.name).read_bytes(), path.name
    one, merged = (json.loads((tmp_path / name / "manifest.json").read_text("utf-8")) for name in ("one", "merged"))
    assert {key: one[key] for key in ("pages", "failed", "findings", "signature")} == {
        key: merged[key] for key in ("pages", "failed", "findings", "signature")
    }


def test_a_shard_that_is_there_is_not_made_again(pages: Path, shards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (shards / Shard(1, COUNT).folder / "manifest.json").stat().st_mtime_ns
    assert audit(pages, shards, Shard(1, COUNT)) == 0
    assert "done already" in capsys.readouterr().err
    assert (shards / Shard(1, COUNT).folder / "manifest.json").stat().st_mtime_ns == before


def test_every_page_is_in_one_shard() -> None:
    names = [f"page-{n}" for n in range(1000)]
    counts = [sum(falls_to(name, 4) == k for name in names) for k in range(4)]
    assert sum(counts) == 1000 and min(counts) > 200


def test_what_cannot_be_merged_is_said(pages: Path, shards: Path, tmp_path: Path) -> None:
    some = [shards / Shard(k, COUNT).folder for k in range(COUNT - 1)]
    with pytest.raises(InputError, match="expected all shards, found none of shard-00002-of-00003"):
        run_merge(some, tmp_path / "out", quiet=True)
    with pytest.raises(InputError, match=r"manifest\.json: expected the manifest"):
        run_merge([tmp_path], tmp_path / "out", quiet=True)
    other = Settings.model_validate({"translator": {"beams": 1}, "checks": {"estimator": "none", "budget": 1}})
    run_audit([str(pages)], tmp_path / "other", other, workers=1, originals=None, quiet=True)
    audit(pages, tmp_path / "one")
    with pytest.raises(InputError, match="expected a run of"):
        run_merge([tmp_path / "one", tmp_path / "other"], tmp_path / "out", quiet=True)
    with pytest.raises(InputError, match="expected another folder"):
        run_merge([tmp_path / "one"], tmp_path / "one", quiet=True)


@pytest.mark.parametrize(("count", "number"), [(3, None), (None, 1), (3, 3)])
def test_options_of_shards(count: int | None, number: int | None) -> None:
    with pytest.raises(InputError, match="expected"):
        shard_of(count, number)


def test_what_would_count_pages_twice_is_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("Rapat diadakan pada Senin pagi. Ada 3 orang.\n", "utf-8")
    second.write_text("Rapat diadakan pada Selasa pagi. Ada 4 orang.\n", "utf-8")
    for name, page in (("a", first), ("b", second), ("c", first)):
        assert cli("audit", str(page), "--out", str(tmp_path / name), "--quiet").returncode == 0
    merge = ["--out", str(tmp_path / "all"), "--quiet"]
    assert cli("merge", str(tmp_path / "a"), str(tmp_path / "b"), *merge).returncode == 0
    again = cli("merge", str(tmp_path / "a"), str(tmp_path / "a"), *merge)
    assert again.returncode == 2 and "expected every run once" in again.stderr
    twice = cli("merge", str(tmp_path / "a"), str(tmp_path / "c"), *merge)
    assert twice.returncode == 2 and "page first: expected it in one of the runs" in twice.stderr


def test_a_shard_of_other_pages_or_originals_is_audited_again(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    rows = [json.dumps({"id": f"p{k}", "text": f"Rapat nomor {k} diadakan pada Senin pagi."}) + "\n" for k in range(6)]
    pages.write_text("".join(rows[:4]), "utf-8")
    shard = ["audit", str(pages), "--out", str(tmp_path / "out"), "--shards", "1", "--shard", "0"]
    assert cli(*shard).returncode == 0
    assert "done already" in cli(*shard).stderr
    pages.write_text("".join(rows), "utf-8")
    assert "6 pages" in cli(*shard).stderr
    originals = tmp_path / "originals"
    originals.mkdir()
    empty = cli(*shard, "--originals", str(originals))
    assert empty.returncode == 2 and "found none that can be read" in empty.stderr
    (originals / "o.txt").write_text("Cuộc họp số 1 diễn ra sáng thứ Hai.\n", "utf-8")
    assert "6 pages" in cli(*shard, "--originals", str(originals)).stderr
