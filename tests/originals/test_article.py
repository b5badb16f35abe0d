"""Tests of align.originals.article: pages in the manner of ten newspapers, and plain text."""

from __future__ import annotations

import pytest

from align.originals.article import parts_of, parts_of_html
from align.originals.lines import caption_text, is_furniture

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
        ("Cập nhật: 26/09/2025 lúc 15:59", "furniture"), ("Trang chủ > Thế giới", "furniture"),
        ("- Ảnh 1.", "furniture"), ("Ảnh: Hà An", "furniture"), ("Tags: học bổng, vùng cao", "furniture"), ("Xem thêm: Giá vàng", "furniture"),
        (">> Giá vàng hôm nay tăng mạnh", "furniture"), ("Bình luận (0)", "furniture"),
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


SENTENCES = [
    "Sáng 12/2, Ủy ban nhân dân tỉnh họp về sản xuất nông nghiệp trong vụ đông xuân năm nay.",
    "Hàng trăm đại biểu tham dự cuộc họp tại hội trường lớn của tỉnh vào buổi sáng.",
    "Ông Nguyễn Văn Nam cho biết diện tích lúa đạt 25.000 ha, cao hơn cùng kỳ năm trước.",
    "Giá lúa tăng 12% so với năm ngoái, nông dân các huyện phấn khởi xuống giống.",
]
PARAGRAPHS = "".join(f"<p>{s}</p>" for s in SENTENCES)


def page_of(body: str, head: str = "<h1>Tỉnh họp về nông nghiệp</h1>") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tỉnh họp về nông nghiệp</title></head><body>{head}{body}</body></html>'


@pytest.mark.parametrize(
    "body",
    [
        "<div class='content'>" + "<br><br>".join(SENTENCES) + "</div>",
        f"<div class='content-share'>{PARAGRAPHS}</div>",
        f"<div class='content has-caption'>{PARAGRAPHS}</div>",
        f"<div id='main-content'><div class='article tags-on'>{PARAGRAPHS}</div></div>",
        f"<div class='content'><p>{SENTENCES[0]}<br><img src='a.jpg'><br><em>Quang cảnh cuộc họp. Ảnh: Lê Nam</em><br>{SENTENCES[1]}</p>"
        f"<p>{SENTENCES[2]}</p><p>{SENTENCES[3]}</p></div>",
        f"<div class='content'>{PARAGRAPHS}<p><a href='/x'><strong>Ruộng bậc thang vào mùa nước đổ</strong></a></p></div>",
    ],
)
@pytest.mark.parametrize(
    "beside", ["", "<div class='sidebar'>" + "<p><a>Giá vàng hôm nay tiếp tục lập đỉnh tại Hà Nội</a></p>" * 30 + "</div>"]
)
def test_no_paragraph_is_lost_to_the_names_of_its_box(body: str, beside: str) -> None:
    parts = parts_of_html(page_of(body + beside))
    assert [s for s in SENTENCES if not any(p.role in ("body", "lead") and s in p.text for p in parts)] == []
    assert not [p for p in parts if p.role in ("body", "lead", "heading") and ("Ruộng" in p.text or "Quang cảnh" in p.text)]


@pytest.mark.parametrize(
    "picture",
    ["<table><tr><td><img src='a.jpg'></td></tr><tr><td>Quang cảnh cuộc họp sáng nay.</td></tr></table>",
     "<p style='text-align:center'><img src='a.jpg'></p><p style='text-align:center'>Quang cảnh cuộc họp sáng nay.</p>",
     "<p><img src='a.jpg'></p><p><em>Quang cảnh cuộc họp sáng nay.</em></p>",
     "<figure><img src='a.jpg'><figcaption>Quang cảnh cuộc họp sáng nay.</figcaption></figure>"],
)  # fmt: skip
def test_what_stands_below_a_picture_is_its_caption(picture: str) -> None:
    parts = parts_of_html(
        page_of(f"<div class='content'><p>{SENTENCES[0]}</p>{picture}{PARAGRAPHS[len(SENTENCES[0]) + 7 :]}</div>")
    )
    assert [p.role for p in parts if "Quang cảnh" in p.text] == ["caption"]


