"""Credits of pictures: behind a caption, or alone on a line."""

from __future__ import annotations

import re

LONGEST_CREDIT = 140  # characters at a line's end in which one is looked for
_SPACE = r"[ \u00a0]"
_LABEL = (
    r"(?:(?:Sumber )?(?:Foto|Photo|Ảnh|ẢNH|FOTO|Gambar|Grafis)(?: (?:milik|oleh|dari|arsip|ilustrasi|"
    r"dokumentasi))?|(?:FOTO|GAMBAR) (?:ILUSTRASI|ARSIP|DOKUMENTASI)|SUMBER FOTO|(?:Nguồn|NGUỒN) (?:ảnh|ẢNH)|"
    r"Dok(?:umentasi)?|DOK|Ilustrasi)"
)
_WORD = r"[\w&'’@+-]+(?:[./][\w&'’@+-]+)*\.?"  # a word of a name, with dots inside: T.H, baochinhphu.vn, VGP/Nhat
_NAME = rf"{_WORD}(?:{_SPACE}?[,/–-]?{_SPACE}{_WORD}){{0,7}}"
# An agency and who took it: ANTARA FOTO/Saiful Bahri/foc, KOMPAS.com/SHELA OCTAVIA, iStockphoto/Petrovich9.
_HOUSE = (
    r"(?:[A-Z][A-Z]+(?: [A-Z]{2,}){0,2}(?:\.[A-Za-z]{2,4})?|[A-Z]\w+\.com|Getty Images|iStock(?:photo)?|Shutterstock|Reuters|"
    r"Xinhua|Antara|Tempo|Kompas|Republika|Liputan6|Unsplash|Pexels|Freepik|Yonhap)"
)
_AGENCY = (
    rf"{_HOUSE}(?:{_SPACE}(?:FOTO|PHOTO|Foto|"
    rf"Photo))?{_SPACE}?/{_SPACE}?[\w.-]+(?:{_SPACE}[\w.-]+){{0,4}}(?:/[\w.-]+(?:{_SPACE}[\w.-]+){{0,3}}){{0,2}}"
)
_END = r"[ \u00a0.|]{0,4}$"
_PART = r"(?:[A-Z][\w.-]*|[a-z]+\.(?:com|id|co|net|vn))"  # of a house's name
_NUMBERED = r"(?:Foto|Gambar|Photo|Image|Hình|hình|FOTO|GAMBAR|Ảnh|ảnh)"  # the formula of a caption in translation: - Gambar 2.
# Sure signs of a caption, from the more telling to the less.
_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SPACE}{{0,2}}[|"
        rf"–-]?{_SPACE}?\((?:(?:{_LABEL}|foto)(?:{_SPACE}(?=[^()]*:)[^():]{{0,30}})?{_SPACE}{{0,2}}[:.]{_SPACE}{{0,2}}[^()]{{2,80}}|{_LABEL}\.?{_SPACE}[A-Z][^()]{{1,60}}|"
        rf"(?:Foto|Gambar) (?:ilustrasi|arsip|dokumentasi|file)|Ilustrasi|{_AGENCY}|ANTARA|Antara)\){_END}",
        rf"(?:{_SPACE}{{0,2}}[|–—,-]{{1,2}}{_SPACE}?|(?<=[.!?\"”’)]){_SPACE}?|{_SPACE}){_LABEL}{_SPACE}{{0,2}}[:|"
        rf"]{_SPACE}{{0,2}}{_NAME}{_END}",
        rf"(?:{_SPACE}[|–—-]{{1,2}}{_SPACE}|(?<=[.!?\"”’)]){_SPACE}?)(?:{_AGENCY}|(?:Foto|"
        rf"Dok)\.? (?:oleh )?[A-Z]\w+(?:{_SPACE}[A-Z]\w+){{0,4}}){_END}",
        rf"{_SPACE}?[–—-]{_SPACE}?{_NUMBERED}{_SPACE}\d{{1,3}}{_END}",
        # A house that is not listed and who took it, behind the sentence: ". Bisnis/Himawan L", ". /Instagram.com/@persib".
        rf"(?<=[.!?\"”’)]){_SPACE}/?{_PART}(?:{_SPACE}{_PART})?/{_SPACE}?[@\w][\w.@-]*(?:{_SPACE}[A-Z][\w.-]*){{0,3}}(?:/[\w.-]+)?{_END}",
        rf"{_SPACE}{{0,2}}\[{_PART}(?:{_SPACE}[\w.-]+){{0,3}}/[^\[\]]{{2,40}}\]{_END}",
    )
)
# Signs that statements of figures carry too.
_WEAK = re.compile(
    rf"{_SPACE}{{0,2}}(?:\((?:[A-ZĐ][^()/]{{1,40}}/{_SPACE}?[A-ZĐ][^()]{{1,40}}|Sumber{_SPACE}?:{_SPACE}?[^()]{{2,60}}|Istimewa|Ist\.?|istimewa|Facebook|YouTube|"
    rf"Instagram|Reuters|AFP|AP|EPA|VNA|TTXVN|Xinhua|Yonhap)\)|(?<=[.!?\"”’)]){_SPACE}?\((?:DOK\.? )?[A-ZĐ]{{2,}}"
    rf"(?: [A-ZĐ]{{2,}}){{1,5}}\)|\[[A-Z][\w .]{{2,30}}\]|"
    rf"(?<=[.!?\"”’)]){_SPACE}?Sumber{_SPACE}?:{_SPACE}?{_NAME}){_END}"
)
_BRACKETS = re.compile(rf"{_SPACE}{{0,2}}\([^()]{{2,60}}\){_END}")  # of a line that says it describes a picture
_GATE = re.compile(r"oto|[nN][hH]|ambar|Dok|lustrasi|FOTO|/|umber|[)\]]|rafis")
_ALONE = re.compile(
    rf"\(?(?:{_LABEL}{_SPACE}?[:.|]|(?:Sumber|Nguồn|NGUỒN|SUMBER|Source|Photo){_SPACE}?[:|]|Dok\.){_SPACE}{{0,2}}[|"
    rf":]?{_SPACE}{{0,4}}(?P<name>{_NAME})\)?[ |.]{{0,3}}$|"
    rf"\(?{_AGENCY}\)?\.?$|\(?©{_SPACE}?(?:\d{{4}}{_SPACE})?[\w./ ]{{3,50}}\)?$|"
    rf"(?:Sumber|Source)(?: gambar| foto)?[,:]{_SPACE}?[A-Z][^.!?]{{2,60}}$|[A-Z][\w.]+/[A-Z]\w+(?:{_SPACE}[A-Z]\w+){{0,3}}$|"
    rf"\((?:VNA|TTXVN|AFP|Reuters|ANTARA)(?:/[\w+ .]{{2,30}})?\)$|(?:Foto|Gambar|Ảnh) (?:ilustrasi|minh họa)\.?$|"
    rf"[-–—]{_SPACE}?[A-ZĐ][\w. ]{{1,30}}/[A-ZĐ][\w. ]{{1,40}}{_SPACE}?[-–—]$"
)
_MARKED = re.compile(r"[:/.,|©(]|[Ff]oto|FOTO|ambar|[ẢảAa][nN][hH]")
_DESCRIBED = re.compile(
    rf"(?:(?:Foto|Gambar|Photo|Ảnh){_SPACE}?:|(?:Keterangan|Caption) (?:gambar|foto){_SPACE}?[,:]){_SPACE}*(?=\S)"
)


