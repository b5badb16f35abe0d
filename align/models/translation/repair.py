"""Mending what a translation model prints wrong although its source says it plainly: numbers and names.

Nothing is invented here: what is put in stands in the source, and only where exactly one place of the
output can be meant. English notation and English names follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from align.language.english_words import is_english
from align.language.names.exonyms import AMBIGUOUS, Mention, find_mentions, names_of
from align.language.script import unaccent
from align.language.values.calendar import CalendarDate, ClockTime
from align.language.values.compare import compare_values
from align.language.values.dates import MONTHS
from align.language.values.digits import parse_digits
from align.language.values.numbers import LINK, find_numbers
from align.language.values.value import Value
from align.models.translation.currency import repair_currencies

_COPIED_NUMBER = re.compile(r"(?<![\w.,])(?<!ersion )(?<!ersi )\d+(?:[.,]\d+)+(?![\w]|[.,]\d)")
_ENGLISH_NOTATION = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?")
_SWAP = str.maketrans(".,", ",.")
_TOKEN = re.compile(r"\S+")  # and not \S*(://|www|@)\S*, which takes quadratic time on a long word
_LINK_LIKE = re.compile(r"://|www\.|@")
_TRAILING = ".,;:!?)\"'”’"
_HONORIFIC = re.compile(r"\b(?:Pak|Bapak|Bu|Ibu|Tn\.?|Tuan|Ny\.?|Nyonya|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Ee]m) $")
# What makes a number of the source another one in English: halves said in words, "20 ribuan".
_HALVES = re.compile(r"(?<!\w)(?:rưỡi|nửa|setengah|separuh|tengah)(?!\w)|\d (?:ribu|juta|miliar|triliun)an\b", re.I)
_UNIT = re.compile(
    r"[ -]?(?:kg|km|cm|mm|m|g|cc|grams?|kilo\w*|met(?:er|re)\w*|lit(?:er|re)\w*|ton(?:s|nes?)?|pounds?|lbs?|miles?|feet|foot|ft|"
    r"inch\w*|yards?|acres?|hectares?|basis points?|bps|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|dozen)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
LONGEST = 6_000  # characters; what is compared with what grows with the square
_SCALED = re.compile(r"(?:hundred|thousand|million|billion|trillion|dozen)s?\b", re.IGNORECASE)
_ALIKE = 0.7  # similarity from which on a word of the output is a misspelt name of the source


class Mended(NamedTuple):
    """A translation and what was mended in it, as flags: `repaired: 8.000`, `number_doubtful`."""

    text: str
    flags: tuple[str, ...] = ()


def mend(source: str, target: str, lang: str) -> Mended:
    """`target` with the source's currencies, numbers and names, in English; as it is where either is far over a sentence."""
    if max(len(source), len(target)) > LONGEST:
        return Mended(target)
    target, money = repair_currencies(source, target, lang)
    target = english_names(source, english_separators(source, target, lang), lang)
    text, flags = mend_numbers(source, repair_names(source, target, lang), lang)
    return Mended(repair_links(source, text), flags + money)


def repair(source: str, target: str, lang: str) -> str:
    """The text of `mend`."""
    return mend(source, target, lang).text


def repair_links(source: str, target: str) -> str:
    """`target` with web and mail addresses as the source has them, where as many came out, in order.

    A word that was glued to one (`on://www…`) is parted from it.
    """
    links = [m.group().rstrip(_TRAILING) for m in LINK.finditer(source)]
    printed = [m for m in _TOKEN.finditer(target) if _LINK_LIKE.search(m.group())]
    if not links or len(links) != len(printed):
        return target
    for link, match in zip(reversed(links), reversed(printed)):
        found = match.group().rstrip(_TRAILING)
        if found != link:
            glued = re.match(r"([A-Za-z]+)(?=://|@)", found)
            word = glued[1] + " " if glued and not glued[1].startswith("http") and is_english(glued[1]) else ""
            target = target[: match.start()] + word + link + target[match.start() + len(found) :]
    return target


def english_separators(source: str, target: str, lang: str) -> str:
    """`target` with numbers that were copied as the source writes them in English notation (8.000 -> 8,000).

    Only a digit string that stands letter for letter in the source as a number with one reading is
    rewritten; dates and times are not numbers there.
    """
    written = {v.text for v in find_numbers(source, lang) if v.kind in ("number", "percent")}
    copied = {m.group() for text in written for m in _COPIED_NUMBER.finditer(text)}

    def rewrite(match: re.Match[str]) -> str:
        digits = match.group()
        swapped = digits.translate(_SWAP)
        readings = parse_digits(digits, lang)
        english = _ENGLISH_NOTATION.fullmatch(swapped) and parse_digits(swapped, "en") == readings
        return swapped if digits in copied and english else digits

    return _COPIED_NUMBER.sub(rewrite, target)


