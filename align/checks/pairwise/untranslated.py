"""Text left in the source language: whole, in part, or word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import CLEAN, Pair, Result
from align.language.english_words import is_english
from align.language.function_words import COMMON, INDONESIAN_ONLY
from align.language.identify import LANGUAGE_NAMES
from align.language.script import vietnamese_letters
from align.language.values.numbers import LINK
from align.lexicon.table import name_shares, word_ids
from align.lexicon.tokens import key_of
from align.page import Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u2e80-\ud7ff\uf900-\ufaff]+")  # letters that none of the three languages uses


def _without_addresses(text: str) -> str:
    """`text` with blanks where addresses stand: these are copied."""
    return LINK.sub(lambda m: " " * len(m.group()), text) if LINK.search(text) else text


def _foreign(pair: Pair) -> list[Span]:
    """Runs of another script that the source does not have."""
    return [Span(*m.span()) for m in _OTHER_SCRIPT.finditer(pair.right) if m.group() not in pair.left]


@lru_cache(maxsize=50_000)
def _source_word(word: str, lang: str) -> bool:
    """Whether a small-letter word is the source language's and not English."""
    key = key_of(word, lang)
    return len(word) > 2 and not is_english(word) and key in word_ids(lang) and key_of(word, "en") not in word_ids("en")


def _leftovers(pair: Pair, lexicon: bool) -> tuple[list[Span], set[str]]:
    """Words of the right side that are still the left side's language or merely copied; and the first of these."""
    words = set(_WORD.findall(pair.right))
    copied = {w for w in words.intersection(_WORD.findall(pair.left)) if w.islower() and len(w) > 4}
    own = _left_over(pair, words, lexicon)
    left = copied | own
    return [Span(*match.span()) for match in _WORD.finditer(pair.right) if match.group() in left] if left else [], own


def _left_over(pair: Pair, words: set[str], lexicon: bool) -> set[str]:
    """Those words of the right side that are the left side's language, by their letters, a list or the lexicon."""
    if pair.left_lang == "vi":
        return {word for word in words if _vietnamese(pair, word) and not _name_like(word, pair.left)}
    if pair.left_lang != "id" or pair.right_lang != "en":
        return set()
    listed = words & INDONESIAN_ONLY
    return listed | {word for word in words if word.islower() and _source_word(word, "id")} if lexicon else listed


def _vietnamese(pair: Pair, word: str) -> bool:
    """By a letter that only Vietnamese has, or by any accent on a small word that the source has too: "sát", "giá"."""
    if vietnamese_letters(word):
        return True
    plain = not word.isascii() and word.islower() and word.isalpha() and len(word) > 1
    return plain and word in _WORD.findall(pair.left)


def _name_like(word: str, left: str) -> bool:
    """A capitalised Vietnamese word that the source writes the same way is a name."""
    return word[0].isupper() and word in left


def _strong(pair: Pair, span: Span, lexicon: bool) -> bool:
    word = span.of(pair.right)
    return word in INDONESIAN_ONLY or (lexicon and _copied(pair, word)) if pair.left_lang == "id" else _vietnamese(pair, word)


def _copied(pair: Pair, word: str) -> bool:
    """Whether a small Indonesian word stands as it is on both sides; English that the lexicon lacks rarely does."""
    return len(word) > 3 and word.islower() and word in _WORD.findall(pair.left) and _source_word(word, "id")


def _copied_heading(pair: Pair) -> tuple[Span, ...]:
    """The words of a heading in capitals or with capital initials that was copied: most of them common words of the source's
    language that the target's has not."""
    words = list(_WORD.finditer(pair.right))
    if not {pair.left_lang, pair.right_lang} <= LANGUAGE_NAMES.keys() or not 2 <= len(words) <= 30:
        return ()
    if sum(m.group()[0].isupper() for m in words) < 0.8 * len(words):
        return ()
    source = set(_WORD.findall(pair.left))
    copied = [m for m in words if m.group() in source]
    common = [m for m in copied if _common_word(m.group().lower(), pair.left_lang, pair.right_lang)]
    if len(common) < 2 and not (common and _whole(pair, words, common)):
        return ()
    if len(common) < 0.5 * len(words):
        return ()
    return tuple(Span(*m.span()) for m in common)


