"""Sentence boundaries as spans of the text, for Indonesian, Vietnamese and English.

List-driven: a full stop after a known abbreviation, an initial or a number is no boundary. Text is
never rebuilt. Users add abbreviations by passing their own; files hold one a line, without the dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from align.language.tables import read_text
from align.page import Span

LANGUAGES = ("id", "vi", "en")
_CLOSERS = "\"'”’»)\\]}›」』）"
_WIDE = "。！？"  # Chinese and Japanese stops, which need no space behind them
_OPENERS = "\"'“‘«([{‹"
# A run of terminators, closing marks behind it, and white space after; possessive by construction
# (each class is disjoint from the next), so it runs in linear time.
_END = re.compile(
    rf"(?P<stop>[.!?…。！？]{{1,12}})(?P<close>(?:[ ]?[{_CLOSERS}])*)"
    r"(?P<gap>\s+|(?<=[。！？」』）])(?=\S)|(?<=[。！？]”)(?=\S)|(?<=[.?!])(?=[A-ZĐ][^\W\d_A-Z]*[ ,]))"
)
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]{}‹›]{1,40}$")
_CONSONANTS = re.compile(r"[A-ZĐ][bcdfghjklmnpqrstvwxzđ]{1,4}", re.UNICODE)
_INNER_DOTS = re.compile(r"[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+", re.UNICODE)
_LOOKBEHIND = 48
# Abbreviations that stand at the end of a name or a list: a capital behind them begins a sentence.
_CLOSING = frozenset("Tbk dkk dll dsb dst cs kk v.v vv Ltd Inc".split())
_DEGREE = re.compile(r"(?:S|M|A|B|Sp|Ph|Dipl|Amd)\.(?:[A-Z]?[a-z]{1,4}|[A-Z]{1,2})(?:\.[A-Z][a-z]{0,3})?")
_PLACE = re.compile(r"[A-ZĐ]{2,4}(?:\.[A-ZĐ]{2,5})+")  # TP.HCM
_ITEM = re.compile(r"\d{1,3}|[IVXLC]{1,6}|[a-h]")
_LETTERED = re.compile(r"[a-h][.)] [A-ZĐ]")  # b. Bayar biaya.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%|(?:19|20)\d\d")
_COUNTRY = re.compile(r"U\.(?:S|K|N|A\.E|S\.A)|D\.C|E\.U")
_STARTERS = frozenset("He She It They We I You His Her Their Its This That These Those There But And The".split())


@lru_cache(maxsize=8)
def abbreviations(lang: str) -> frozenset[str]:
    """The shipped list for `lang`; English ones also stand in Indonesian and Vietnamese text."""
    names = {lang, "en"} & set(LANGUAGES)
    found: set[str] = set()
    for name in names:
        text = read_text(f"abbreviations.{name}.txt")
        found.update(line.strip() for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(found)


_BEFORE_LETTER = frozenset(
    "văn thị van thi serie liga seri grup bảng nhóm khối hạng lớp kelas tipe loại hepatitis vitamin blok gedung".split()
)


def _is_abbreviation(word: str, before: str, following: str, listed: frozenset[str]) -> bool:
    """Whether a full stop after `word` belongs to it. `before`: the text up to the word."""
    bare = word.lstrip("-–—/")
    if following[:1].isupper() and _closes(bare, before, following):
        return False
    if bare in listed or bare.split("-")[-1] in listed:
        return True
    if len(bare) == 1 and bare.isupper():  # an initial: J. K. Rowling, but not "kelas A. Siswa"
        if before.rstrip()[-1:] in (*".!?…:;", ""):  # it opens its sentence
            return True
        previous = before.rstrip(" .").rsplit(None, 1)[-1:] or [""]
        if following[:1].isupper() and (not bare.isascii() or previous[0].lower() in _BEFORE_LETTER):
            return False  # "Đông Nam Á. Cả làng", "Serie A. Musim", "Nguyễn Văn A. Nhà"
        return not previous[0] or not previous[0][:1].islower()
    if _INNER_DOTS.fullmatch(bare):  # S.H, M.Si, Ph.D before another capital or a comma
        return following[:1].isupper() and bare.upper() not in ("A.M", "P.M", "V.V")
    return bool(_CONSONANTS.fullmatch(bare)) and following[:1].isupper()


def _closes(word: str, before: str, following: str) -> bool:
    """Whether `word` is an abbreviation behind which a capital begins a sentence: Tbk., dkk., TP.HCM., a degree."""
    if not before.strip():  # it opens its sentence: S.Kom. Andi
        return False
    if word in _CLOSING or (_PLACE.fullmatch(word) and not word.startswith(("GS", "PGS", "TS", "BS", "CN"))):
        return True
    if _COUNTRY.fullmatch(word):
        return re.split(r"\W", following, maxsplit=1)[0] in _STARTERS
    if not _DEGREE.fullmatch(word) or _DEGREE.match(following):  # S.Pd. M.Pd.
        return False
    names = before.rstrip(" ,").rsplit(None, 2)
    if before.rstrip().endswith(("bergelar", "gelar", "meraih", "menyandang")):
        return True
    return any(c.islower() for c in word.split(".", 1)[1]) or (len(names) > 1 and names[-1][:1].isupper())


_HALF_OF_DAY = re.compile(r"[ap]\.m", re.IGNORECASE)
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:E|C|M|P)[SD]?T\b|GMT|UTC|Hanoi|Jakarta|local")


def _is_boundary(text: str, match: re.Match[str], listed: frozenset[str]) -> bool:
    stop, after = match["stop"], match.end()
    if after >= len(text) or stop[-1] in _WIDE:
        return True
    if not match["gap"]:
        return _is_glued(text, match)
    first = text[after]
    rest = text[after : after + _LOOKBEHIND].lstrip(_OPENERS + "-–—•* ")
    starts = rest[:1]
    if stop == "." and _LETTERED.match(rest):
        return True
    if not (starts.isupper() or starts.isdigit() or first in _OPENERS or first in "-–—•*"):
        return not starts.isalpha()
    if starts.isalpha() and not starts.isupper():
        return False
    if stop != "." or match["close"]:
        return True
    before = text[max(0, match.start() - _LOOKBEHIND) : match.start()]
    found = _WORD_BEFORE.search(before)
    if found is None:  # a full stop after a space or a quotation mark
        return True
    word = found.group()
    if _HALF_OF_DAY.fullmatch(word) and _DAY.match(rest):  # 10 p.m. Friday
        return False
    head = before[: found.start()]
    if word in _CLOSING and not first.isupper():  # dkk. [2004], Tbk. (ASII)
        return False
    if _ITEM.fullmatch(word) and head.rstrip()[-1:] in (*".!?…:;", ""):  # "1. First item", "IV. Last one"
        return False
    return not _is_abbreviation(word, head, rest, listed)


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """A stop glued to the next sentence: "ditutup.Warga"; not inside names, addresses and figures."""
    before = re.search(r"\S{1,80}$", text[max(0, match.start() - 80) : match.start()])
    if before is None or match["close"] or re.search(r"[@/\\]|www", before.group()):
        return False
    word = before.group().lstrip(_OPENERS)
    after = re.match(r"[^\W\d_]+", text[match.end() :])
    host = after is not None and after.group().lower() in ("com", "net", "org", "id", "vn", "co", "tv")
    return not host and (
        match["stop"] != "." or _FIGURE.fullmatch(word) is not None or (len(word) > 2 and word.isalpha() and word[1:].islower())
    )


def boundaries(text: str, lang: str, extra: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """(end of sentence, start of the next) for each boundary inside `text`."""
    listed = abbreviations(lang) | extra if extra else abbreviations(lang)
    for match in _END.finditer(text):
        if _is_boundary(text, match, listed):
            quote = re.search(r"[ ][\"“]$", match["close"])
            if quote and match["gap"] and (quote.group()[1] == "“" or text.count('"', 0, match.end("close")) % 2):
                at = match.start("close") + quote.start()  # the mark opens what follows: keras. " Dalam
                yield at, at + 1
            else:
                yield match.start("gap"), match.end()


def split(text: str, lang: str, extra: frozenset[str] = frozenset()) -> list[Span]:
    """Spans of the sentences of one paragraph; white space between and around them is in none."""
    spans, start = [], len(text) - len(text.lstrip())
    for end, following in boundaries(text, lang, extra):
        if end > start:
            spans.append(Span(start, end))
        start = following
    last = len(text.rstrip())
    if last > start:
        spans.append(Span(start, last))
    return spans


def split_text(text: str, lang: str) -> list[str]:
    """The sentences of a text, whose lines are paragraphs."""
    return [span.of(line) for line in text.split("\n") for span in split(line, lang)]


_TERMINATED = re.compile(rf"[.!?…。！？:;][ ]?[{_CLOSERS}]*\s*$")


def ends_as_sentence(line: str) -> bool:
    """Whether the line closes with sentence punctuation."""
    return bool(_TERMINATED.search(line[-16:]))
