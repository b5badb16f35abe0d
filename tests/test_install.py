"""What is installed for use is enough for use: nothing of the tests' own packages is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]


def locked(name: str) -> set[str]:
    """The packages of a lock file, as they are compared."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {re.split("==", line)[0].strip().lower().replace("_", "-") for line in lines if "==" in line and line[0] != "#"}


def test_compiled_code_runs_without_the_packages_of_the_tests(tmp_path: Path) -> None:
    only_tests = locked("requirements-test.lock") - locked("requirements.lock")
    assert "scipy" in only_tests  # numba's matrix products ask for it
    owners = packages_distributions()
    kept = sorted(m for m, of in owners.items() if {o.lower().replace("_", "-") for o in of} <= only_tests)
    block = f"import sys, runpy; sys.modules.update(dict.fromkeys({kept!r})); sys.argv = ['warm']"
    code = f"{block}; runpy.run_path('scripts/warm.py', run_name='__main__'); import align.cli"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
