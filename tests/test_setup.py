"""The set-up scripts: killed half-way, they recover by themselves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BACKEND = """
import os, time, zipfile
def build_wheel(folder, config_settings=None, metadata_directory=None):
    if os.path.exists("SLOW"):
        open("STARTED", "w").close()
        time.sleep(60)
    name = os.path.basename(os.getcwd()) if os.path.exists("SLOW_PACKAGE") else "tiny"
    with zipfile.ZipFile(os.path.join(folder, f"{name}-1-py3-none-any.whl"), "w") as wheel:
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{name}-1.dist-info/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1\\n")
        wheel.writestr(f"{name}-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{name}-1.dist-info/RECORD", "")
    return f"{name}-1-py3-none-any.whl"
build_editable = build_wheel
"""
PROJECT = (
    '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[project]\nname = "{}"\nversion = "1"\n'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one small package, with the real scripts/env.sh and a lock file of one local package."""
    for folder, name in ((tmp_path, "tiny"), (tmp_path / "slow", "slow")):
        folder.mkdir(exist_ok=True)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "pyproject.toml").write_text(PROJECT.format(name))
    (tmp_path / "slow" / "SLOW_PACKAGE").touch()
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "env.sh", tmp_path / "scripts")
    (tmp_path / "scripts" / "warm.py").write_text("import tiny, slow\n")
    (tmp_path / "requirements.lock").write_text("./slow\n")
    return tmp_path


def prepare(project: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "ALIGN_PIP_ARGS": "--no-index"}
    return subprocess.Popen(
        ["bash", "-c", "set -euo pipefail; . scripts/env.sh; prepare requirements.lock"], cwd=project, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def test_an_installation_killed_half_way_is_made_anew(project: Path) -> None:
    (project / "slow" / "SLOW").touch()
    first = prepare(project)
    for _ in range(600):
        if (project / "slow" / "STARTED").exists() or first.poll() is not None:
            break
        time.sleep(0.1)
    assert first.poll() is None, first.communicate()[0]
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    (project / "slow" / "SLOW").unlink()
    said = prepare(project).communicate(timeout=240)[0]
    assert "Throwing away a .venv that was not finished" in said
    assert subprocess.run([project / ".venv" / "bin" / "python", "-c", "import tiny, slow"]).returncode == 0
    again = prepare(project)
    assert again.communicate(timeout=60)[0] == ""
    assert again.returncode == 0
