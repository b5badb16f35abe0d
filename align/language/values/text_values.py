"""What one text says of numbers, read once for all comparisons with another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from align.language.values.calendar import CalendarDate, ClockTime
from align.language.values.fractions import find_fractions
from align.language.values.implied import possible_values, soft_values
from align.language.values.magnitudes import find_sizes
from align.language.values.numbers import find_numbers
from align.language.values.ordinals import find_places
from align.language.values.value import Value, readings_of

CALENDAR = ("date", "time")


def numbers_of(value: Value) -> set[Fraction]:
    """The plain numbers a value is made of, for loose comparison (a date's day and year)."""
    out: set[Fraction] = set()
    for reading in value.readings:
        if isinstance(reading, Fraction):
            out.add(reading)
        elif isinstance(reading, (CalendarDate, ClockTime)):
            out.update(Fraction(n) for n in (reading if isinstance(reading, CalendarDate) else reading[:2]) if n > 0)
    return out


@dataclass(frozen=True)
class TextValues:
    """The values of one text, and what else it says of numbers."""

    text: str
    lang: str

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Numbers, dates, times, codes."""
        return find_numbers(self.text, self.lang)

    @cached_property
    def hard(self) -> int:
        """How many of them are hard."""
        return sum(v.hard for v in self.values)

    @cached_property
    def sizes(self) -> tuple[Value, ...]:
        """Rough sizes: "hàng nghìn"."""
        return find_sizes(self.text, self.lang)

    @cached_property
    def ranks(self) -> tuple[Value, ...]:
        """Ordinals."""
        return find_places(self.text, self.lang)

    @cached_property
    def parts(self) -> tuple[Value, ...]:
        """Fractions in words or with a slash."""
        slashed = tuple(v for v in self.values if "/" in v.text and v.kind == "number")
        return (*find_fractions(self.text, self.lang), *slashed)

    @cached_property
    def soft(self) -> frozenset[Fraction]:
        """Numbers that words imply: "both"."""
        return soft_values(self.text, self.lang)

    @cached_property
    def loose(self) -> frozenset[Fraction]:
        """All that may excuse a number of the other text."""
        return self.soft | possible_values(self.text, self.lang) | readings_of(self.ranks)

    @cached_property
    def calendar(self) -> tuple[Value, ...]:
        """Dates and times."""
        return tuple(v for v in self.values if v.kind in CALENDAR)

    @cached_property
    def readings(self) -> frozenset[object]:
        """Every reading of what is no date or time."""
        return frozenset(r for v in self.values if v.kind not in CALENDAR for r in v.readings)

    @cached_property
    def dated(self) -> frozenset[Fraction]:
        """The numbers in dates and times."""
        return frozenset().union(*(numbers_of(v) for v in self.calendar))

    @cached_property
    def bare(self) -> frozenset[Fraction]:
        """The numbers outside dates and times."""
        return frozenset().union(*(numbers_of(v) for v in self.values if v.kind not in CALENDAR))

    @cached_property
    def coded(self) -> frozenset[str]:
        """The digits of codes: p109."""
        return frozenset("".join(filter(str.isdigit, v.text)) for v in self.values if v.kind == "code")
