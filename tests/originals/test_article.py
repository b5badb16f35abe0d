"""Tests of align.originals.article: pages in the manner of ten newspapers, and plain text."""

from __future__ import annotations

import pytest

from align.originals.article import parts_of, parts_of_html

TITLE = "Học sinh vùng cao nhận học bổng toàn phần"
SAPO = "Sáng nay tại Hà Nội, các em học sinh vùng cao đã nhận học bổng toàn phần của một trường đại học lớn."
BODY = (
    "Buổi lễ có sự tham dự của nhiều thầy cô giáo và phụ huynh đến từ các tỉnh miền núi phía Bắc.",
    "Hiệu trưởng nhà trường cho biết chương trình sẽ được mở rộng trong năm học tới với nhiều suất hơn.",
    "Các em bày tỏ niềm vui và hứa sẽ cố gắng học tập để trở về giúp đỡ quê hương của mình.",
)
HEADING = "Mở rộng chương trình"
CAPTION = "Các em học sinh tại buổi lễ sáng nay"


def page(top: str, body: str, end: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo</title>'
        f'<meta property="og:title" content="{TITLE}"></head><body><nav><a>Trang chủ</a><a>Thời sự</a></nav>{top}{body}{end}'
        "<footer><p>Tổng biên tập: Nguyễn Văn B. Giấy phép số 12/GP.</p></footer></body></html>"
    )


