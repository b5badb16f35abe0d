"""What `align audit --engine ray` does: shards audited on a cluster, their tables as Parquet data sets.

Ray places shards and starts them again where a machine is lost; everything else is done by the same functions as on one
machine. A shard runs in one Ray task, whose pages are audited by a child process, so that a page that kills its process costs
that page alone and never the task.
"""

from __future__ import annotations

import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from align.commands.options import progress
from align.config import Settings
from align.engines.pages import make_tools
from align.engines.shards import Shard, fingerprint
from align.errors import InputError
from align.page import Failure
from align.pages import expand
from align.report.jsonl import read_audits, read_failures, read_manifest
from align.report.parquet import file_system, shard_manifest, shard_names, write_shard

SECONDS = 3600.0  # a page may take, where no --page-timeout is given; a limit puts pages into a child process
REACHED_IN = 10.0  # seconds
RETRIES = 3  # of a shard whose task or machine was lost


def run_cluster(
    paths: list[str], out: str, settings: Settings, *, shards: int | None, address: str | None, originals: Path | None,
    seconds: float | None, workers: int, quiet: bool, force: bool,
) -> int:  # fmt: skip
    """Audit `paths` in `shards` parts on a Ray cluster (`address`, else one on this machine) into data sets at `out`.

    The exit code as documented; 3 too where a shard was lost more than three times. Shards that are whole there, with the same
    settings, are left alone. Raises InputError.
    """
    if shards is None or shards < 1:
        raise InputError("--engine ray: expected --shards K, the number of parts; some thousand pages each are a good size")
    sources = expand(paths)  # what is not there is an error here
    filesystem, base = file_system(out)
    _refuse_other_shards(filesystem, base, out, shards)
    wanted = {"signature": make_tools(settings, originals, given=True).signature, "inputs": fingerprint(sources, originals)}
    todo = [k for k in range(shards) if force or not _is_whole(filesystem, base, Shard(k, shards).folder, wanted)]
    if len(todo) < shards and not quiet:
        print(f"{shards - len(todo)} of {shards} shards are done already; --force audits them anew", file=sys.stderr)
    common = {
        "paths": [p if p.startswith("builder:") else str(Path(p).resolve()) for p in paths], "out": out if "://" in out
        else str(Path(out).resolve()), "shards": shards, "seconds": seconds or SECONDS, "workers": max(1, workers),
        "settings": settings.model_dump_json(), "originals": str(originals.resolve()) if originals else None,
    }  # fmt: skip
    done, lost = {"pages": 0, "failures": 0}, []
    results = progress(_run(common, todo, address), len(todo), quiet, "shard")
    for number, found in results:
        if isinstance(found, str):
            lost.append(f"{Shard(number, shards).folder}: {found}")
            continue
        for name in done:
            done[name] += found[name]
    if not quiet:
        print(
            f"{done['pages']} pages in {len(todo) - len(lost)} shards, {done['failures']} failed; data sets: {out}",
            file=sys.stderr,
        )
    for why in lost:
        print(f"lost: {why}; the same command tries it again", file=sys.stderr)
    return 3 if lost or (done["failures"] and done["pages"]) else 2 if done["failures"] else 0


def _is_whole(filesystem: Any, base: str, name: str, wanted: Mapping[str, str]) -> bool:
    manifest = shard_manifest(filesystem, base, name)
    return manifest is not None and all(manifest.get(key) == value for key, value in wanted.items())


def _refuse_other_shards(filesystem: Any, base: str, out: str, shards: int) -> None:
    """Raises InputError where the data sets at `out` were shared out otherwise: every page would be there twice."""
    others = sorted(name for name in shard_names(filesystem, base) if not name.endswith(f"-of-{shards:05d}"))
    if others:
        raise InputError(f"--out {out}: expected shards of {shards}, found {others[0]}; give the same --shards or another --out")


def _run(common: dict[str, Any], todo: list[int], address: str | None) -> Iterator[tuple[int, dict[str, int] | str]]:
    """(shard, rows by table or why it was lost), as they end."""
    if not todo:
        return
    ray = _ray()
    owned = not ray.is_initialized()
    if owned:
        _require_reachable(address)
        ray.init(address=address, log_to_driver=False, include_dashboard=False, logging_level="ERROR")
    try:
        task = ray.remote(num_cpus=common["workers"], max_retries=RETRIES)(audit_shard)
        waiting = {task.remote(common, number): number for number in todo}
        while waiting:
            [ready], _ = ray.wait(list(waiting), num_returns=1)
            number = waiting.pop(ready)
            try:
                yield number, ray.get(ready)
            except ray.exceptions.RayError as error:
                yield number, str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
    finally:
        if owned:
            ray.shutdown()


def _require_reachable(address: str | None) -> None:
    """Raises InputError where nothing answers at host:port; Ray itself would ask for ever."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), timeout=REACHED_IN).close()
    except OSError as error:
        raise InputError(f"--address {address}: expected a Ray cluster, found nothing that answers: {error}") from error


def _ray() -> Any:
    try:
        import ray
        import ray.exceptions
    except ImportError as error:
        raise InputError("--engine ray: expected the package ray; pip install 'align[ray]'") from error
    return ray


def audit_shard(common: dict[str, Any], number: int) -> dict[str, int]:
    """Audit one shard into a folder of its own, then publish its tables; the number of rows by table. Runs in a Ray task."""
    from align.commands.audit import run_audit

    settings, shard = Settings.model_validate_json(common["settings"]), Shard(number, common["shards"])
    originals = Path(common["originals"]) if common["originals"] else None
    filesystem, base = file_system(common["out"])
    with tempfile.TemporaryDirectory(prefix="align-shard-") as scratch:
        run_audit(
            common["paths"], Path(scratch), settings, workers=common["workers"], originals=originals, quiet=True,
            seconds=common["seconds"], shard=shard,
        )  # fmt: skip
        folder = Path(scratch) / shard.folder
        results: Iterator[Any] = _results(folder)
        manifest = read_manifest(folder)
        facts = {name: manifest[name] for name in ("signature", "settings", "shard", "inputs")}
        return write_shard(results, filesystem, base, shard.folder, facts)


def _results(folder: Path) -> Iterator[Any]:
    """Audits, then failures."""
    if (folder / "audit.jsonl").exists():
        yield from read_audits(folder)
    failures: Iterator[Failure] = read_failures(folder)
    yield from failures
