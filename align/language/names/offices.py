"""Words that change whose title it is: deputy, former, acting. One side has them, the other must."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.language.prefilter import glance
from align.page import Span

_VI_HEADS = (
    "chủ tịch|lãnh đạo|phó|thứ|huấn luyện viên|đội trưởng|tiền đạo|thủ tướng|tổng|"
    "bộ trưởng|giám đốc|bí thư|tư lệnh|trưởng|đại sứ|ngoại trưởng|chủ nhiệm|thống đốc|hiệu trưởng"
)
_ID_HEADS = (
    "presiden|pemimpin|kapten|pelatih|menteri|ketua|gubernur|wali ?kota|"
    "bupati|perdana menteri|direktur|komandan|kepala|rektor|panglima|duta"
)
_EN_HEADS = (
    r"president|leader|captain|coach|minister|premier|prime minister|chair\w*|"
    r"governor|mayor|director|commander|chief|head|secretary|foreign|speaker"
)
# word -> (what surely says it, what may answer it), by language
_TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "deputy": {
        "id": (rf"wakil (?:{_ID_HEADS})|wapres|wamen\w*|wagub", r"wakil|wa(?:pres|men\w*|gub|bup|ka\w*)|deputi|asisten"),
        "vi": (rf"(?<!đối )(?<!ứng )phó (?:{_VI_HEADS})|thứ trưởng", r"phó|thứ trưởng"),
        "en": (rf"(?:deputy|vice)[ -](?:{_EN_HEADS})", r"deput(?:y|ies)|vice|assistant|under-?secretary|lieutenant|second"),
    },
    "former": {
        "id": (rf"mantan (?:{_ID_HEADS})", r"mantan|eks|bekas|dulu|lama|terdahulu|saat itu|sebelumnya|ketika"),
        "vi": (rf"(?:cựu|nguyên) (?:phó |thứ )?(?:{_VI_HEADS})", r"cựu|nguyên|cũ|trước(?: đây)?|thời|lúc đó|khi đó"),
        "en": (
            rf"(?:former|ex)[ -](?:deputy |vice |us |u\.s\. )?(?:{_EN_HEADS})",
            r"former(?:ly)?|ex|then|one-?time|once|previous(?:ly)?|retired|late|outgoing|served|(?:who|that|which) was",
        ),
    },
    "acting": {
        "id": (rf"(?:plt|pelaksana tugas|penjabat) (?:{_ID_HEADS})", r"plt|pelaksana|pen?jabat|pj|sementara|interim"),
        "vi": (rf"quyền (?:{_VI_HEADS})", r"quyền|tạm quyền|lâm thời|tạm thời"),
        "en": (rf"(?:acting|interim|caretaker) (?:{_EN_HEADS})", r"acting|interim|caretaker|provisional|temporary"),
    },
}
_HEADS = {
    "id": frozenset("wakil wapres wagub wamenlu wamenhan mantan plt pelaksana penjabat".split()),
    "vi": frozenset("phó thứ cựu nguyên quyền".split()),
    "en": frozenset("deputy vice former ex acting interim caretaker".split()),
}


@dataclass(frozen=True, slots=True)
class Office:
    """One such word as written."""

    text: str
    span: Span


def missing_offices(text: str, other: str, lang: str, other_lang: str) -> tuple[Office, ...]:
    """Those of `text` that nothing in `other` answers, in order; none in languages that are not known."""
    if not {lang, other_lang} <= _HEADS.keys() or _HEADS[lang].isdisjoint(glance(text).words):
        return ()
    found = []
    for office in _TABLE.values():
        for match in re.finditer(rf"(?<!\w)(?:{office[lang][0]})(?!\w)", text, re.IGNORECASE):
            if not re.search(rf"(?<!\w)(?:{office[other_lang][1]})(?!\w)", other, re.IGNORECASE):
                found.append(Office(match.group(), Span(*match.span())))
    return tuple(found)
