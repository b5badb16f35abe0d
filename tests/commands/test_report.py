"""Tests of align.commands.report: some of a run's pages, by conditions on the columns of pages.csv."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import table

from align.auditing.stages import audit_page
from align.commands.report import run_report, terms_of
from align.config import Settings, as_mapping
from align.errors import InputError
from align.page import Page
from align.report.writer import write_audits
from align.tools import Tools

VIETNAMESE = "Tổng thống đến Jakarta hôm thứ Hai.\nÔng gặp bộ trưởng ngoại giao Nhật Bản.\nGiá dầu thế giới tăng 5% tuần trước."
WHOLE = "Presiden tiba di Jakarta pada hari Senin. Ia bertemu dengan menteri luar negeri Jepang. Harga minyak dunia naik 5% pekan lalu."
LESS = "Presiden tiba di Jakarta pada hari Senin. Harga minyak dunia naik 5% pekan lalu."
SOURCE = "\nSumber: https://thanhnien.vn/quan-doi-toi-kursk-185241101092031417.htm"


@pytest.fixture
def run(tools: Tools, tmp_path: Path) -> Path:
    pages = [Page("a", WHOLE, original=VIETNAMESE), Page("b", LESS + SOURCE, original=VIETNAMESE), Page("c", LESS)]
    settings = as_mapping(Settings.model_validate({"checks": {"estimator": "none"}}))
    audits = [audit_page(page, tools) for page in pages]
    write_audits(audits, tmp_path / "run", tools, {"signature": "align:test", "settings": settings})
    return tmp_path / "run"


@pytest.mark.parametrize(
    ("where", "publisher", "kept"),
    [("dropped > 0", None, ["b"]), ("dropped >= 0", None, ["a", "b"]), ("dropped = 0", None, ["a"]), (None, "thanh niên", ["b"]),
     ("publisher contains 'Thanh' and sentences >= 2", None, ["b"]), ("publisher != 'x'", None, ["a", "b", "c"]), ("page = c", None, ["c"])],
)  # fmt: skip
def test_pages_that_fulfil_conditions(
    run: Path, tmp_path: Path, where: str | None, publisher: str | None, kept: list[str]
) -> None:
    assert run_report(run, tmp_path / "some", where, publisher, None, quiet=True) == 0
    assert [row["page"] for row in table(tmp_path / "some" / "pages.csv")] == kept
    assert (tmp_path / "some" / "report.html").exists()


def test_a_limit_keeps_the_worst(run: Path, tmp_path: Path) -> None:
    run_report(run, tmp_path / "worst", None, None, 1, quiet=True)
    assert [row["page"] for row in table(tmp_path / "worst" / "pages.csv")] == ["b"]


@pytest.mark.parametrize(
    ("where", "said"), [("drops > 0", "found drops"), ("dropped", "expected a column, one of"), ("dropped > 9", "found none")]
)
def test_what_cannot_be_chosen_is_said(run: Path, tmp_path: Path, where: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        run_report(run, tmp_path / "out", where, None, None, quiet=True)
    assert not (tmp_path / "out" / "pages.csv").exists()


def test_the_runs_own_folder_is_not_written_over(run: Path) -> None:
    with pytest.raises(InputError, match="expected another folder"):
        run_report(run, run, None, None, None, quiet=True)


def test_terms() -> None:
    assert [(t.column, t.sign, t.value) for t in terms_of("dropped>0 AND page CONTAINS 'x y'")] == [
        ("dropped", ">", "0"),
        ("page", "contains", "x y"),
    ]
