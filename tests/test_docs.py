"""Every command, option, column, check and setting is documented."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import align
from align.catalogue import CATALOGUE
from align.report import tables

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"


def test_the_reference_made_from_the_code_is_as_the_code_is() -> None:
    made = subprocess.run([sys.executable, "scripts/make_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


def test_every_column_is_documented() -> None:
    text = (REFERENCE / "outputs.md").read_text("utf-8")
    columns = {
        *tables.PAGES,
        *tables.SENTENCES,
        *tables.FINDINGS,
        *tables.LEAKS,
        *tables.SIBLINGS,
        *tables.SAMPLE,
        *tables.FAILURES,
    }
    assert sorted(c for c in columns if not re.search(rf"\b{c}\b", text)) == []


def test_every_check_has_a_paragraph() -> None:
    text = (REFERENCE / "checks.md").read_text("utf-8")
    assert [row.name for row in CATALOGUE if f"\n## {row.name}\n" not in text] == []


def test_every_public_name_is_documented() -> None:
    text = (REFERENCE / "python.md").read_text("utf-8") + (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    small = {
        "__version__",
        "Checked",
        "Leaks",
        "Paired",
        "Translated",
        "Settings",
    }  # results of the functions, in their docstrings
    assert [name for name in align.__all__ if name not in small and name not in text] == []


def test_the_readme_is_short_and_its_links_hold() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.split()) <= 700
    assert [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not (ROOT / link).exists()] == []
