"""The command line as a user calls it, and the tables that it writes."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from places import ROOT


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "align.cli", *args]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, timeout=300)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def cli(*args: str) -> subprocess.CompletedProcess[str]:
    """`run`, with text for bytes."""
    command = [sys.executable, "-m", "align.cli", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
