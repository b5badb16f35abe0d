"""Dropped sentences from page and original to findings, on development documents dressed as a portal's page and a newspaper's HTML."""

from __future__ import annotations

import random
from html import escape
from pathlib import Path

import pytest

from align.auditing.stages import audit_page
from align.bench.data import documents
from align.language.sentences import split
from align.page import Page
from align.tools import Tools


def newspaper(title: str, lines: list[str]) -> str:
    """An article with what stands around it: section, author, time, a caption, a related headline, tags."""
    inside = [f"<p>{escape(line)}</p>" for line in lines]
    inside.insert(
        2, '<div class="Photo"><img src="a.jpg"><div class="PhotoCMS_Caption"><p>Quang cảnh sáng nay - Ảnh 1.</p></div></div>'
    )
    inside.insert(4, '<div type="RelatedOneNews"><a href="#">Giá vàng hôm nay tiếp tục tăng mạnh</a></div>')
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)} - Báo</title></head><body>'
        f'<div class="breadcrumb">Trang chủ &gt; Thế giới</div><div class="detail-cate">Thế giới</div><h1>{escape(title)}</h1>'
        f'<div class="detail-author">Nguyễn Văn An</div><div class="detail-time">26/09/2025 15:59 GMT+7</div>'
        f'<div class="detail-content">{"".join(inside)}</div><div class="detail-tag">Tags: thế giới, quốc tế, thời sự</div>'
        f'<div class="box-relate"><a>Tin liên quan: Bão số 9 đổ bộ</a></div><div class="comment-box">Bình luận (0)</div></body></html>'
    )


def portal(title: str, lines: list[str]) -> str:
    """The page that was translated: title, label, paragraphs of two sentences, a caption, the source."""
    paragraphs = [" ".join(lines[k : k + 2]) for k in range(0, len(lines), 2)]
    paragraphs.insert(1, "Pemandangan pagi ini. Foto: Tran A")
    return "\n".join(
        [
            title.rstrip("."),
            "Báo Thanh niênBáo Thanh niên26/09/2025",
            *paragraphs,
            "Sumber: https://thanhnien.vn/tin-185250926155900123.htm",
        ]
    )


@pytest.mark.shared
@pytest.mark.slow
def test_of_sixty_pages_nearly_every_dropped_sentence_is_found_and_hardly_a_wrong_one(shared: Path, tools: Tools) -> None:
    chosen = [rows for rows in documents(shared / "dev").values() if len(rows) >= 5][:60]
    rng, right, wrong, missed = random.Random(7), 0, 0, 0
    for number, rows in enumerate(chosen):
        body = rows[1:]
        lost = set(rng.sample(range(len(body)), min(rng.randint(1, 3), max(1, len(body) // 3))))
        page = portal(rows[0]["id"], [row["id"] for k, row in enumerate(body) if k not in lost])
        audit = audit_page(Page(f"p{number}", page, original=newspaper(rows[0]["vi"], [row["vi"] for row in body])), tools)
        gold = [span.of(body[k]["vi"]) for k in lost for span in split(body[k]["vi"], "vi")]
        found = [f.expected for f in audit.findings if f.check == "dropped"]
        hits = sum(any(f[:40] in g or g[:40] in f for f in found) for g in gold)
        right, missed, wrong = right + hits, missed + len(gold) - hits, wrong + max(0, len(found) - hits)
    f1 = 2 * right / (2 * right + missed + wrong)
    assert f1 >= 0.97 and wrong <= len(chosen) / 5, (f1, right, missed, wrong)
