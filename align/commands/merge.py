"""What `align merge` does: the audits of several runs, such as shards, made one run's outputs."""

from __future__ import annotations

import csv
import heapq
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import Any

from align.auditing.retitle import retitled
from align.commands.audit import exit_code, report_outcome
from align.config import Settings
from align.engines.journal import held
from align.engines.shards import missing
from align.errors import InputError
from align.finding import Audit
from align.page import Failure
from align.report.jsonl import read_audits, read_manifest
from align.report.writer import write_audits
from align.tools import Tools, load_tools


def run_merge(folders: list[Path], out: Path, *, quiet: bool) -> int:
    """Make siblings, sample, totals, tables and report of all runs in `folders`; the exit code as documented.

    Raises InputError where one is no run, or runs have other settings.
    """
    folders = [inner for folder in folders for inner in _runs(folder)]
    if any(folder.resolve() == out.resolve() for folder in folders):
        raise InputError(f"--out {out}: expected another folder than those that are merged")
    lacking = missing(folders)
    if lacking:
        raise InputError(f"expected all shards, found none of {', '.join(lacking[:5])}{' …' if len(lacking) > 5 else ''}")
    manifests = [read_manifest(folder) for folder in folders]
    for folder, found in zip(folders, manifests, strict=True):
        if found["signature"] != manifests[0]["signature"]:
            raise InputError(
                f"{folder}: expected a run of {manifests[0]['signature']}, as {folders[0]} is, found one of {found['signature']}"
            )
    settings = Settings.model_validate(manifests[0]["settings"])
    runs = list(enumerate(zip(folders, manifests, strict=True)))
    tools = load_tools(settings)
    audits = heapq.merge(*(_placed(_audits(f, tools), m, "audits", k) for k, (f, m) in runs))
    failures = heapq.merge(*(_placed(_failures(f), m, "failures", k) for k, (f, m) in runs))
    results = (result for _, _, result in chain(audits, failures))
    manifest = {"signature": manifests[0]["signature"], "settings": manifests[0]["settings"], "merged": len(folders)}
    with held(out):
        outcome = write_audits(results, out, tools, manifest)
    if not quiet:
        print(f"merged {len(folders)} runs", file=sys.stderr)
        report_outcome(outcome, out)
    return exit_code(outcome, settings)


def _runs(folder: Path) -> list[Path]:
    """The folder, or the shards in it."""
    shards = sorted(p for p in folder.glob("shard-*-of-*") if p.is_dir())
    return shards or [folder]


def _placed(
    results: Iterable[Audit | Failure], manifest: dict[str, Any], kind: str, run: int
) -> Iterator[tuple[int, int, Audit | Failure]]:
    """(place, run, result): a shard's places among all pages; runs that are no shards stand behind each other."""
    places = manifest["shard"][kind] if "shard" in manifest else count(run * 10**12)
    for place, result in zip(places, results, strict=False):
        yield place, run, result


def _audits(folder: Path, tools: Tools) -> Iterator[Audit]:
    """The audits of a run; what its siblings said of a headline is asked anew among all pages."""
    for audit in read_audits(folder) if (folder / "audit.jsonl").exists() else ():
        title = audit.provenance.title if audit.provenance else None
        yield retitled(audit, (), tools) if title and title.evidence == "siblings" else audit


def _failures(folder: Path) -> Iterator[Failure]:
    path = folder / "failures.csv"
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                yield Failure(row["page"], row["reason"])