P = [f"<p>{text}</p>" for text in BODY]
PAGES = {
    "thanhnien": page(
        f'<div class="detail-cate">Giáo dục</div><h1 class="detail-title">{TITLE}</h1><div class="detail-author">Trần Văn A</div>'
        f'<div class="detail-time">26/09/2025 15:59 GMT+7</div><h2 class="detail-sapo">{SAPO}</h2>',
        f'<div class="detail-content afcbc-body">{P[0]}<div class="VCSortableInPreviewMode" type="Photo"><img src="a.jpg"><div class="PhotoCMS_Caption">'
        f'<p>{CAPTION} - Ảnh 1.</p></div></div><h3>{HEADING}</h3>{P[1]}<div class="VCSortableInPreviewMode" type="RelatedOneNews"><a>Giá vàng hôm nay tăng mạnh</a></div>{P[2]}</div>',
        '<div class="detail-tag">Tags: học bổng, vùng cao</div><div class="box-relate"><a>Xem thêm: Tin khác</a></div>'),
    "tuoitre": page(
        f'<div class="breadcrumb">Giáo dục</div><h1 class="detail-title article-title">{TITLE}</h1><div class="date-time">26/09/2025 15:59 GMT+7</div><h2 class="detail-sapo">TTO - {SAPO}</h2>',
        f'<div class="detail-cmain"><div class="detail-content">{P[0]}<figure class="VCSortableInPreviewMode"><img src="a.jpg"><figcaption class="PhotoCMS_Caption"><p>{CAPTION} - Ảnh: HÀ AN</p></figcaption></figure><p><b>{HEADING}</b></p>{P[1]}{P[2]}<p>NGUYỄN BẢO</p></div></div>',
        '<ul class="detail-tags"><li>học bổng</li></ul>'),
    "vnexpress": page(
        f'<ul class="breadcrumb"><li>Giáo dục</li></ul><span class="date">Thứ sáu, 26/9/2025, 15:59 (GMT+7)</span><h1 class="title-detail">{TITLE}</h1><p class="description">{SAPO}</p>',
        f'<article class="fck_detail">{P[0]}<figure><img src="a.jpg"><figcaption><p class="Image">{CAPTION}. Ảnh: <em>Hà An</em></p></figcaption></figure><p><strong>{HEADING}</strong></p>{P[1]}{P[2]}<p class="author_mail"><strong>Bình Minh</strong></p></article>',
        '<div class="box-tinlienquan"><a>Giá vàng</a></div>'),
    "dantri": page(
        f'<h1 class="title-page detail">{TITLE}</h1><div class="author-name">Trần Văn A</div><time>Thứ sáu, 26/09/2025 - 15:59</time><h2 class="singular-sapo">(Dân trí) - {SAPO}</h2>',
        f'<div class="singular-content">{P[0]}<figure class="image"><img src="a.jpg"><figcaption>{CAPTION} (Ảnh: Hà An).</figcaption></figure><h2>{HEADING}</h2>{P[1]}{P[2]}</div>',
        '<div class="tags-wrap">Từ khóa: học bổng</div>'),
    "vietnamnet": page(
        f'<div class="bread-crumb-detail">Giáo dục</div><h1 class="content-detail-title">{TITLE}</h1><div class="bread-crumb-detail__time">Thứ Sáu, 26/09/2025 - 15:59</div><h2 class="content-detail-sapo sm-sapo-mb-0">{SAPO}</h2>',
        f'<div class="maincontent main-content">{P[0]}<figure class="image vnn-content-image"><img src="a.jpg"><figcaption>{CAPTION}. Ảnh: Hà An</figcaption></figure><h3>{HEADING}</h3>{P[1]}{P[2]}</div>',
        '<div class="related-news"><a>Giá vàng</a></div>'),
    "nhandan": page(
        f'<h1 class="article__title cms-title">{TITLE}</h1><div class="article__meta"><time>26/09/2025 15:59</time></div><div class="article__sapo cms-desc">{SAPO}</div>',
        f'<div class="article__body cms-body">{P[0]}<table class="picture"><tr><td><img src="a.jpg"></td></tr><tr><td class="caption">{CAPTION}.</td></tr></table><h3>{HEADING}</h3>{P[1]}{P[2]}</div>',
        '<div class="article__tag">Từ khóa: học bổng</div>'),
    "vov": page(
        f'<div class="article-category">Xã hội</div><h1 class="article-title">{TITLE}</h1><div class="article-date">Thứ Sáu, 15:59, 26/09/2025</div><div class="article-summary">VOV.VN - {SAPO}</div>',
        f'<div class="article-content">{P[0]}<figure><img src="a.jpg"><figcaption>{CAPTION}.</figcaption></figure><h2>{HEADING}</h2>{P[1]}{P[2]}<p>Hà An/VOV.VN</p></div>',
        '<div class="article-tags">Tag: học bổng</div>'),
    "baoquocte": page(
        f'<h1 class="detail-title-main">{TITLE}</h1><div class="format_date">15:59 | 26/09/2025</div><div class="detail-sapo">{SAPO}</div>',
        f'<div class="detail-content-body">{P[0]}<table class="image-table"><tbody><tr><td><img src="a.jpg"></td></tr><tr><td class="MASTERCMS_TPL_IMAGE_DESC image-desc">{CAPTION}. (Nguồn: TTXVN)</td></tr></tbody></table><p><strong>{HEADING}</strong></p>{P[1]}{P[2]}</div>',
        '<div class="tag-list"># học bổng</div>'),
    "baosonla": page(
        f'<div class="cate">Xã hội</div><h1>{TITLE}</h1><div class="date">26/09/2025 15:59</div>',
        f'<div class="content"><p><strong>{SAPO}</strong></p>{P[0]}<div class="caption">{CAPTION}.</div><p><b>{HEADING}</b></p>{P[1]}{P[2]}<p>Bài, ảnh: Hà An</p></div>',
        '<div class="related">Tin liên quan</div>'),
    "vietnam.vn": page(
        f'<h1>{TITLE}</h1><div class="source">Báo Sơn La 26/09/2025</div>',
        f'<div class="post-content"><p>{SAPO}</p>{P[0]}<figure><img alt="{CAPTION}" src="a.jpg"><figcaption>{CAPTION}</figcaption></figure><h2>{HEADING}</h2>{P[1]}{P[2]}<p>Nguồn: https://baosonla.vn/a.html</p></div>',
        '<div class="comments">Bình luận (0)</div>'),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_parts_of_ten_newspapers(name: str) -> None:
    parts = parts_of_html(PAGES[name])
    by_role = {role: [p.text for p in parts if p.role == role] for role in ("headline", "lead", "heading", "caption", "body")}
    assert by_role["headline"] == [TITLE]
    assert [text for role in ("lead", "body") for text in by_role[role] if SAPO in text]
    assert [text for text in by_role["body"] if text in BODY] == list(BODY)
    assert by_role["heading"] == [HEADING]
    assert [text.rstrip(".") for text in by_role["caption"]] == [CAPTION]
    kept = {TITLE, HEADING, CAPTION, *BODY}
    assert [
        p
        for p in parts
        if p.role != "furniture" and p.text.rstrip(".") not in {k.rstrip(".") for k in kept} and SAPO not in p.text
    ] == []


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("26/09/2025 15:59 GMT+7", "furniture"), ("Thứ sáu, 26/9/2025, 15:59 (GMT+7)", "furniture"), ("15:59 | 26/09/2025", "furniture"),
        ("Cập nhật: 26/09/2025 lúc 15:59", "furniture"), ("Thời sự", "furniture"), ("Trang chủ > Thế giới", "furniture"),
        ("- Ảnh 1.", "furniture"), ("Ảnh: Hà An", "furniture"), ("Tags: học bổng, vùng cao", "furniture"), ("Xem thêm: Giá vàng", "furniture"),
        (">> Giá vàng hôm nay tăng mạnh", "furniture"), ("Trần Văn A", "furniture"), ("Bình luận (0)", "furniture"),
        ("Các em học sinh tại buổi lễ. Ảnh: Hà An", "caption"), ("Các em học sinh tại buổi lễ - Ảnh 2.", "caption"),
        ("Theo ông Nam, chương trình sẽ được mở rộng.", "body"), ("Ảnh hưởng của bão rất lớn ở miền Trung.", "body"),
        ("Theo ông Nam: “Giá sẽ còn tăng.”", "body"), ("Ảnh hưởng của bão: 3 người chết.", "body"), ("Thực hiện Nghị quyết 57: tỉnh đã số hóa.", "body"),
        ("Chia sẻ với phóng viên: “Tôi rất vui.”", "body"), ("Bài học từ Nhật Bản", "heading"), ("Nguồn lực từ kiều bào", "heading"),
        ("Thực hiện đồng bộ các giải pháp", "heading"), ("Video gây tranh cãi", "heading"),
        ("Video ghi lại cảnh người dân chạy lũ trong đêm.", "body"), ("Bài học lớn nhất là sự kiên trì.", "body"),
        ("Xã hội cần chung tay giúp các em.", "body"), ("Ngày 26/9/2025, buổi lễ diễn ra tại Hà Nội.", "body"),
    ],
)  # fmt: skip
def test_lines(line: str, role: str) -> None:
    parts = parts_of([TITLE, BODY[0], line, BODY[1]])
    assert [p.role for p in parts if p.text == line or line.startswith(p.text)] == [role]


def test_plain_text_without_a_headline_has_none() -> None:
    assert [p.role for p in parts_of([BODY[0], BODY[1]])] == ["body", "body"]
    assert parts_of([]) == () and parts_of_html("") == () and parts_of_html("<p></p>") == ()
