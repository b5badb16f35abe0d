"""Minus signs, months and spans of months, document numbers: what a figure alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.language.prefilter import glance
from align.language.values.compare import agree
from align.language.values.number_words import WORDS
from align.language.values.numbers import find_numbers
from align.language.values.value import Value, folded
from align.page import Span

# A dash at a figure is a minus behind a word or an opening mark; behind a figure it is a range: "21 - 20".
_DASH = r"(?:^|(?<=[^\W\d_]{2} )|(?<=[(\"“‘]))[-−–]"
_MINUS = {
    "id": re.compile(rf"(?:\b(?:minus|negatif|min)\s|{_DASH})(?:Rp\.? ?|US\$ ?)?$", re.IGNORECASE),
    "vi": re.compile(rf"(?:\b(?:âm|trừ)\s|{_DASH})$", re.IGNORECASE),
    "en": re.compile(rf"(?:\b(?:minus|negative)\s|{_DASH})(?:[$€£]|US\$|Rp\.? ?)?$", re.IGNORECASE),
}
_BEHIND = {  # "5 degrees below zero"
    "id": re.compile(r".{0,20}di bawah nol", re.IGNORECASE),
    "vi": re.compile(r".{0,20}dưới (?:0|không)", re.IGNORECASE),
    "en": re.compile(r".{0,20}below (?:zero|freezing|0)", re.IGNORECASE),
}
_FALL = {  # what says a loss without a sign
    "id": re.compile(
        r"\b(?:turun|menurun|penurunan|anjlok|merosot|kontraksi|berkontraksi|terkontraksi|menyusut|rugi|kerugian|merugi|defisit|"
        r"susut|minus|negatif|berkurang|melemah|jatuh)\b", re.IGNORECASE),
    "vi": re.compile(r"(?<!\w)(?:giảm|sụt|lỗ|thua lỗ|thâm hụt|suy giảm|co lại|âm|mất|tụt|thiếu hụt)(?!\w)", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:fell|fall\w*|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|contract\w*|loss\w*|lost|los[et]\w*|deficit\w*|minus|negative|"
        r"down|slump\w*|plung\w*|reduc\w*|cut|slid\w*|below)\b", re.IGNORECASE),
}  # fmt: skip
_SPAN_OF_MONTHS = {
    "id": r"(?P<n>\d{1,2}|[a-z]+) bulan(?: (?:yang )?(?:lalu|silam|terakhir|ke depan|kemudian))?\b",
    "vi": r"(?<![\w/])(?P<n>\d{1,2}|\w+) tháng(?! (?:\d|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|giêng|chạp))(?!\w)",
    "en": r"(?P<n>\d{1,2}|[a-z]+)[ -]months?\b",
}
_IDENTIFIER = re.compile(
    r"(?<![\w./-])(?:(?=[\w./-]*\d)(?=[\w./-]*[A-ZĐ])(?:[A-Z0-9Đ][A-Za-z0-9Đ]*[./-]){2,}[A-Za-z0-9Đ]+|\d{3,}(?:-\d{3,}){2,})(?![\w/-]|\.\w)"
)
_PLAIN = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d?-\d\d?|\d{1,3}(?:\.\d{3})+|[\d.]+\.\d+|\d+(?:/\d+){2}|\d{1,3}(?:-\d{1,3}){2}"
)


def negatives(text: str, lang: str) -> tuple[Value, ...]:
    """The numbers that are said to be below nought."""
    before, behind = _MINUS.get(lang), _BEHIND.get(lang)
    if before is None or behind is None:
        return ()
    return tuple(
        v for v in find_numbers(text, lang)
        if v.kind in ("number", "percent")
        and (before.search(text[max(0, v.span.start - 16) : v.span.start]) or behind.match(text[v.span.end :]))
    )  # fmt: skip


def lost_sign(left: str, right: str, left_lang: str, right_lang: str) -> tuple[Value, Value] | None:
    """A figure below nought that the other text has without a sign or a word of loss: (with the sign, without)."""
    below = negatives(left, left_lang), negatives(right, right_lang)
    for signed, others, other, lang in ((below[0], below[1], right, right_lang), (below[1], below[0], left, left_lang)):
        if not signed or lang not in _FALL or _FALL[lang].search(other):
            continue
        for value in signed:
            same = [v for v in find_numbers(other, lang) if agree(value, v)]
            if same and not any(agree(value, v) for v in others):
                return value, same[0]
    return None


def month_for_span(left: str, right: str, left_lang: str, right_lang: str) -> tuple[Span, Span] | None:
    """A month of the year here that is a number of months there, or the other way round: ("tháng 4", "four months")."""
    sides = ((left, left_lang), (right, right_lang))
    months = [_months(*side) for side in sides]
    if not any(months):  # most pairs: nothing more need be looked for
        return None
    spans = [_spans(*side) for side in sides]
    for one, other in ((0, 1), (1, 0)):
        for month, at in months[one].items():
            if month in spans[other] and month not in months[other] and month not in spans[one]:
                found = at, spans[other][month]
                return found if one == 0 else found[::-1]
    return None


def _months(text: str, lang: str) -> dict[int, Span]:
    return {
        int(r[1]): v.span
        for v in find_numbers(text, lang)
        if v.kind == "date"
        for r in v.readings
        if isinstance(r, tuple) and r[1]
    }


def _spans(text: str, lang: str) -> dict[int, Span]:
    if lang not in _SPAN_OF_MONTHS:
        return {}
    units, found = WORDS[lang].units | WORDS[lang].tens, {}
    for match in re.finditer(_SPAN_OF_MONTHS[lang], text, re.IGNORECASE):
        said = match["n"].lower()
        number = int(said) if said.isdecimal() else units.get(said)
        if number:
            found[number] = Span(*match.span())
    return found


def changed_identifiers(left: str, right: str) -> tuple[list[Span], list[Span]]:
    """Document, account and decree numbers of either text that the other does not have letter for letter."""
    here, there = _identifiers(left), _identifiers(right)
    names = {folded(m.group()) for m in here}, {folded(m.group()) for m in there}
    lost = [Span(*m.span()) for m in here if folded(m.group()) not in names[1] and not _inside(m.group(), right)]
    new = [Span(*m.span()) for m in there if folded(m.group()) not in names[0] and not _inside(m.group(), left)]
    return lost, new


def _identifiers(text: str) -> Sequence[re.Match[str]]:
    if not glance(text).digits:
        return ()
    return [
        m
        for m in _IDENTIFIER.finditer(text)
        if not _PLAIN.fullmatch(m.group()) and "://" not in text[max(0, m.start() - 9) : m.start()]
    ]


def _inside(identifier: str, text: str) -> bool:
    """Whether it stands there as a whole, whatever stands around it; figures with blanks between their groups too."""
    spaced = re.escape(folded(identifier)) if re.search(r"[^\d-]", identifier) else identifier.replace("-", "[ .-]?")
    return re.search(rf"(?<![\w.-]){spaced}(?![\w-]|\.\w)", folded(text)) is not None
