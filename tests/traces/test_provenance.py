"""Where a page came from: its own address, its label and its source line together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tracing import PUBLISHERS, assert_accounted, layout_of

from align.headlines.candidates import likeness
from align.language.script import slugify
from align.page import Page, Provenance
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers

TEXT = "Pasukan tiba di Kursk pada hari Senin. Mereka pulang kemarin."
OWN = "https://www.vietnam.vn/id/linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"


def found(text: str, url: str | None) -> Provenance | None:
    return find_provenance(read_layout("p", text, "id", PUBLISHERS), PUBLISHERS, url)


def test_a_portals_address_tells_the_headline_and_no_newspaper() -> None:
    provenance = found(TEXT, OWN)
    assert provenance is not None and provenance.title is not None
    assert (provenance.portal, provenance.publisher, provenance.url, provenance.created) == ("Vietnam.vn", None, "", None)
    assert provenance.slug == "linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"
    assert "own_address" in provenance.evidence
    assert provenance.title.evidence == "lattice"


@pytest.mark.parametrize(
    "url",
    [
        None, "", "https://www.vietnam.vn/id/12345", "https://www.vietnam.vn/", "https://www.vietnam.vn/id",
        "https://www.vietnam.vn/en/hanoi-hosts-asean-meeting-today", "https://www.vietnam.vn/fr/le-president-arrive-a-hanoi",
        "https://www.vietnam.vn/id/presiden-prabowo-tiba-di-hanoi-untuk-kunjungan-kerja", "ftp://www.vietnam.vn/id/a-b-c-d",
        "https://example.com/id/linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong", "https://[::1", "x" * 5000,
    ],
)  # fmt: skip
def test_an_address_that_says_nothing_invents_nothing(url: str | None) -> None:
    assert found(TEXT, url) is None


def test_the_label_names_the_newspaper_beside_the_portal() -> None:
    provenance = found(f"Vietnam.vn - Nền tảng quảng bá Việt Nam\nJudul\nBáo Dân tríBáo Dân trí04/02/2025\n{TEXT}", OWN)
    assert provenance is not None
    assert (provenance.portal, provenance.publisher, provenance.host) == ("Vietnam.vn", "Báo Dân trí", "dantri.com.vn")
    assert provenance.label_date == "2025-02-04"


def test_the_source_line_counts_before_the_own_address() -> None:
    source = "https://thanhnien.vn/linh-trieu-tien-o-kursk-nga-noi-ve-ba-tuong-185241101092031417.htm"
    provenance = found(f"{TEXT}\nSumber: {source}", OWN)
    assert provenance is not None
    assert (provenance.url, provenance.portal) == (source, "Vietnam.vn")
    assert provenance.slug == "linh-trieu-tien-o-kursk-nga-noi-ve-ba-tuong"


@pytest.mark.parametrize("lang", ["id/", "ms/", "", "zh-cn/"])
def test_every_language_of_the_portal_has_the_same_slug(lang: str) -> None:
    provenance = found(TEXT, f"https://id.vietnam.vn/{lang}linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong?utm=1#top")
    assert provenance is not None and provenance.slug == "linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"


def leaks(*args: str, text: str = "") -> list[dict[str, object]]:
    run = subprocess.run(
        [sys.executable, "-m", "align", "leaks", *args, "--json", "--no-english"], input=text, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_address_comes_from_an_option_a_column_or_the_files_name(tmp_path: Path) -> None:
    slug = OWN.rsplit("/", 1)[1]
    page, named, table = tmp_path / "page.txt", tmp_path / f"{slug}.txt", tmp_path / "pages.jsonl"
    page.write_text(TEXT, "utf-8")
    named.write_text(TEXT, "utf-8")
    rows = [{"id": c, "text": TEXT, c: OWN} for c in ("url", "source_url", "link")]
    table.write_text("\n".join(map(json.dumps, [*rows, {"id": "none", "text": TEXT}])), "utf-8")
    slugs = [
        (row["provenance"] or {}).get("slug")  # type: ignore[attr-defined]
        for row in (*leaks(str(page), "--url", OWN), *leaks(str(named)), *leaks(str(table)))
    ]
    assert slugs == [slug, slug, slug, slug, slug, None]


def test_an_option_for_one_page_is_refused_for_several(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, "-m", "align", "leaks", str(tmp_path), "--url", OWN, "--no-english"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 2
    assert "--url" in run.stderr and "expected one page, found 2" in run.stderr


def test_pages_know_their_address() -> None:
    assert Page("p", TEXT, url=OWN, meta={"file_name": "x"}).address == OWN
    assert Page("p", TEXT, meta={"file_name": "x"}).address == "x"


@pytest.mark.parametrize(
    "line",
    [
        "(Sumber: nhandan.vn) |",
        "Sumber | : | Thethao247.vn |",
        "Sumber: https://www.bbc.com/indonesia/articles/the-quick-brown-fox",
        "Sumber: Reuters",
        "Perdana Menteri Phạm Minh Chính tiba di Jakarta untuk menghadiri KTT ASEAN.",
    ],
)
def test_traps_are_no_leaks(line: str) -> None:
    layout = assert_accounted(line)
    assert not layout.leaks
    assert find_provenance(layout, PUBLISHERS) is None


def test_the_label_decides_between_two_sources() -> None:
    text = (
        "Báo Tuổi TrẻBáo Tuổi Trẻ31/02/2025\n"
        "Sumber: https://tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm\n"
        "Sumber: https://thanhnien.vn/my-ukraine-noi-8000-linh-185241101092031417.htm\n"
    )
    layout = assert_accounted(text)
    found = find_provenance(layout, PUBLISHERS)
    assert found and found.host == "tuoitre.vn" and layout.leaks[0].fields["date"] == ""


@pytest.mark.parametrize(
    "line",
    [
        "Sumber: <https://tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm>",
        "Sumber: tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm",
    ],
)
def test_sources_written_otherwise(line: str) -> None:
    layout = assert_accounted(line)
    assert [leak.fields["url"] for leak in layout.leaks] == ["https://tuoitre.vn/eu-dap-tra-26-ti-euro-20250312144512345.htm"]


@pytest.mark.parametrize(
    ("line", "host"),
    [
        (
            "Menurut [laporan](https://tuoitre.vn/chung-khoan-tuan-moi-truoc-them-100260914003203375.htm), pasar naik.",
            "tuoitre.vn",
        ),
        ("https://thanhnien.vn/de-xuat-giam-30-thue-ngay-18526091408451471.htm", "thanhnien.vn"),
        ("Lihat (https://vnexpress.net/gia-vang-mieng-tang-4801234.html).", "vnexpress.net"),
        ("Lihat https://example.com/gia-vang-mieng-tang-4801234.html.", None),  # no newspaper
        ("![](https://vphoto.vietnam.vn/thumb/gia-vang-mieng-tang-4801234.webp)", None),  # a picture
        ("Baca di https://tuoitre.vn/ atau https://thanhnien.vn/the-gioi.", None),  # no article
    ],
)
def test_a_linked_article_is_a_trace_but_no_source(line: str, host: str | None) -> None:
    publishers = load_publishers()
    layout = read_layout("p", f"Pasar saham naik hari ini\n\n{line}\n", "id", publishers)
    links = [leak for leak in layout.traces() if leak.kind == "link"]
    assert [leak.fields["host"] for leak in links] == ([host] if host else [])
    assert all(leak.text == leak.span.of(f"Pasar saham naik hari ini\n\n{line}\n") for leak in links)
    assert find_provenance(layout, publishers) is None


def test_the_source_line_is_not_a_link_too() -> None:
    text = "Pasukan tiba.\n\nSumber: https://thanhnien.vn/de-xuat-giam-30-thue-ngay-18526091408451471.htm\n"
    assert [leak.kind for leak in read_layout("p", text, "id", load_publishers()).traces()] == ["source"]


ARTICLE = "thanhnien.vn/de-xuat-giam-30-thue-ngay-18526091408451471.htm"


@pytest.mark.parametrize(
    "line",
    [
        f"Sumber: HTTPS://{ARTICLE.upper().replace('.HTM', '.htm')}",
        f"SUMBER: https://{ARTICLE}",
        f"Sumber:\nhttps://{ARTICLE}",
        f"Sumber:\r\n\r\n<https://{ARTICLE}>",
        f"Sumber: [Báo Thanh niên](https://{ARTICLE})",
        f"Sumber: https://{ARTICLE}\u200b",
        f"Sumber: https://{ARTICLE}»",
        f"Sumber: https://{ARTICLE}」。",
        f"Sumber: https://{ARTICLE},https://tuoitre.vn/chung-khoan-tuan-moi-100260914003203375.htm",
    ],
)
def test_a_source_line_in_other_forms(line: str) -> None:
    text = f"Pajak diusulkan turun.\n\n{line}\n"
    layout = layout_of(text)
    found = find_provenance(layout, PUBLISHERS)
    assert (
        found
        and found.slug == "de-xuat-giam-30-thue-ngay"
        and found.created == "2026-09-14T08:45:14.71+07:00".replace(".71", ".071")
    )
    [source] = [leak for leak in layout.leaks if leak.kind == "source"]
    assert source.span.of(text) == source.text and source.text.lower().endswith(".htm")
    spans = layout.spans()
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False)) and spans[-1].end == len(text)


# A portal's own address is the Vietnamese headline: 49 of our own making, each read to a headline.
HEADLINES = """Nông dân Lâm Đồng thu tiền tỷ nhờ trồng sầu riêng xen cà phê
Giá vàng hôm nay 12/3 tiếp tục lập đỉnh mới
Thủ tướng chủ trì hội nghị phát triển vùng Đông Nam Bộ
Đội tuyển Việt Nam thắng Indonesia 3-0 trên sân Mỹ Đình
Hà Nội mưa lớn, nhiều tuyến phố ngập sâu
Bắt nhóm lừa đảo giả danh công an chiếm đoạt 5 tỷ đồng
Cô giáo vùng cao gùi chữ lên non suốt 20 năm
Xuất khẩu gạo 6 tháng đầu năm đạt gần 3 tỷ USD
Metro số 1 chở hơn 60.000 khách mỗi ngày
Bão số 3 suy yếu thành áp thấp nhiệt đới
Người đàn ông đột quỵ sau khi tắm đêm
Học sinh lớp 12 giành học bổng toàn phần của đại học Mỹ
Khởi công cao tốc Gia Nghĩa - Chơn Thành dài 128 km
Tổng thống Ukraine kêu gọi thêm viện trợ quân sự
Messi ghi hai bàn trong trận thắng của Inter Miami
Google mở văn phòng đại diện tại Thành phố Hồ Chí Minh
Du khách đổ về Sa Pa ngắm mây dịp cuối tuần
Phát hiện hang động mới ở Phong Nha - Kẻ Bàng
Lúa hè thu được mùa, nông dân An Giang phấn khởi
Bộ Y tế cảnh báo dịch sởi gia tăng ở trẻ em
Quốc hội thông qua Luật Đất đai sửa đổi
Chủ tịch nước thăm và làm việc tại tỉnh Quảng Ninh
Công nhân khu công nghiệp được thưởng Tết cao nhất 200 triệu đồng
Nghệ nhân làng gốm giữ lửa nghề truyền thống
Khai mạc lễ hội hoa Đà Lạt lần thứ 10
Tàu cá Bình Định gặp nạn, 5 ngư dân được cứu
Giá xăng giảm hơn 500 đồng mỗi lít
Triều Tiên phóng tên lửa đạn đạo ra biển Nhật Bản
Nga và Ukraine trao đổi tù binh
Trung Quốc mở cửa thị trường cho dừa tươi Việt Nam
Sinh viên chế tạo robot thu gom rác trên biển
Vườn quốc gia Cúc Phương thả động vật quý hiếm về rừng
Đường sắt tăng thêm 30 chuyến tàu dịp nghỉ lễ
Ca sĩ trẻ ra mắt album về quê hương
Cháy chợ lúc rạng sáng, nhiều ki ốt bị thiêu rụi
Chuyên gia chỉ cách phân biệt tiền thật và tiền giả
Thanh niên tình nguyện xây cầu cho bản nghèo
Cà phê Việt Nam chinh phục thị trường châu Âu
Lào Cai di dời khẩn cấp 40 hộ dân vùng sạt lở
Giáo dục STEM đến với học sinh miền núi
Đồng bằng sông Cửu Long đối mặt hạn mặn
Bệnh viện Chợ Rẫy ghép tim thành công cho bệnh nhân 60 tuổi
Ngân hàng Nhà nước giữ nguyên lãi suất điều hành
Người trẻ về quê khởi nghiệp với nông nghiệp sạch
Thị trường chứng khoán giảm điểm phiên thứ ba liên tiếp
Festival Huế thu hút hàng vạn du khách quốc tế
Hải quân huấn luyện chiến sĩ mới ở Trường Sa
Cầu thủ nhập tịch tỏa sáng ở vòng 5 V-League
Làng nghề nước mắm Phú Quốc vào mùa Tết""".split("\n")


@pytest.mark.parametrize("headline", HEADLINES)
def test_the_address_alone_gives_the_headline(headline: str) -> None:
    url = f"https://www.vietnam.vn/id/{slugify(headline)}"
    found = find_provenance(layout_of("Warga gembira. Acara selesai pada siang hari."), PUBLISHERS, url)
    assert found is not None and found.portal and "own_address" in found.evidence and found.publisher is None
    assert found.headline is not None and likeness(slugify(found.headline.text), slugify(headline)) >= 97


def test_there_are_as_many_as_were_promised() -> None:
    assert len(set(HEADLINES)) == 49


@pytest.mark.parametrize(
    "path", ["en/farmers-earn-billions-from-durian-and-coffee", "fr/les-agriculteurs-gagnent-des-milliards", "id/123456", "id/"]
)
def test_other_addresses_say_nothing(path: str) -> None:
    assert find_provenance(layout_of("Warga gembira. Acara selesai."), PUBLISHERS, f"https://www.vietnam.vn/{path}") is None
