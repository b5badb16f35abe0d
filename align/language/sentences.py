"""Sentence boundaries as spans of the text, for Indonesian, Vietnamese and English.

List-driven: a full stop after a known abbreviation, an initial or a number is no boundary. Text is
never rebuilt. Users add abbreviations by passing their own; files hold one a line, without the dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from align.page import Span

LANGUAGES = ("id", "vi", "en")
_CLOSERS = "\"'”’»)\\]}›」』）"
_WIDE = "。！？"  # Chinese and Japanese stops, which need no space behind them
_OPENERS = "\"'“‘«([{‹"
# A run of terminators, closing marks behind it, and white space after; possessive by construction
# (each class is disjoint from the next), so it runs in linear time.
_END = re.compile(
    rf"(?P<stop>[.!?…。！？]{{1,12}})(?P<close>(?:[ ]?[{_CLOSERS}])*)(?P<gap>\s+|(?<=[。！？」』）])(?=\S)|(?<=[。！？]”)(?=\S))"
)
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]{}‹›]{1,40}$")
_CONSONANTS = re.compile(r"[A-ZĐ][bcdfghjklmnpqrstvwxzđ]{1,4}", re.UNICODE)
_INNER_DOTS = re.compile(r"[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+", re.UNICODE)
_LOOKBEHIND = 48


@lru_cache(maxsize=8)
def abbreviations(lang: str) -> frozenset[str]:
    """The shipped list for `lang`; English ones also stand in Indonesian and Vietnamese text."""
    names = {lang, "en"} & set(LANGUAGES)
    found: set[str] = set()
    for name in names:
        text = (files("align.language") / "data" / f"abbreviations.{name}.txt").read_text("utf-8")
        found.update(line.strip() for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(found)


def _is_abbreviation(word: str, before: str, following: str, listed: frozenset[str]) -> bool:
    """Whether a full stop after `word` belongs to it. `before`: the text up to the word."""
    bare = word.lstrip("-–—/")
    if bare in listed or bare.split("-")[-1] in listed:
        return True
    if len(bare) == 1 and bare.isupper():  # an initial: J. K. Rowling, but not "kelas A. Siswa"
        if before.rstrip()[-1:] in (*".!?…:;", ""):  # it opens its sentence
            return True
        previous = before.rstrip(" .").rsplit(None, 1)[-1:] or [""]
        return not previous[0] or not previous[0][:1].islower()
    if _INNER_DOTS.fullmatch(bare):  # S.H, M.Si, Ph.D before another capital or a comma
        return following[:1].isupper() and bare.upper() not in ("A.M", "P.M", "V.V")
    return bool(_CONSONANTS.fullmatch(bare)) and following[:1].isupper()


_HALF_OF_DAY = re.compile(r"[ap]\.m", re.IGNORECASE)
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:E|C|M|P)[SD]?T\b|GMT|UTC|Hanoi|Jakarta|local")


def _is_boundary(text: str, match: re.Match[str], listed: frozenset[str]) -> bool:
    stop, after = match["stop"], match.end()
    if after >= len(text) or stop[-1] in _WIDE:
        return True
    if not match["gap"]:
        return False
    first = text[after]
    rest = text[after : after + _LOOKBEHIND].lstrip(_OPENERS + "-–—•* ")
    starts = rest[:1]
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
    if word.isdigit() and len(word) <= 3 and not head.strip():  # "1. First item"
        return False
    return not _is_abbreviation(word, head, rest, listed)


def boundaries(text: str, lang: str, extra: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """(end of sentence, start of the next) for each boundary inside `text`."""
    listed = abbreviations(lang) | extra if extra else abbreviations(lang)
    for match in _END.finditer(text):
        if _is_boundary(text, match, listed):
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


_TERMINATED = re.compile(rf"[.!?…。！？:;][ ]?[{_CLOSERS}]*\s*$")


def ends_as_sentence(line: str) -> bool:
    """Whether the line closes with sentence punctuation."""
    return bool(_TERMINATED.search(line[-16:]))
