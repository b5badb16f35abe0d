"""The leg of the original: a dropped sentence is not put beside a caption, a translated caption is found by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from places import ROOT

from align.auditing.stages import audit_page
from align.config import load
from align.page import Page
from align.report.rows import page_rows
from align.tools import Tools

SAMPLE = ROOT / "docs" / "sample"


def test_the_sample_page_with_its_original(tools: Tools) -> None:
    original = next((SAMPLE / "originals").glob("*.txt")).read_text("utf-8")
    audit = audit_page(Page("page", (SAMPLE / "page.txt").read_text("utf-8"), original=original), tools)
    found = [(f.check, f.expected[:20]) for f in audit.findings if f.leg == "source"]
    assert found == [("numbers", "54"), ("dropped", "Ban đầu nhiều người ")]
    assert {audit.about(f) for f in audit.findings if f.leg != "mt"} == {"translation"}
    assert {audit.about(f) for f in audit.findings if f.leg == "mt"} <= {"our_english"}


@pytest.mark.parametrize("caption", ["Kebun durian berbuah pada tahun kelima", "Petani menanam durian di lahan kopi"])
def test_a_caption_that_the_original_has_too_is_no_drop(tools: Tools, caption: str) -> None:
    page = f"Judul halaman\nPasukan tiba di Kursk pada hari Senin. Mereka pulang kemarin.\n{caption} (Foto: Tran A)\nHujan turun deras di Hanoi."
    vietnamese = {"K": "Vườn sầu riêng ra quả vào năm thứ năm", "P": "Nông dân trồng sầu riêng trên đất cà phê"}[caption[0]]
    original = f"Tiêu đề\nQuân đội đã đến Kursk hôm thứ Hai. Hôm qua họ về nhà.\n{vietnamese}\nTrời mưa to ở Hà Nội."
    leg = audit_page(Page("p", page, original=original), tools).leg("source")
    assert leg is not None
    beads = {(bead.left, bead.right) for bead in leg.beads}
    at = [s.role for s in leg.right].index("caption")
    assert all(at not in right or left for left, right in beads)


def test_an_original_shows_what_was_dropped(tools: Tools) -> None:
    vietnamese = (
        "Tổng thống đến Jakarta hôm thứ Hai.\nÔng gặp bộ trưởng ngoại giao Nhật Bản.\n"
        "Giá dầu thế giới tăng 5% tuần trước.\nLũ lụt xảy ra ở ba tỉnh miền Trung Việt Nam."
    )
    text = (
        "Presiden tiba di Jakarta pada hari Senin. Ia bertemu dengan menteri luar negeri Jepang. "
        "Banjir melanda tiga provinsi di Vietnam tengah."
    )
    audit = audit_page(Page("p", text, original=vietnamese), tools)
    dropped = [f for f in audit.findings if f.check == "dropped"]
    assert [f.expected for f in dropped] == ["Giá dầu thế giới tăng 5% tuần trước."]
    rows = page_rows(audit)
    assert [r.status for r in rows] == ["aligned", "aligned", "dropped", "aligned"]
    assert rows[2].vietnamese.startswith("Giá dầu") and (rows[2].p_dropped or 0) > 0.5


def test_the_original_is_put_into_english_beside_the_page(tools: Tools) -> None:
    original = next((SAMPLE / "originals").glob("*.txt")).read_text("utf-8")
    audit = audit_page(Page("page", (SAMPLE / "page.txt").read_text("utf-8"), original=original), tools)
    rows = page_rows(audit)
    assert {row.english_of_original for row in rows if row.status == "dropped"} == {
        f"English of: {row.vietnamese}" for row in rows if row.status == "dropped"
    }
    assert all(not row.english_of_original or row.vietnamese for row in rows)
    plain = replace(tools, settings=load(overrides=["translator.originals=false"]))
    plain.__dict__.update({name: value for name, value in tools.__dict__.items() if name != "settings"})
    assert not audit_page(Page("page", "Presiden tiba di Hanoi.", original="Tổng thống đến Hà Nội."), plain).original_english


def test_of_an_original_that_is_another_text_only_that_is_said(tools: Tools) -> None:
    page = Page(
        "a",
        "Petani menanam durian di lahan kopi. Pendapatan mereka naik menjadi 210 juta dong per tahun. Desa itu kini memiliki jalan baru.",
    )
    other = "Đội tuyển Việt Nam thắng Thái Lan 2-1.\nTiền đạo ghi cả hai bàn trong hiệp một.\nHuấn luyện viên khen các cầu thủ.\nTrận sau đội gặp Malaysia."
    found = audit_page(replace(page, original=other), tools)
    assert found.leg("source") is None
    assert [f.message for f in found.page_findings] == ["the original and the page are not translations of each other"]
