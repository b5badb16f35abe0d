"""The grammar of number words: what number a row of them and of digit groups says.

A group is hundreds, tens and units. A scale word (thousand and above) multiplies the group before it and every part before
that is smaller than the scale: "hai nghìn năm trăm tỷ" is 2,500 milliards, "2 tỷ 350 triệu" 2,350 millions. In Vietnamese a
lone unit behind a scale may count its tenths: "một triệu hai" is 1.2 million, "hai trăm ba" 230.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from align.language.values.number_words import NumberWords

Part = str | Fraction


@dataclass(slots=True)
class _Reader:
    words: NumberWords
    sums: list[tuple[int, Fraction]] = field(default_factory=list)  # (scale, value), larger scales first
    hundreds: Fraction | None = None
    tens: Fraction | None = None
    unit: Fraction | None = None

    def group(self) -> Fraction | None:
        """What stands before the next scale; None where nothing does."""
        said = [n for n in (self.hundreds, self.tens, self.unit) if n is not None]
        return sum(said, Fraction(0)) if said else None

    def read(self, part: Part) -> None:
        words = self.words
        if isinstance(part, Fraction):
            self.unit = part
        elif part in words.units:
            value = Fraction(words.units[part])
            if self.unit is not None and self.tens is None and part in words.after_tens:  # "bốn lăm" is 45
                self.tens, self.unit = self.unit * 10, value
            else:
                self.unit = (self.unit or Fraction(0)) + value
        elif part in words.teen:
            self.unit = (self.unit or Fraction(0)) + 10
        elif part in words.tens:
            self.tens, self.unit = (self.tens or Fraction(0)) + (self.unit or 0) + words.tens[part], None
        elif part in words.ten:
            self.tens, self.unit = (Fraction(1) if self.unit is None else self.unit) * 10, None
        elif part in words.scales:
            self._scale(words.scales[part])

    def _scale(self, scale: int) -> None:
        group = self.group()
        if scale == 100:
            below = [n for n in (self.tens, self.unit) if n is not None]
            self.hundreds = (self.hundreds or Fraction(0)) + (sum(below, Fraction(0)) if below else 1) * 100
        else:
            smaller = [value for size, value in self.sums if size < scale]
            self.sums = [(size, value) for size, value in self.sums if size >= scale]
            times = sum(smaller, group or Fraction(0)) if smaller or group is not None else Fraction(1)
            self.sums.append((scale, times * scale))
            self.hundreds = None
        self.tens = self.unit = None

    def total(self) -> Fraction:
        return sum((value for _, value in self.sums), self.group() or Fraction(0))


def readings_of(parts: Sequence[Part], words: NumberWords) -> tuple[Fraction, ...]:
    """The values that number words and digit groups in order may say, the likeliest first; () where they say none."""
    numbers = [p for p in parts if p not in words.joiners]
    if not numbers:
        return ()
    reader = _Reader(words)
    for part in numbers:
        reader.read(part)
    plain = reader.total()
    tenth = _tenths(parts, words)
    return (plain,) if tenth is None else (plain + tenth, plain)


def _tenths(parts: Sequence[Part], words: NumberWords) -> Fraction | None:
    """What is added where the last unit counts tenths of the scale before it, of hundreds also before a larger scale ("hai trăm
    ba triệu", 230 millions); None where it cannot."""
    if not words.tenths:
        return None
    times, last = 1, parts[-1]
    if isinstance(last, str) and words.scales.get(last, 0) >= 1000 and len(parts) >= 3 and parts[-3] == "trăm":
        times, parts = words.scales[last], parts[:-1]
    if len(parts) < 2 or not isinstance(parts[-2], str) or parts[-2] not in words.scales:
        return None
    last, scale = parts[-1], words.scales[parts[-2]]
    unit = words.units.get(last) if isinstance(last, str) else int(last) if last.denominator == 1 else None
    if unit is None or not 1 <= unit <= 9 or scale < 100:
        return None
    return (Fraction(unit * scale, 10) - unit) * times
