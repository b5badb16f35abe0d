"""What `align merge` does: the audits of several runs, such as shards, made one run's outputs."""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from align.report.jsonl import read_audits, read_failures, read_manifest
from align.report.writer import write_audits
from align.tools import Tools, load_tools


def run_merge(folders: list[Path], out: Path, *, quiet: bool) -> int:
    """Make siblings, sample, totals, tables and report of all runs in `folders`; the exit code as documented.

    Raises InputError where one is no run, or runs have other settings.
    """
    if any(folder.resolve() == out.resolve() for folder in folders):
        raise InputError(f"--out {out}: expected another folder than those that are merged")
    twice = next((f for k, f in enumerate(folders) if f.resolve() in [g.resolve() for g in folders[:k]]), None)
    if twice:
        raise InputError(f"{twice}: expected every run once, found it twice")
    runs = [run for folder in folders for run in _runs(folder)]
    lacking = missing(run.folder for run in runs)
    if lacking:
        raise InputError(f"expected all shards, found none of {', '.join(lacking[:5])}{' …' if len(lacking) > 5 else ''}")
    first = runs[0].manifest
    _require_alike(runs)
    settings = Settings.model_validate(first["settings"])
    tools = load_tools(settings)
    audits = heapq.merge(*(_placed(_asked_anew(run.audits, tools), run.manifest, "audits", k) for k, run in enumerate(runs)))
    failures = heapq.merge(*(_placed(run.failures, run.manifest, "failures", k) for k, run in enumerate(runs)))
    results = _each_once(result for _, _, result in chain(audits, failures))
    manifest = {"signature": first["signature"], "settings": first["settings"], "merged": len(runs)}
    with held(out):
        outcome = write_audits(results, out, tools, manifest)
    if not quiet:
        print(f"merged {len(folders)} runs", file=sys.stderr)
        report_outcome(outcome, out)
    return exit_code(outcome, settings)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run to be merged; its audits and failures are read once, in order."""

    folder: Path
    manifest: dict[str, Any]
    audits: Iterator[Audit]
    failures: Iterator[Failure]


def _runs(folder: Path) -> list[_Run]:
    """The run in a folder, or the shards in it: folders of their own, or data sets as a cluster writes them."""
    if (folder / "shards").is_dir() and (folder / "audits").is_dir():
        return [_data_set(folder, path.stem) for path in sorted((folder / "shards").glob("shard-*-of-*.json"))]
    shards = sorted(p for p in folder.glob("shard-*-of-*") if p.is_dir())
    return [_Run(path, read_manifest(path), _audits(path), read_failures(path)) for path in shards or [folder]]


def _data_set(folder: Path, name: str) -> _Run:
    from align.report.parquet import file_system, shard_audits, shard_failures, shard_manifest

    filesystem, base = file_system(str(folder))
    manifest = shard_manifest(filesystem, base, name)
    if manifest is None:
        raise InputError(f"{folder / 'shards' / name}.json: expected the manifest of a shard; take it away and audit again")
    return _Run(folder / name, manifest, shard_audits(filesystem, base, name), shard_failures(filesystem, base, name))


def _audits(folder: Path) -> Iterator[Audit]:
    if (folder / "audit.jsonl").exists():
        yield from read_audits(folder)


def _placed(
    results: Iterable[Audit | Failure], manifest: dict[str, Any], kind: str, run: int
) -> Iterator[tuple[int, int, Audit | Failure]]:
    """(place, run, result): a shard's places among all pages; runs that are no shards stand behind each other."""
    places = manifest["shard"][kind] if "shard" in manifest else count(run * 10**12)
    for place, result in zip(places, results, strict=False):
        yield place, run, result


def _require_alike(runs: Sequence[_Run]) -> None:
    """Raises InputError where runs have other settings, or shards other pages or originals."""
    first = runs[0]
    for run in runs:
        found, wanted = run.manifest["signature"], first.manifest["signature"]
        if found != wanted:
            raise InputError(f"{run.folder}: expected a run of {wanted}, as {first.folder} is, found one of {found}")
        if run.manifest.get("inputs") != first.manifest.get("inputs"):
            raise InputError(f"{run.folder}: expected a shard of the pages and originals of {first.folder}; audit it again")


def _each_once(results: Iterable[Audit | Failure]) -> Iterator[Audit | Failure]:
    """Raises InputError where a page is in two runs."""
    seen: set[str] = set()
    for result in results:
        if isinstance(result, Audit):
            if result.page.id in seen:
                raise InputError(f"page {result.page.id}: expected it in one of the runs, found it in two")
            seen.add(result.page.id)
        yield result


def _asked_anew(audits: Iterable[Audit], tools: Tools) -> Iterator[Audit]:
    """The audits of a run; what its siblings said of a headline is asked anew among all pages."""
    for audit in audits:
        title = audit.provenance.title if audit.provenance else None
        yield retitled(audit, (), tools) if title and title.evidence == "siblings" else audit
