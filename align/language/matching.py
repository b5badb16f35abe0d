"""Whether the values of one text stand in another: numbers, dates, times and codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from align.language.dates import dates_agree
from align.language.numbers import Value, find_numbers, soft_values


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


def _numbers_of(value: Value) -> set[Fraction]:
    """The plain numbers a value is made of, for loose comparison (a date's day and year)."""
    out: set[Fraction] = set()
    for reading in value.readings:
        if isinstance(reading, Fraction):
            out.add(reading)
        elif isinstance(reading, tuple):
            out.update(Fraction(n) for n in reading if n > 0)
    return out


def _pair_off(lefts: Sequence[Value], rights: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """Greedy one-to-one matching; what is left over on each side."""
    free = list(rights)
    missing = []
    for value in lefts:
        match = next((r for r in free if agree(value, r)), None)
        if match is None:
            missing.append(value)
        else:
            free.remove(match)
    return missing, free


def _answered(value: Value, others: Sequence[Value], soft: frozenset[Fraction], text: str) -> bool:
    """Loose support: an equal value that is already taken, a soft one, or the same code in the text."""
    if any(agree(value, other) for other in others):
        return True
    if value.kind == "code":
        return value.text.lower() in text.lower()
    own = _numbers_of(value)
    if value.kind in ("number", "percent"):
        if own & soft:
            return True
        return any(own & _numbers_of(o) for o in others if o.kind in ("date", "time"))
    plain = set().union(*(_numbers_of(o) for o in others)) if others else set()
    if value.kind == "time":
        clock = value.readings[0]
        full_hour = isinstance(clock, tuple) and clock[1] == 0
        return full_hour and Fraction(clock[0]) % 12 in {n % 12 for n in plain}  # type: ignore[index, arg-type]
    return bool(own) and own <= (plain | soft)


def compare_values(left: str, right: str, left_lang: str, right_lang: str) -> ValueComparison:
    """Hard values of each text that the other does not carry.

    A value repeated on one side and said once on the other is not missing.
    """
    lefts, rights = find_numbers(left, left_lang), find_numbers(right, right_lang)
    missing, free = _pair_off(lefts, rights)
    left_soft, right_soft = soft_values(left, left_lang), soft_values(right, right_lang)
    lost = tuple(v for v in missing if v.hard and not _answered(v, rights, right_soft, right))
    added = tuple(v for v in free if v.hard and not _answered(v, lefts, left_soft, left))
    lost += _thinner(lefts, rights, (0,))
    added += _thinner(rights, lefts, (0, 2))
    changed = _changed_words(missing, free, left_soft | right_soft)
    hard = sum(v.hard for v in lefts), sum(v.hard for v in rights)
    return ValueComparison((*lost, *changed[0]), (*added, *changed[1]), *hard)


def _thinner(values: Sequence[Value], others: Sequence[Value], parts: tuple[int, ...]) -> tuple[Value, ...]:
    """Dates of which the agreeing dates of the other side leave out a part, and no number there makes good.

    `parts`: 0 the day, 2 the year. A translation may leave out a year that is plain; "20 Januari" against
    "January 20, 2000" is an invented one.
    """
    plain = set().union(*(_numbers_of(o) for o in others)) if others else set()
    out = []
    for value in values:
        partners = [o for o in others if value.kind == o.kind == "date" and agree(value, o)]
        if not partners:
            continue
        said = {int(n) for reading in value.readings if isinstance(reading, tuple) for n in (reading[p] for p in parts) if n > 0}
        if any(Fraction(n) not in plain for n in said):
            out.append(value)
    return tuple(out)


def _changed_words(
    missing: Sequence[Value], free: Sequence[Value], soft: frozenset[Fraction]
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Spelled numbers that are left over on both sides ("dua" here, "four" there).

    One alone proves nothing: small numbers are said in many ways; one on each side is a change.
    """

    def odd(values: Sequence[Value]) -> tuple[Value, ...]:
        return tuple(
            v
            for v in values
            if not v.hard and v.kind == "number" and isinstance(v.readings[0], Fraction) and 2 <= v.readings[0] <= 20
            and v.readings[0] not in soft
        )  # fmt: skip

    left, right = odd(missing), odd(free)
    return (left, right) if left and right else ((), ())
