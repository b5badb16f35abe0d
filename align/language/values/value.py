"""One number in a text, and sets of them compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from align.language.values.calendar import CalendarDate, ClockTime
from align.page import Span

Reading = Fraction | CalendarDate | ClockTime | str


def folded(code: str) -> str:
    """A code as it is written without Vietnamese letters: 15/2020/NĐ-CP is 15/2020/ND-CP abroad."""
    return code.replace("Đ", "D").replace("đ", "d")


@dataclass(frozen=True, slots=True)
class Value:
    """One number in a text.

    `kind`: number, percent, date, time, or code (digits inside a name such as `G7`); `readings`: the
    values it may have, likeliest first (dates: day, month, year with 0 for unknown; codes: none);
    `hard`: written with digits or as large as a scale word, so that its loss is a fault.
    """

    kind: str
    span: Span
    text: str
    readings: tuple[Reading, ...]
    hard: bool

    def show(self) -> str:
        """The value as a person writes it, for messages."""
        reading = self.readings[0]
        if isinstance(reading, Fraction):
            number = f"{float(reading):,.10g}" if reading.denominator != 1 else f"{int(reading):,}"
            if 0 < reading < 1 and reading.denominator in (3, 6, 7, 9):  # no decimal says it
                number = str(reading)
            return f"{number}%" if self.kind == "percent" else number
        return self.text


def soft_value(span: tuple[int, int], text: str, value: Fraction) -> Value:
    return Value("number", Span(*span), text[slice(*span)], (value,), False)


def readings_of(values: Sequence[Value]) -> frozenset[Fraction]:
    """All numeric readings of the values."""
    return frozenset(r for v in values for r in v.readings if isinstance(r, Fraction))


def left_over(values: Sequence[Value], others: Sequence[Value]) -> tuple[Value, ...]:
    """Multiset difference of values, by their likeliest readings."""
    free = [v.readings[0] for v in others]
    out = []
    for value in values:
        if value.readings[0] in free:
            free.remove(value.readings[0])
        else:
            out.append(value)
    return tuple(out)