def _whole(pair: Pair, words: Sequence[re.Match[str]], common: Sequence[re.Match[str]]) -> bool:
    """Whether a heading of two words, one of them common, is there as it was, with nothing English in the other."""
    if pair.left.strip() != pair.right.strip() or len(words) != 2 or not pair.right.isupper():
        return False
    accented = pair.left_lang == "vi" and any(not m.group().isascii() for m in common)
    return accented or not any(_english(m.group().lower()) for m in words if m not in common)


def _english(word: str) -> bool:
    """Whether a word is an English one that is seldom part of a name."""
    at = word_ids("en").get(key_of(word, "en"))
    return float(name_shares("en")[at]) < 0.3 if at is not None else is_english(word)


@lru_cache(maxsize=50_000)
def _common_word(word: str, lang: str, other: str) -> bool:
    """Whether a word is a common one of `lang`, no name, and none of `other`."""
    here, there = (word_ids(code).get(key_of(word, code)) for code in (lang, other))
    if here is None or len(word) < 2 or float(name_shares(lang)[here]) >= 0.35:
        return False
    return there is None or float(name_shares(other)[there]) >= 0.5  # where it is known there, it is a name


def _copied_whole(pair: Pair) -> tuple[Span, ...]:
    """The words of a text that stands there as it was, where it is running text of the source's language: two words in small
    letters at least, one of them an everyday word; or English capitals, all of them plain words."""
    if " ".join(_without_addresses(pair.left).split()).casefold() != " ".join(pair.right.split()).casefold():
        return ()
    words = list(_WORD.finditer(pair.right))
    texts, common = [m.group() for m in words], COMMON.get(pair.left_lang, frozenset())
    small = [w for w in texts if w.islower()]
    plain = len(small) > 1 and any(w in common for w in small)
    if (
        pair.left_lang == "en" and not plain and (pair.right.isupper() or len(texts) == 2)
    ):  # READ MORE, GOLD PRICES HIT RECORD HIGH
        everyday = any(w.lower() in common for w in texts)
        plain = all(_english(w.lower()) for w in texts) and (everyday or len(texts) > 3)
    return tuple(Span(*m.span()) for m in words) if plain else ()


def _longest_run(spans: list[Span], text: str) -> int:
    best = run = 0
    end = -9
    for span in spans:
        run = run + 1 if not text[end : span.start].strip() and end >= 0 else 1
        best, end = max(best, run), span.end
    return best


def _text_of(pair: Pair) -> str:
    return f"{LANGUAGE_NAMES.get(pair.right_lang, pair.right_lang)} text"


def check(evidence: Evidence) -> Result:
    """Score by the share of leftover words, raised by function words and by runs."""
    pair, lexicon = replace(evidence.pair, right=_without_addresses(evidence.pair.right)), evidence.lexicon
    if not _WORD.search(pair.right) or pair.left_lang == pair.right_lang:
        return CLEAN
    foreign = _foreign(pair)
    if foreign:
        words = " ".join(s.of(pair.right) for s in foreign[:8])
        return Result(0.9, "major", (), tuple(foreign), _text_of(pair), words, f"in another script: {words}")
    heading = _copied_whole(pair) or (_copied_heading(pair) if lexicon else ())
    if heading:
        words = " ".join(s.of(pair.right) for s in heading[:8])
        return Result(0.9, "major", (), heading, _text_of(pair), words, f"left untranslated: {words}")
    spans, own = _leftovers(pair, lexicon)
    if not spans:
        return CLEAN
    strong = sum(_strong(pair, s, lexicon) for s in spans)
    # Not merely written like a word of the source.
    sure = sum(s.of(pair.right) in own for s in spans) - strong
    weak = len(spans) - strong if strong else sure
    run = _longest_run(spans, pair.right)
    share = len(spans) / len(_WORD.findall(pair.right))
    score = min(
        0.99,
        max(share, 1 - 0.5 ** (strong + weak / 2), 0.2 * (run - 1) + (0.1 if strong else 0)),
    )
    whole = share > 0.6
    words = " ".join(s.of(pair.right) for s in spans[:8])
    what = "left untranslated" if whole else "partly left untranslated"
    return Result(
        score, "major" if whole or run > 3 else "minor", (), tuple(spans),
        _text_of(pair), words, f"{what}: {words}",
    )  # fmt: skip
