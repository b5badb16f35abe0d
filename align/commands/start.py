"""Where an audit runs: on this machine, or on a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from align.commands.audit import run_audit
from align.config import Settings
from align.engines.shards import shard_of
from align.errors import InputError


def start_audit(
    paths: list[str], out: str, settings: Settings, *, engine: str, address: str | None, shards: int | None, shard: int | None,
    originals_from: str | None, decisions: Path | None, **common: Any,
) -> int:  # fmt: skip
    """Audit on this machine or on a cluster; `common` are the options that both know. Raises InputError for others."""
    if engine == "local":
        only = shard_of(shards, shard)
        return run_audit(
            paths, Path(out), settings, shard=only, originals_from=originals_from, decisions=decisions, **common
        )  # fmt: skip
    from align.commands.cluster import run_cluster

    for name, value in (("--shard", shard), ("--originals-from", originals_from), ("--decisions", decisions)):
        if value is not None:
            raise InputError(f"{name}: not with --engine ray, whose outputs are data sets; audit there, then align merge")
    return run_cluster(paths, out, settings, shards=shards, address=address, **common)
