"""Lines of a Vietnamese newspaper's page that are none of its article, and captions that their credits give away."""

from __future__ import annotations

import re

from align.language.script import unaccent
from align.language.sentences import ends_as_sentence
from align.traces import patterns
from align.traces.credits import credit_at_end
from align.traces.furniture import is_byline, is_tags

LONGEST_CAPTION = 400  # characters
_TIME = r"\d{1,2}[:hH]\d{2}(?::\d{2})?(?: ?(?:AM|PM|SA|CH))?"
_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}"
_ZONE = r"(?: ?\(?(?:GMT|UTC) ?[+]? ?7\)?)?"
_STAMP = re.compile(
    rf"(?:Cập nhật|Đăng lúc|Ngày đăng|Xuất bản)?:? ?(?:(?:Thứ|Chủ) [\w ]{{2,6}},? ?)?(?:ngày )?(?:(?:{_DAY})(?:[ ,|•·-]{{1,4}}(?:lúc )?{_TIME})?|{_TIME}(?:[ ,|•·-]{{1,4}}(?:ngày )?(?:{_DAY}))){_ZONE}$",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    "thoi su|the gioi|kinh te|phap luat|giao duc|xa hoi|van hoa|the thao|suc khoe|du lich|cong nghe|giai tri|doi song|chinh tri|kinh doanh|"
    "bat dong san|ban doc|quoc te|quan su|khoa hoc|moi truong|o to|xe|tai chinh|chung khoan|nong nghiep|trong nuoc|tin tuc|trang chu|phong su|"
    "goc nhin|y kien|video|anh|podcast|nhip song tre|gioi tre|thi truong|lao dong|bien dao|dan sinh|dia phuong|moi nhat|am thuc|gia dinh|"
    "nghe thuat|cong doan|an ninh|ho so|binh luan".split("|")
)
_POINTERS = re.compile(r"(?:>>|»|➤|►)")
# What furniture begins with: alone on the line, or with a colon and a few words behind it.
_BUTTONS = frozenset(
    "in bai viet|copy link thanh cong|sao chep thanh cong|doc tiep|tang sao|tang sao cho tac gia|tin moi nhat|tin lien quan|doc nhieu|tin doc nhieu|xem nhieu|"
    "gui|huy|dang nhap|cung chu de|cung chuyen muc|cung tac gia|tro lai|len dau trang|tin moi|tin noi bat|xem tat ca|gui y kien cua ban|y kien cua ban".split(
        "|"
    )
)
_OPENERS = (
    r"(?:•\s*)?(?:Xem thêm|Đọc thêm|Xem tiếp|Tin liên quan|Bài liên quan|Tin cùng chuyên mục|Cùng chuyên mục|Video|Clip|Nguồn|Theo|Tags?|Từ khóa|Từ khoá|Chủ đề|Tác giả|Thực hiện|"
    r"Bài|Ảnh|Bài, ảnh|Bài và ảnh|Tin, ảnh|Tin và ảnh|Đồ họa|Biên tập|Chia sẻ|Bình luận|Lưu bài|In bài|Gửi bình luận|Ý kiến bạn đọc|Ý kiến|Quảng cáo|Liên hệ|Hotline|Email|Sao chép liên kết)"
)
_FURNITURE = re.compile(rf"{_OPENERS}(?: ?\(\d+\))?(?:\s*:\s*[^:“\"]{{0,80}})?$", re.IGNORECASE)
_INVITATION = re.compile(
    r"(?:\* ?)?(?:Mời (?:quý )?(?:độc giả|bạn đọc)\b.{0,160}|Bạn đang đọc bài viết\b.{0,300}|Theo dõi \S+(?: \S+)? trên\b.{0,60}|Vui lòng nhập\b.{0,80}|"
    r"\d+ bình luận|(?:Bạn )?(?:không thể gửi bình luận|cần đăng nhập)\b.{0,120}|Đường dây nóng\b.{0,60}|Trở lại .{2,30}|Bình luận của bạn.{0,10})$"
)
_BYLINE = re.compile(
    r"\((?:Theo )?[A-ZĐ][\w/+ ,.]{1,30}\)$|Theo [A-ZĐ][\w.]*(?:(?:,? )[A-ZĐ][\w.]*){0,3}$|[A-ZĐ]\w*(?: [A-ZĐ]\w*){0,3} \((?:tổng hợp|lược dịch|ghi|thực hiện|dịch)\)$|"
    r"(?:[A-ZĐ]\w*(?: [A-ZĐ]\w*){0,3}/)?(?:VOV|TTXVN|VTV|VNA|Vietnam\+)(?:/Vietnam\+)?(?: [A-ZĐ]\w+){0,3}$|(?:PV|CTV|P\.V|BBT|T\.L)$"
)
_MAIL = re.compile(r"\S+@\S+\.\w{2,}$")
_CREDIT = re.compile(
    r"[ \u00a0]*(?:[-–—|.(][ \u00a0]*|(?<=[.!?])[ \u00a0])\(?(?:Ảnh|ẢNH) (?:minh họa|minh hoạ|chụp màn hình|tư liệu|do .{2,40} cung cấp|NVCC|CTV)[)\].]{0,2}$|"
    r"[ \u00a0]*[(\[|.–-]?[ \u00a0]*(?:Ảnh|ẢNH|Ảnh minh họa|Nguồn ảnh|Nguồn|NGUỒN|Đồ họa)[ \u00a0]?:[ \u00a0]?(?:[^.!?\n]|\.(?=\S)){1,60}[)\].]{0,2}$"
)
_MARK = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?Ảnh[ \u00a0]\d{1,3}\.?$")

_KINDS = ("placeholder", "comments", "motto", "filename", "link", "dots", "table")
_AS_ON_PAGES = tuple(pattern for kind, pattern in patterns.FURNITURE_LINES if kind in _KINDS)


def is_furniture(line: str, *, amid: bool = False) -> bool:
    """Whether a line is none of the article. `amid`: paragraphs stand before and behind it, so that a section's, a person's or a
    place's name is a heading."""
    if len(line) > 200:
        return False
    bare = unaccent(line).lower().strip(" .:>/|»-")
    if bare in _BUTTONS or _STAMP.fullmatch(line) or _MAIL.search(line) or _MARK.fullmatch(line) or _DOTS.fullmatch(line):
        return True
    if _POINTERS.match(line) or _INVITATION.match(line) or _BYLINE.match(line):
        return True
    if _FURNITURE.match(line):
        return not (":" in line and ends_as_sentence(line))  # "Ảnh hưởng của bão: 3 người chết." is text
    if any(pattern.fullmatch(line) for pattern in _AS_ON_PAGES):
        return True
    sections = [part.strip() for part in re.split(r"[>/|»,]", bare) if part.strip()]
    named = bool(sections) and all(part in _SECTIONS for part in sections)
    byline = is_byline(line.removeprefix("Theo ")) and (line.isupper() or not amid)
    return byline or (named and len(sections) > 1 and "," not in bare) or (not amid and (named or is_tags(line)))


_DOTS = re.compile(r"[^\w]{1,40}")


def caption_text(line: str) -> str | None:
    """The text of a caption that its credit or formula gives away, without them."""
    if len(line) > LONGEST_CAPTION:
        return None
    bare = _MARK.sub("", line)
    cut = _CREDIT.sub("", bare)
    if cut == bare and (credit := credit_at_end(bare)) and credit[1]:
        cut = bare[: credit[0]]
    return cut.rstrip(" -–—|") if (cut != line and cut.strip()) else None
