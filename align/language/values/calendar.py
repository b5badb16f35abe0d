"""Days and times of day as texts name them."""

from __future__ import annotations

from typing import NamedTuple


class CalendarDate(NamedTuple):
    """A day; 0 for what is not said."""

    day: int
    month: int
    year: int

    def agrees(self, other: CalendarDate) -> bool:
        """Whether both may be one day: unsaid parts agree with anything."""
        return all(a == b or 0 in (a, b) for a, b in zip(self, other, strict=True))


class ClockTime(NamedTuple):
    """A time of day; where `half_known` is false it may be twelve hours off."""

    hour: int
    minute: int
    half_known: bool

    def agrees(self, other: ClockTime) -> bool:
        """Whether both may be one time; modulo twelve hours where either does not say which half of the day."""
        known = self.half_known and other.half_known
        same = self.hour == other.hour if known else self.hour % 12 == other.hour % 12
        return same and self.minute == other.minute
