"""The house: imports run downward, modules and functions are small, the catalogue agrees with settings and docs."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp
import networkx
import pytest
import yaml

from align.catalogue import CATALOGUE, PAIRWISE
from align.checks.registry import registry
from align.config import ChecksSettings

ROOT = Path(__file__).parent.parent
# A room may import from those after it, not from those before it; rooms of one line do not know each other.
FLOORS = (
    "__main__", "cli", "commands", "api", "bench", "review", "engines", "report", "auditing", "tools", "decisions",
    "checks.registry checks.runner checks.precision", "checks.pairwise checks.pagewise", "checks.evidence", "checks.pair",
    "beads", "originals", "traces", "headlines", "pages", "formats", "models", "lexicon", "language", "finding", "page",
    "config", "catalogue errors about",
)  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("align", cache_dir=None)


def test_no_module_imports_itself_by_a_circle(graph: grimp.ImportGraph) -> None:
    edges = networkx.DiGraph((m, found) for m in graph.modules for found in graph.find_modules_directly_imported_by(m))
    circles = [sorted(c) for c in networkx.strongly_connected_components(edges) if len(c) > 1]
    assert circles == []


def floor_of(module: str) -> int | None:
    inner = module.removeprefix("align").removeprefix(".")
    for number, floor in enumerate(FLOORS):
        if any(inner == room or inner.startswith(room + ".") for room in floor.split()):
            return number
    return None


def test_imports_run_downward(graph: grimp.ImportGraph) -> None:
    homeless = [m for m in graph.modules if floor_of(m) is None and m not in ("align", "align.checks")]
    upward = [
        f"{m} -> {found}"
        for m in graph.modules
        for found in graph.find_modules_directly_imported_by(m)
        if (above := floor_of(found)) is not None and (own := floor_of(m)) is not None and above < own
    ]
    assert (homeless, upward) == ([], [])


def test_modules_and_functions_are_small() -> None:
    large = []
    for path in sorted((ROOT / "align").rglob("*.py")):
        text = path.read_text("utf-8")
        large += [f"{path}: {len(text.splitlines())} lines"] * (len(text.splitlines()) > 300)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno + 1 > 40:
                large.append(f"{path}: {node.name}: {node.end_lineno - node.lineno + 1} lines")
    assert large == []


def test_every_module_says_what_it_is_for() -> None:
    assert [str(p) for p in (ROOT / "align").rglob("*.py") if not ast.get_docstring(ast.parse(p.read_text("utf-8")))] == []


def test_the_library_does_not_print() -> None:
    loud = []
    for path in (ROOT / "align").rglob("*.py"):
        if path.parent.name == "commands" or path.name == "cli.py":
            continue
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        loud += [str(path) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    assert loud == []


def test_the_catalogue_has_a_row_for_every_file_of_a_check() -> None:
    files = {p.stem for p in (ROOT / "align" / "checks" / "pairwise").glob("*.py")} - {"__init__"}
    assert files == {row.name for row in PAIRWISE} == set(registry())
    names = [row.name for row in CATALOGUE]
    assert len(names) == len(set(names))
    assert all(row.implied_by <= set(names) for row in CATALOGUE)


def test_settings_have_the_catalogues_thresholds() -> None:
    shown = yaml.safe_load((ROOT / "configs" / "audit.yaml").read_text("utf-8"))["checks"]
    for row in CATALOGUE:
        assert ChecksSettings().of(row.name).threshold == row.threshold
        assert shown[row.name] == {"enabled": True, "threshold": row.threshold}, row.name


# What a test file that has no module of its name is about.
ABOUT_MORE_THAN_A_MODULE = {
    "test_house", "test_docs", "test_install", "test_setup", "test_linear",  # the project as a whole
    "api/test_api", "checks/pairwise/test_meaning", "checks/pairwise/test_reported_kinds", "models/translation/test_mend",
    "review/test_browser", "auditing/test_source_drops", "scripts/training/test_back_translation",
}  # fmt: skip


def test_tests_stand_where_the_modules_they_test_stand() -> None:
    tests = ROOT / "tests"
    strays = []
    for path in sorted(tests.rglob("test_*.py")):
        name = path.relative_to(tests).with_suffix("").as_posix()
        module = name.replace("test_", "")
        places = (ROOT / "align" / f"{module}.py", ROOT / "align" / module, ROOT / f"{module}.py")
        if name not in ABOUT_MORE_THAN_A_MODULE and not any(place.exists() for place in places):
            strays.append(name)
    assert strays == []
