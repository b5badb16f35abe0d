"""Whether the values of one text stand in another: numbers, dates, times and codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from align.language.values.calendar import CalendarDate, ClockTime
from align.language.values.dates import dates_agree
from align.language.values.fractions import as_percentage
from align.language.values.ordinals import unanswered
from align.language.values.text_values import CALENDAR, TextValues, numbers_of
from align.language.values.value import Value, folded, left_over


@dataclass(frozen=True, slots=True)
class ValueComparison:
    """Hard values without a counterpart, on either side, and how many hard ones there are."""

    missing: tuple[Value, ...]
    added: tuple[Value, ...]
    left_hard: int
    right_hard: int


def agree(left: Value, right: Value) -> bool:
    """Whether two values are the same: any reading of one equals any of the other."""
    calendar = {"date", "time"}
    if left.kind in calendar and right.kind in calendar:
        return any(dates_agree(a, b) for a in left.readings for b in right.readings)  # type: ignore[arg-type]
    if left.kind in calendar or right.kind in calendar:
        return False
    return bool(set(left.readings) & set(right.readings))


def _pair_off(lefts: Sequence[Value], rights: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """Greedy one-to-one matching, the first free match each; what is left over on each side."""
    free = dict(enumerate(rights))
    by_reading: dict[object, list[int]] = {}
    for at, value in free.items():
        for reading in value.readings if value.kind not in CALENDAR else ():
            by_reading.setdefault(reading, []).append(at)
    calendar = [at for at, value in free.items() if value.kind in CALENDAR]
    missing = []
    for value in lefts:
        near = calendar if value.kind in CALENDAR else [at for r in value.readings for at in by_reading.get(r, ())[:1]]
        match = min((at for at in near if at in free and agree(value, rights[at])), default=None)
        if match is None:
            missing.append(value)
            continue
        for reading in free.pop(match).readings if value.kind not in CALENDAR else ():
            by_reading[reading].remove(match)
    return missing, list(free.values())


_TWELVE = re.compile(r"midnight|noon|midday|tengah (?:malam|hari)|nửa đêm|giữa trưa", re.IGNORECASE)
_CLOCK = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")


def _clock(value: Value) -> tuple[int, int] | None:
    """Hour, modulo 12, and minute of a time or of what may be one ("22.26")."""
    if isinstance(value.readings[0], ClockTime):
        return value.readings[0].hour % 12, value.readings[0].minute
    match = _CLOCK.fullmatch(value.text) if value.kind == "number" else None
    return (int(match[1]) % 12, int(match[2])) if match else None


def _without_clocks(missing: Sequence[Value], free: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """Without pairs of a time and a figure on the other side that reads as the same time."""
    left, right = list(missing), list(free)
    for value in missing:
        same = next(
            (v for v in right if {"time", "number"} == {v.kind, value.kind} and _clock(v) == _clock(value) is not None), None
        )
        if same is not None:
            left.remove(value)
            right.remove(same)
    return left, right


def _plain(text: str) -> str:
    return folded(text).lower().replace("-", "")


def _answered(value: Value, other: TextValues) -> bool:
    """Loose support: an equal value that is already taken, a soft one, or the same code in the text."""
    if value.kind in CALENDAR:
        if any(agree(value, v) for v in other.calendar):
            return True
    elif not other.readings.isdisjoint(value.readings):
        return True
    if value.kind == "code":
        return re.search(rf"{re.escape(_plain(value.text))}(?!\d)", _plain(other.text)) is not None
    own = numbers_of(value)
    if value.kind in ("number", "percent"):
        return bool(own & other.loose or own & other.dated) or value.text in other.coded
    if value.kind == "time":
        clock = value.readings[0]
        if not isinstance(clock, ClockTime):
            return False
        if clock.minute:  # "2 giờ 15 phút" may be a span of time
            spelt = re.search(r"phút|menit|minute", value.text) is not None
            return spelt and {Fraction(clock.hour), Fraction(clock.minute)} <= other.bare
        if clock.hour % 12 == 0 and _TWELVE.search(other.text):
            return True
        return Fraction(clock.hour) % 12 in {n % 12 for n in other.bare}
    return bool(own) and own <= (other.bare | other.loose)


def compare_values(left: str, right: str, left_lang: str, right_lang: str) -> ValueComparison:
    """Hard values of each text that the other does not carry.

    A value repeated on one side and said once on the other is not missing.
    """
    texts = TextValues(left, left_lang), TextValues(right, right_lang)
    hard = texts[0].hard, texts[1].hard
    lefts, rights = texts[0].values, texts[1].values
    other_sizes = left_over(texts[0].sizes, texts[1].sizes), left_over(texts[1].sizes, texts[0].sizes)
    for odd in (other_sizes, _other_parts((texts[0].parts, texts[1].parts), (lefts, rights))):
        if all(odd):  # "hàng nghìn" here, "millions" there; "a third", "two thirds"
            return ValueComparison(*odd, *hard)
    missing, free = (
        [v for v in _outside(values, own.sizes, (*own.ranks, *own.parts)) if not as_percentage(v, other.parts)]
        for values, own, other in zip(_without_clocks(*_pair_off(lefts, rights)), texts, texts[::-1], strict=True)
    )
    ranked = texts[0].ranks and texts[1].ranks
    if not missing and not free and not ranked and not any(v.kind == "date" for v in lefts):
        return ValueComparison((), (), *hard)
    lost = tuple(v for v in missing if v.hard and not _answered(v, texts[1]))
    added = tuple(v for v in free if v.hard and not _answered(v, texts[0]))
    if not lost or not added:  # "16.200 rupiah đổi 1 USD", "per dolar": the one of a rate goes without saying
        lost, added = (tuple(v for v in side if v.text != "1" or v.kind != "number") for side in (lost, added))
    lost, added = _with_soft_dates(lost, added, missing, free, texts)
    lost, added = _unrounded(lost, added, left, right)
    lost += _thinner(lefts, rights, (0,))
    added += _thinner(rights, lefts, (0, 2))
    changed = _changed_words(missing, free, texts[0].soft | texts[1].soft, (_odd_ranks(*texts), _odd_ranks(*texts[::-1])))
    return ValueComparison((*lost, *changed[0]), (*added, *changed[1]), *hard)


def _with_soft_dates(
    lost: tuple[Value, ...], added: tuple[Value, ...], missing: Sequence[Value], free: Sequence[Value],
    texts: tuple[TextValues, TextValues],
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:  # fmt: skip
    """A month's name alone says little (May, March), but where a date is lost it is what that became."""
    there, here = (any(v.kind == "date" for v in side) for side in (lost, added))
    if there and not here:
        added += tuple(v for v in free if v.kind == "date" and not v.hard and not _answered(v, texts[0]))
    elif here and not there:
        lost += tuple(v for v in missing if v.kind == "date" and not v.hard and not _answered(v, texts[1]))
    return lost, added