def test_the_headline_is_what_the_page_states_not_the_sites_name() -> None:
    parts = parts_of_html(
        page_of(f"<h2>Tỉnh họp về nông nghiệp</h2><div class='content'>{PARAGRAPHS}</div>", "<h1>Báo Ninh Bình điện tử</h1>")
    )
    assert [p.text for p in parts if p.role == "headline"] == ["Tỉnh họp về nông nghiệp"]


@pytest.mark.parametrize(
    "line", ["Thái Nguyên", "Giáo dục", "Nguyễn Văn Minh", "Du lịch, Ẩm thực", "Nhanh, gọn, rẻ", "Sẽ trợ giá thế nào?"]
)
def test_names_and_sections_amid_the_text_are_headings(line: str) -> None:
    parts = parts_of(["Tỉnh họp về nông nghiệp", SENTENCES[0], SENTENCES[1], line, SENTENCES[2], SENTENCES[3]])
    assert [p.role for p in parts if p.text == line] == ["heading"]


@pytest.mark.parametrize(
    "credit",
    [". Ảnh: T.H", ". ẢNH: HOÀNG SƠN", " - ẢNH: HOÀNG SƠN", ". Ảnh minh họa", " (Ảnh minh họa)", ". Ảnh: baochinhphu.vn", ". Ảnh chụp màn hình",
     ". Ảnh do nhân vật cung cấp", " (Ảnh: TTXVN phát)", ". (Nguồn: TTXVN)", " – Ảnh: VGP/Nhật Bắc"],
)  # fmt: skip
def test_credits_of_captions(credit: str) -> None:
    assert (caption_text("Đại biểu dự cuộc họp" + credit) or "").rstrip(".") == "Đại biểu dự cuộc họp"


@pytest.mark.parametrize(
    "line",
    ["Tin và ảnh: HOÀNG VIỆT", "H Xíu/VOV Tây Nguyên", "(Theo Reuters)", "Theo TTXVN", "Minh Anh (tổng hợp)", "TTXVN/Vietnam+", "PV", "Tin mới nhất",
     "* Mời bạn đọc vào chuyên mục Quốc phòng An ninh xem các tin, bài liên quan.", "Theo dõi Baoquocte.vn trên Google News", "0 bình luận",
     "Vui lòng nhập nội dung bình luận.", "In bài viết", "Đường dây nóng: 0909 123 456", "Đọc tiếp", "Trở lại Thời sự", "Tặng sao"],
)  # fmt: skip
def test_furniture_of_newspapers(line: str) -> None:
    assert is_furniture(line, amid=True)


@pytest.mark.parametrize("line", ["Thời sự", "Trần Văn A", "học bổng, vùng cao, đại học"])
def test_names_and_sections_at_the_head_and_the_end_are_none_of_it(line: str) -> None:
    for lines in ([TITLE, line, *BODY], [TITLE, *BODY, line]):
        assert [p.role for p in parts_of(lines) if p.text == line] == ["furniture"]


def test_tables_of_an_article_are_read_and_those_of_links_are_not() -> None:
    table = "<table><tr><td>SJC TP.HCM</td><td>85.000.000</td></tr></table>"
    links = (
        "<table><tr><td>TIN LIÊN QUAN</td></tr><tr><td><a href='/x'>Ông Zelensky lên đường tới Washington</a></td></tr></table>"
    )
    parts = parts_of_html(page_of(f"<div class='content'>{PARAGRAPHS}{table}{links}{PARAGRAPHS[:90]}</p></div>"))
    texts = [p.text for p in parts if p.role in ("body", "heading", "lead")]
    assert any("85.000.000" in text for text in texts) and not any("Zelensky" in text for text in texts)


def test_a_card_of_another_article_is_no_part() -> None:
    card = "<div class='vnn articles-edit'><ul><li><article><strong><a href='/x'>Vàng lập đỉnh</a></strong><p>Giá vàng lập đỉnh mới trong phiên sáng nay.</p></article></li></ul></div>"
    parts = parts_of_html(page_of(f"<div class='content'><p>{SENTENCES[0]}</p>{card}{PARAGRAPHS[len(SENTENCES[0]) + 7 :]}</div>"))
    assert not any("đỉnh mới" in p.text for p in parts if p.role != "furniture")
    assert all(any(s in p.text for p in parts) for s in SENTENCES)
