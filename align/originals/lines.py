"""Lines of a Vietnamese newspaper's page that are none of its article, and captions that their credits give away."""

from __future__ import annotations

import re

from align.language.script import unaccent
from align.language.sentences import ends_as_sentence
from align.traces import patterns
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
_OPENERS = (
    r"(?:•\s*)?(?:Xem thêm|Đọc thêm|Xem tiếp|Tin liên quan|Bài liên quan|Tin cùng chuyên mục|Cùng chuyên mục|Video|Clip|Nguồn|Theo|Tags?|Từ khóa|Từ khoá|Chủ đề|Tác giả|Thực hiện|"
    r"Bài|Ảnh|Bài, ảnh|Bài và ảnh|Tin, ảnh|Đồ họa|Biên tập|Chia sẻ|Bình luận|Lưu bài|In bài|Gửi bình luận|Ý kiến bạn đọc|Ý kiến|Quảng cáo|Liên hệ|Hotline|Email|Sao chép liên kết)"
)
_FURNITURE = re.compile(rf"{_OPENERS}(?: ?\(\d+\))?(?:\s*:\s*[^:“\"]{{0,80}})?$", re.IGNORECASE)
_INVITATION = re.compile(r"Mời (?:quý )?(?:độc giả|bạn đọc)\b.{0,120}$")
_MAIL = re.compile(r"\S+@\S+\.\w{2,}$")
_CREDIT = re.compile(
    r"[ \u00a0]*[(\[|.]?[ \u00a0]*(?:Ảnh|Ảnh minh họa|Nguồn ảnh|Nguồn|Đồ họa)[ \u00a0]?:[ \u00a0]?[^.!?\n]{1,60}[)\].]?$"
)
_MARK = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?Ảnh[ \u00a0]\d{1,3}\.?$")

_KINDS = ("placeholder", "comments", "widget", "motto", "filename", "link", "dots", "table")
_AS_ON_PAGES = tuple(pattern for kind, pattern in patterns.FURNITURE_LINES if kind in _KINDS)


def is_furniture(line: str) -> bool:
    if len(line) > 200:
        return False
    bare = unaccent(line).lower().strip(" .:>/|»-")
    sections = [part.strip() for part in re.split(r"[>/|»,]", bare) if part.strip()]
    if sections and all(part in _SECTIONS for part in sections):
        return True
    if _STAMP.fullmatch(line) or _MAIL.search(line) or _MARK.fullmatch(line) or re.fullmatch(r"[^\w]{1,40}", line):
        return True
    if _POINTERS.match(line) or _INVITATION.match(line):
        return True
    if _FURNITURE.match(line):
        return not (":" in line and ends_as_sentence(line))  # "Ảnh hưởng của bão: 3 người chết." is text
    return is_byline(line.removeprefix("Theo ")) or is_tags(line) or any(pattern.fullmatch(line) for pattern in _AS_ON_PAGES)


def caption_text(line: str) -> str | None:
    """The text of a caption that its credit or formula gives away, without them."""
    if len(line) > LONGEST_CAPTION:
        return None
    bare = _MARK.sub("", line)
    cut = _CREDIT.sub("", bare)
    return cut.rstrip(" -–—|") if (cut != line and cut.strip()) else None
