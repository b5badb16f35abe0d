"""What the tests share: a translator that needs no model, the shared folder where it is present."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import SEEDS, SHARED
from reviewing import make_folder

from align.auditing.stages import audit_page
from align.config import Settings
from align.finding import Audit
from align.models.embedder import StaticEmbedder, load_embedder
from align.models.translation.model import Candidate, Decoding
from align.models.translation.translator import Translator
from align.page import Page
from align.tools import Tools, load_tools

pytest_plugins = ["browsing", "tiny_corpora"]


class EchoModel:
    """Stands in for a network where the test is about everything else: marks each text as translated."""

    signature = "echo@0"
    max_pieces = 60

    def count(self, text: str) -> int:
        return len(text.split())

    def generate(self, texts: list[str], lang: str, decoding: Decoding) -> list[list[Candidate]]:
        return [[Candidate(f"English of: {text}", 0.0)] * decoding.candidates for text in texts]


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path_factory.mktemp("cache") / "translations.sqlite"))
    yield


@pytest.fixture(scope="session")
def tools() -> Tools:
    """Tools with the echo translator and the real embedder."""
    made = load_tools(Settings())
    made.__dict__["translator"] = Translator(EchoModel(), decoding=Decoding())
    return made


@pytest.fixture(scope="session")
def audited(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small audited folder, made once."""
    return make_folder(tools, tmp_path_factory.mktemp("audited") / "audit")


@pytest.fixture
def folder(audited: Path, tmp_path: Path) -> Path:
    """A copy of it, to decide on."""
    return Path(shutil.copytree(audited, tmp_path / "audit"))


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    return {path.stem[:3]: path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("ALIGN_SHARED", SHARED))
    if not (folder / "dev").is_dir():
        pytest.skip(f"development sets are not at {folder}; set ALIGN_SHARED to their folder")
    return folder


@pytest.fixture(scope="module")
def audits(tools: Tools, seeds: dict[str, str]) -> dict[str, Audit]:
    return {name: audit_page(Page(name, text), tools) for name, text in seeds.items()}


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    loaded = load_embedder("bundled")
    assert isinstance(loaded, StaticEmbedder)
    return loaded
