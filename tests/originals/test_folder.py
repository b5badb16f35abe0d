"""Originals found by a slug that the portal changed a little, and none by one that only looks like it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from align.originals.folder import load_originals
from align.page import Provenance

WORDS = """nong dan lam thuong trong sau rieng tren dat ca phe tang thu nhap hop tac xa chuyen doi vuon cay gia lai xuat khau sang
trung quoc han quoc nhat ban thanh pho ho chi minh ha noi da nang mo rong duong cao toc truong hoc benh vien moi khanh thanh""".split()


def page(slug: str) -> Provenance:
    return Provenance("", None, "", slug, None, None, None)


def changed(slug: str, rng: random.Random) -> str:
    """A headline as a portal edits it: a word more, a word less, two changed places."""
    words = slug.split("-")
    at = rng.randrange(len(words) - 1)
    how = rng.randrange(3)
    if how == 0:
        words.insert(at, rng.choice(WORDS))
    elif how == 1:
        del words[at]
    else:
        words[at], words[at + 1] = words[at + 1], words[at]
    return "-".join(words)


def test_of_a_hundred_changed_slugs_nearly_all_are_found_and_none_is_wrong(tmp_path: Path) -> None:
    rng = random.Random(3)
    slugs = ["-".join(rng.sample(WORDS, rng.randint(9, 13))) for _ in range(100)]
    for number, slug in enumerate(slugs):
        (tmp_path / f"{slug}.txt").write_text(f"text {number}", "utf-8")
    found = [load_originals(tmp_path).find(page(changed(slug, rng))) for slug in slugs]
    right = sum(text is not None and text.strip() == f"text {number}" for number, text in enumerate(found))
    assert sum(text is not None for text in found) == right
    assert right >= 95


@pytest.mark.parametrize("slug", ["gia-vang-hom-nay-2-9-tang-manh", "ket-qua-xo-so-mien-nam-hom-nay", "ha-noi"])
def test_one_that_only_looks_like_it_is_not_taken(tmp_path: Path, slug: str) -> None:
    (tmp_path / "gia-vang-hom-nay-3-9-tang-manh.txt").write_text("a", "utf-8")
    (tmp_path / "ket-qua-xo-so-mien-nam-hom-qua.txt").write_text("b", "utf-8")
    (tmp_path / "ket-qua-xo-so-mien-nam-hom-kia.txt").write_text("c", "utf-8")
    assert load_originals(tmp_path).find(page(slug)) is None


def test_what_was_taken_by_likeness_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "nong-dan-lam-thuong-trong-sau-rieng-tren-dat-ca-phe.txt").write_text("a", "utf-8")
    assert load_originals(tmp_path).find(page("nong-dan-lam-thuong-trong-sau-rieng-tren-dat-ca-phe-cu"))
    assert "alike" in caplog.text
