"""Kill an audit at random moments, start it again each time, and compare its outputs with those of a run left alone.

Example:
    python scripts/kill_runs.py --kills 100 --out work/kills seeds/

Ends with 1 where an output differs by a byte or a worker outlives its run.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

OUTPUTS = ("audit.jsonl", "findings.csv", "sentences.csv", "leaks.csv", "pages.csv", "sample.csv", "siblings.csv", "report.html")
GRACE = 20.0  # seconds: a worker that still imports its libraries sees only then that its parent is gone


def start(paths: list[str], out: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "align", "audit", *paths, "--out", str(out), "--workers", str(workers), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def orphans(group: int) -> list[int]:
    """Processes of a run's group that are still there."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == group:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def outlive(group: int) -> int:
    """How many processes of a group are left when it had time to end."""
    deadline = time.monotonic() + GRACE
    while (left := orphans(group)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return len(left)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--longest", type=float, default=6.0, help="Seconds that a run may take before it is killed.")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rng, whole, kills, runs, left = random.Random(1), args.out / "whole", 0, 0, 0
    start(args.paths, whole, args.workers).wait()
    while kills < args.kills:
        out = args.out / f"killed-{runs}"
        process, runs = start(args.paths, out, args.workers), runs + 1
        while True:
            try:
                process.wait(rng.uniform(0.2, args.longest))
                break  # it came to its end between two kills
            except subprocess.TimeoutExpired:
                os.kill(process.pid, rng.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
                process.wait()
                kills += 1
                left += outlive(process.pid)
                if kills >= args.kills:
                    break
                process = start(args.paths, out, args.workers)
        start(args.paths, out, args.workers).wait()
        odd = [name for name in OUTPUTS if (out / name).read_bytes() != (whole / name).read_bytes()]
        print(f"run {runs}: {kills} kills so far, outputs that differ: {odd or 'none'}, workers left alive: {left}", flush=True)
        if odd or left:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