def _odd_ranks(own: TextValues, other: TextValues) -> tuple[Value, ...]:
    return unanswered(own.ranks, own.lang, other.text, other.lang, other.readings | other.loose)


_ABOUT = re.compile(
    r"\b(?:nearly|almost|about|around|some|roughly|approximately|over|more than|close to|hampir|sekitar|lebih dari|kurang lebih|"
    r"nyaris|khoảng|gần|hơn|xấp xỉ) $",
    re.IGNORECASE,
)
_ROUNDED = Fraction(1, 50)  # how far an announced rounding may be off


def _unrounded(
    lost: tuple[Value, ...], added: tuple[Value, ...], left: str, right: str
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Without pairs of a figure and its announced rounding: 88,593 and "nearly 89,000"."""

    def near(value: Value, other: Value) -> bool:
        a, b = value.readings[0], other.readings[0]
        about = _ABOUT.search(right, max(0, other.span.start - 14), other.span.start) or _ABOUT.search(
            left, max(0, value.span.start - 14), value.span.start
        )
        numbers = isinstance(a, Fraction) and isinstance(b, Fraction) and value.kind == other.kind == "number"
        return bool(about) and numbers and 0 < abs(a - b) <= _ROUNDED * max(a, b) and max(a, b) >= 100  # type: ignore[operator]

    pairs = [(v, w) for v in lost for w in added if near(v, w)]
    return tuple(v for v in lost if all(v != a for a, _ in pairs)), tuple(w for w in added if all(w != b for _, b in pairs))


def _other_parts(
    parts: tuple[tuple[Value, ...], tuple[Value, ...]], values: tuple[Sequence[Value], Sequence[Value]]
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """The fractions of either side that neither a fraction nor a percentage of the other says."""
    over = left_over(*parts), left_over(*parts[::-1])
    return (
        tuple(v for v in over[0] if not as_percentage(v, values[1])),
        tuple(v for v in over[1] if not as_percentage(v, values[0])),
    )


def _outside(values: Sequence[Value], sizes: Sequence[Value], places: Sequence[Value]) -> list[Value]:
    """Without those that are part of an ordinal or, where they are soft, of a rough size: "puluhan ribu", "twenty-first"."""
    if not sizes and not places:
        return list(values)

    def within(value: Value, said: Sequence[Value]) -> bool:
        return any(value.span.start < s.span.end and s.span.start < value.span.end for s in said)

    return [v for v in values if not within(v, places) and (v.hard or not within(v, sizes))]


def _thinner(values: Sequence[Value], others: Sequence[Value], parts: tuple[int, ...]) -> tuple[Value, ...]:
    """Dates of which the agreeing dates of the other side leave out a part, and no number there makes good.

    `parts`: 0 the day, 2 the year. A translation may leave out a year that is plain; "20 Januari" against
    "January 20, 2000" is an invented one.
    """
    plain = set().union(*(numbers_of(o) for o in others)) if others else set()
    out = []
    for value in values:
        partners = [o for o in others if value.kind == o.kind == "date" and agree(value, o)]
        if not partners:
            continue
        said = {
            int(n)
            for reading in value.readings
            if isinstance(reading, CalendarDate)
            for n in (reading[p] for p in parts)
            if n > 0
        }
        if any(Fraction(n) not in plain for n in said):
            out.append(value)
    return tuple(out)


def _changed_words(
    missing: Sequence[Value],
    free: Sequence[Value],
    soft: frozenset[Fraction],
    places: tuple[tuple[Value, ...], tuple[Value, ...]],
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Spelled numbers, `places` or months that are left over on both sides ("dua" here, "four" there).

    One alone proves nothing: small numbers are said in many ways; one on each side is a change.
    """
    months = [tuple(v for v in values if v.kind == "date" and not v.hard) for values in (missing, free)]
    if months[0] and months[1]:
        return months[0], months[1]

    def odd(value: Value) -> bool:
        reading = value.readings[0]
        if value.hard or value.kind != "number" or not isinstance(reading, Fraction) or reading in soft:
            return False
        return 2 <= reading <= 20 or reading >= 1000

    left, right = (*filter(odd, missing), *places[0]), (*filter(odd, free), *places[1])
    return (left, right) if left and right else ((), ())