def credit_at_end(line: str, *, described: bool = False) -> tuple[int, bool] | None:
    """(where a credit begins at the end of a line, whether it is sure to be one), or None. `described`: behind `Foto:`."""
    tail = line[-LONGEST_CREDIT:]
    if not _GATE.search(tail):
        return None
    offset = len(line) - len(tail)
    for pattern in _SURE:
        match = pattern.search(tail)
        if match and offset + match.start() > 0:
            return offset + match.start(), True
    match = (_BRACKETS if described else _WEAK).search(tail)
    if match and described:
        return offset + match.start(), True
    return (offset + match.start(), False) if match and offset + match.start() > 0 else None


def is_credit(line: str) -> bool:
    """Whether a line is a credit alone: `Foto: Le B`, `ANTARA/R. Wijaya`, `NGUỒN: BỘ CÔNG THƯƠNG`."""
    if len(line) > LONGEST_CREDIT or not _MARKED.search(line):
        return False
    match = _ALONE.match(line)
    return match is not None and (match["name"] is None or _is_name(match["name"]))


def described(line: str) -> int:
    """Where the description begins in `Foto: Gedung Merah Putih KPK (Ari Saputra/detikcom)`; 0 where a line is none."""
    match = _DESCRIBED.match(line)
    return match.end() if match and not is_credit(line) else 0


_SMALL = frozenset("dan dari di milik oleh untuk the of and và của istimewa ist dok tangkapan layar via from akun".split())


def _is_name(text: str) -> bool:
    """Whether a text is of names rather than a description."""
    words = text.replace("/", " ").split()
    small = [word for word in words if word[0].islower() and word.strip(".").lower() not in _SMALL and "." not in word.strip(".")]
    return len(words) <= 2 or not small