def english_names(source: str, target: str, lang: str) -> str:
    """`target` with known names that were copied in the source's spelling in English (Ukraina -> Ukraine)."""
    foreign: dict[str, str] = {}
    for mention in find_mentions(source, lang):
        english = names_of(mention.key, "en")
        if english and mention.text not in english and not _is_person(mention, source, lang):
            foreign[mention.text] = english[0]
    if not foreign:
        return target
    body = "|".join(re.escape(name) for name in sorted(foreign, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{body})(?!\w)", lambda m: foreign[m.group()], target)


def _is_person(mention: Mention, source: str, lang: str) -> bool:
    """Whether a country's name may be a person's here (bà Nga, Pak Turki) or a club's (AS Roma)."""
    if mention.text in AMBIGUOUS.get(lang, ()) and (lang == "vi" or re.match(r" [A-Z]", source[mention.span.end :])):
        return True
    before = source[: mention.span.start]
    return before.endswith("AS ") or bool(_HONORIFIC.search(before))


def names_in(source: str, lang: str) -> list[str]:
    """Capitalised words of `source` that look like names: not at a sentence's start, not a known exonym.

    In upper-case text every word is capitalised and none stands out from the others.
    """
    words = list(_WORD.finditer(source))
    if sum(w.group()[0].isupper() for w in words) > 0.7 * len(words) and len(words) > 5:
        return []
    known = [m.span for m in find_mentions(source, lang)]
    found = []
    for word in words:
        text, at = word.group(), word.start()
        starts = not source[:at].rstrip(" \"'“‘(—-") or source[:at].rstrip(" \"'“‘(").endswith((".", "!", "?", ":"))
        translated = any(s.start <= at < s.end for s in known)
        if len(text) > 2 and text[0].isupper() and not translated and not (starts and not text.isupper()):
            found.append(text)
    return list(dict.fromkeys(found))


def _plural(word: str, name: str) -> bool:
    return word.lower() in (name.lower() + "s", name.lower() + "es")


def _stem(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def lost_names(source: str, target: str, lang: str) -> list[str]:
    """Names of the source that the output holds neither as they are nor nearly.

    A word that English writes almost alike ("Presiden", "president") is found, one that is translated
    altogether is not: the list ranks candidates, it proves nothing.
    """
    words = {_stem(w).lower() for w in _WORD.findall(target)}
    return [
        name
        for name in names_in(source, lang)
        if name.lower() not in words and not any(Levenshtein.normalized_similarity(name.lower(), w) >= _ALIKE for w in words)
    ]


def repair_names(source: str, target: str, lang: str) -> str:
    """`target` with names that came out misspelt as the source spells them (Dralhousie -> Dalhousie).

    A word of the output that is English, or stands in the source, is no misspelling; one that differs
    in case alone is written as in the source.
    """
    written = set(_WORD.findall(source))
    held = {w.lower() for w in written}
    printed = {_stem(w) for w in _WORD.findall(target) if w != w.lower()} - written
    by_case = {name.lower(): name for name in names_in(source, lang)}
    swaps = {word: by_case[word.lower()] for word in printed if word.lower() in by_case}
    strange = sorted(word for word in printed if not is_english(word) and word.lower() not in held)
    for name in by_case.values():
        if len(name) < 4 or name in target or (lang == "vi" and unaccent(name) in target):
            continue
        scored = [
            (Levenshtein.normalized_similarity(name.lower(), word.lower()), word) for word in strange if not _plural(word, name)
        ]
        best = max(scored, default=(0.0, ""))
        if best[0] >= _ALIKE:
            swaps.setdefault(best[1], name)

    def rewrite(match: re.Match[str]) -> str:
        stem = _stem(match.group())
        return swaps.get(stem, stem) + match.group()[len(stem) :]

    return _WORD.sub(rewrite, target) if swaps else target


def in_english(value: Value) -> str | None:
    """A value of the source as English writes it; None where that is not plain."""
    reading = value.readings[0] if value.readings else None
    if value.kind == "code":
        return value.text
    if isinstance(reading, ClockTime):
        return f"{reading.hour}:{reading.minute:02d}"
    if isinstance(reading, CalendarDate):
        return _calendar(reading)
    if not isinstance(reading, Fraction) or len(value.readings) > 1:
        return None
    shown = _plain(reading, value.text)
    return shown and shown + (" percent" if value.kind == "percent" else "")


def _calendar(reading: CalendarDate) -> str | None:
    day, month, year = reading
    rest = (f" {day}" if day else "") + (f", {year}" if day and year else f" {year}" if year else "")
    return MONTHS["en"][month - 1].capitalize() + rest if month else None


def _plain(value: Fraction, written: str) -> str | None:
    for size, word in _SCALES:
        if value >= size and (value / size * 1000).denominator == 1:
            return f"{float(value / size):,.10g} {word}"
    if value.denominator == 1:
        bare = re.fullmatch(r"\d{4}\D*", written)  # a year has no separator
        return str(int(value)) if bare else f"{int(value):,}"
    return f"{float(value):,.10g}" if (value * 1000).denominator == 1 else None


def mend_numbers(source: str, target: str, lang: str) -> Mended:
    """`target` with figures the source does not have replaced by those of the source that are missing.

    Only where it is plain which is meant: as many on either side, in order, or digits that are nearly the same (`pukul
    22.00`, printed as `22,000`); and only where the source has one reading and the
    output no scale word that would change; the others are left, and flagged as doubtful.
    """
    if _HALVES.search(source):
        return Mended(target)
    compared = compare_values(source, target, lang, "en")
    missing = sorted(compared.missing, key=lambda v: v.span.start)
    odd = sorted(compared.added, key=lambda v: v.span.start)
    odd += [v for v in find_numbers(target, "en") if not v.hard and v not in odd and _unsupported(v, source, lang)]
    pairs = _pairs(missing, sorted((v for v in odd if _may_be_wrong(v, target)), key=lambda v: v.span.start))
    flags: list[str] = []
    for value, wrong in sorted(pairs, key=lambda pair: -pair[1].span.start):
        shown = in_english(value) if _is_plain(value, wrong, target) else None
        if shown:
            kept = " percent" if value.kind != "percent" and wrong.kind == "percent" else ""
            target = target[: wrong.span.start] + shown + kept + target[wrong.span.end :]
            flags.append(f"repaired: {value.text}")
        else:
            flags.append("number_doubtful")
    return Mended(target, tuple(dict.fromkeys(flags[::-1])))


def _is_plain(value: Value, wrong: Value, target: str) -> bool:
    """Whether the source's number has one reading and the output's is no scaled one, whose scale would change."""
    if value.kind in ("date", "time"):
        return True
    if len(value.readings) != 1:
        return False
    scaled = _SCALED.search(wrong.text) or _SCALED.match(target[wrong.span.end :].lstrip())
    return not scaled or (bool(_SCALED.search(in_english(value) or "")) and wrong.text.split()[-1] in (in_english(value) or ""))


def _may_be_wrong(value: Value, target: str) -> bool:
    """Not what English says another way: with a unit, which may be converted; an ordinal; the '70s."""
    before, after = target[: value.span.start], target[value.span.end :]
    if value.kind == "number" and _UNIT.match(after):
        return False
    return not re.match(r"-?[^\W\d_]", after) and not before.lower().endswith(("'", "’", "version "))


def _unsupported(value: Value, source: str, lang: str) -> bool:
    """A spelled number of the output ("eight") whose value the source does not have."""
    if not value.readings or not isinstance(value.readings[0], Fraction) or value.readings[0] < 2:
        return False
    return value.readings[0] not in {r for v in find_numbers(source, lang) for r in v.readings}


def _pairs(missing: Sequence[Value], odd: Sequence[Value]) -> list[tuple[Value, Value]]:
    free, pairs = list(odd), []
    rest = []
    for value in missing:
        digits = re.sub(r"\D", "", value.text)
        if value.kind == "code":
            continue
        near = [
            o
            for o in free
            if digits and o.kind != "code" and Levenshtein.normalized_similarity(digits, re.sub(r"\D", "", o.text)) >= 0.6
        ]
        if near:
            pairs.append((value, near[0]))
            free.remove(near[0])
        else:
            rest.append(value)
    calendar = ("date", "time")
    if len(rest) == len(free) and all((a.kind in calendar) == (b.kind in calendar) for a, b in zip(rest, free)):
        pairs += zip(rest, free)
    return pairs
