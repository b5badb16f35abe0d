"""What figures count: money, lengths, weights, spans of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from align.language.tables import read_yaml
from align.language.values.numbers import find_numbers
from align.language.values.value import Value
from align.page import Span

_HOURS = re.compile(r"(\d+) (?:giờ|tiếng)")
_DOLLARS = frozenset(("dollar", "USD", "SGD", "AUD", "CAD", "HKD"))
_BRACKET = re.compile(r"\([^()]{1,60}\)")
_NEAR = 24  # characters beside a figure that are looked at
_METRES = {
    "en": re.compile(
        r" m(?![\w²³/'’])|m(?= (?:tall|long|wide|high|deep|away|above|below|underwater|sprint|freestyle|hurdles|race)\b)"
    )
}  # "300m" may be millions in English
_METRES_ANYWHERE = re.compile(r" ?m(?![\w²³/'’])")
_SPANS = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))
_PEOPLE = re.compile(r"(?<=đồng) (?:phạm|bào|chí|đội|nghiệp|minh|hương|tác giả|hồ|ruộng|cỏ)\b")  # 5 đồng phạm: accomplices
_DEGREES = re.compile(r"\s?(?:°|derajat\b|degrees?\b|độ\b)")
_MINUS = re.compile(r"(?:(?:^|[\s(~])[-−–]|\b(?:minus|âm|negative) )$", re.IGNORECASE)
_BELOW = re.compile(r"[^.,;]{0,24}?(?:below (?:zero|freezing)|di bawah nol|dưới (?:0|không))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit's class, and where both stand."""

    value: Value
    unit: str
    span: Span


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    """(before a figure, after it, expression group -> class for each)."""
    table = read_yaml("units.yaml")
    out, groups = [], []
    for place in ("before", "after"):
        units = sorted(
            ((e, unit) for unit, places in table.items() for e in places.get(place, "").split("|") if e), key=lambda p: -len(p[0])
        )
        names = {f"u{k}": unit for k, (_, unit) in enumerate(units)}
        body = "|".join(f"(?P<u{k}>{expression})" for k, (expression, _) in enumerate(units))
        pattern = rf"(?<!\w)(?:{body})\s?$" if place == "before" else rf"[\s\u00a0-]?(?:{body})(?![\w])"
        out.append(re.compile(pattern))
        groups.append(names)
    return out[0], out[1], groups[0], groups[1]


@lru_cache(maxsize=4096)
def find_measures(text: str, lang: str) -> tuple[Measure, ...]:
    """Numbers whose unit is said, in order."""
    before, after, before_names, after_names = _patterns()
    out = []
    for value in find_numbers(text, lang):
        if value.kind == "time" and lang == "vi" and (hours := _HOURS.fullmatch(value.text)):  # 4 o'clock, or four hours
            number = replace(value, kind="number", readings=(Fraction(int(hours.group(1))),))
            out.append(Measure(number, "hour", value.span))
        if value.kind not in ("number", "percent"):
            continue
        ahead = before.search(text[max(0, value.span.start - _NEAR) : value.span.start])
        own = before.match(value.text.rstrip("0123456789.,")) if not ahead else None  # "Rp3" is read as one number
        behind = after.match(text, value.span.end) if value.kind == "number" else None  # "5 persen bulan lalu"
        metres = None if ahead or behind else _METRES.get(lang, _METRES_ANYWHERE).match(text, value.span.end)
        if behind and ahead and after_names[str(behind.lastgroup)] in _SPANS:  # Rp 450 M tahun lalu
            behind = None
        if behind and _PEOPLE.match(text, behind.end()):
            behind = None
        if behind:
            out.append(Measure(value, after_names[str(behind.lastgroup)], Span(value.span.start, behind.end())))
        elif ahead or own:
            match = ahead or own
            start = value.span.start - len(ahead.group()) if ahead else value.span.start
            out.append(Measure(value, before_names[str(match.lastgroup)], Span(start, value.span.end)))  # type: ignore[union-attr]
        elif metres and value.kind == "number":
            out.append(Measure(value, "metre", Span(value.span.start, metres.end())))
        elif value.kind == "percent":
            out.append(Measure(value, "percent", value.span))
    return tuple(out)


def same_unit(left: Measure, right: Measure) -> bool:
    """Whether two measures may count the same; dollars may be any country's."""
    units = {left.unit, right.unit}
    return len(units) == 1 or ("dollar" in units and units < _DOLLARS)


def same_number(left: Measure, right: Measure) -> bool:
    """Whether two measures have a reading in common."""
    numbers = [{r for r in m.value.readings if isinstance(r, Fraction)} for m in (left, right)]
    return bool(numbers[0] & numbers[1])


# unit -> what it measures, and how many of the smallest unit there it has
_SCALES: dict[str, tuple[str, Fraction]] = {
    unit: (kind, Fraction(size))
    for kind, units in {
        "length": {"millimetre": 1, "centimetre": 10, "metre": 1000, "kilometre": 10**6, "nautical mile": 1_852_000},
        "weight": {"gram": 1, "kilogram": 1000, "quintal": 10**5, "tonne": 10**6},
        "area": {"square metre": 1, "hectare": 10**4, "square kilometre": 10**6},
        "time": {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800},
        "months": {"month": 1, "year": 12},
        "points": {"basis point": 1, "percentage point": 100},
        "power": {"kilowatt": 1, "megawatt": 1000, "gigawatt": 10**6},
    }.items()
    for unit, size in units.items()
}


# The same of other systems: what they are in the smallest unit of the table above.
_OTHER_SYSTEMS: dict[str, tuple[str, Fraction]] = {
    unit: (kind, Fraction(size))
    for kind, units in {
        "length": {"inch": "25.4", "foot": "304.8", "mile": "1609344"},
        "weight": {"pound_weight": "453.592", "ounce": "28.35"},
        "area": {"acre": "4046.86", "square mile": "2589988"},
        "volume": {"litre": "1", "gallon": "3.785"},
        "speed": {"km/h": "1", "mph": "1.609344", "knot": "1.852"},
    }.items()
    for unit, size in units.items()
}
_CONVERTED = Fraction(3, 100)  # how far a conversion may be rounded


def same_converted(left: Measure, right: Measure) -> bool:
    """Whether two measures say about the same in different systems: 132 pounds and 60 kg, 30 miles and 48 km, 104°F and 40°C."""
    units = {left.unit, right.unit}
    if len(units) == 1:
        return False
    numbers = [[r for r in m.value.readings if isinstance(r, Fraction)] for m in (left, right)]
    if units == {"celsius", "fahrenheit"}:
        celsius, warm = numbers if left.unit == "celsius" else numbers[::-1]
        return any(abs(c * 9 / 5 + 32 - f) <= 2 for c in celsius for f in warm)
    if units.isdisjoint(_OTHER_SYSTEMS):
        return False
    known = _SCALES | _OTHER_SYSTEMS
    if not units <= known.keys() or known[left.unit][0] != known[right.unit][0]:
        return False
    sizes = known[left.unit][1], known[right.unit][1]
    return any(a > 0 and abs(a * sizes[0] - b * sizes[1]) <= _CONVERTED * a * sizes[0] for a in numbers[0] for b in numbers[1])


def joined(measures: Sequence[Measure], text: str) -> tuple[tuple[Measure, Measure, Measure], ...]:
    """Measures that are told in two steps, with their sum: "3 kg 500 g" -> (3 kg, 500 g, 3,500 g)."""
    out = []
    for first, second in zip(measures, measures[1:], strict=False):
        known = (
            first.unit in _SCALES
            and second.unit in _SCALES
            and text[first.span.end : second.span.start] in (" ", " và ", " dan ")
        )
        if not known or _SCALES[first.unit][0] != _SCALES[second.unit][0]:
            continue
        sizes, readings = (_SCALES[first.unit][1], _SCALES[second.unit][1]), (first.value.readings[0], second.value.readings[0])
        if sizes[0] > sizes[1] and isinstance(readings[0], Fraction) and isinstance(readings[1], Fraction):
            total = readings[0] * sizes[0] / sizes[1] + readings[1]
            out.append((first, second, Measure(replace(second.value, readings=(total,)), second.unit, second.span)))
    return tuple(out)


def same_quantity(left: Measure, right: Measure) -> bool:
    """Whether two measures say the same in different units of one kind: 1.2 km and 1,200 metres."""
    if left.unit not in _SCALES or right.unit not in _SCALES or left.unit == right.unit:
        return False
    (kind, size), (other_kind, other_size) = _SCALES[left.unit], _SCALES[right.unit]
    if kind != other_kind:
        return False
    numbers = ({r for r in m.value.readings if isinstance(r, Fraction)} for m in (left, right))
    lefts, rights = numbers
    return not {n * size for n in lefts}.isdisjoint({n * other_size for n in rights})


def converted(text: str, measures: tuple[Measure, ...]) -> tuple[Value, ...]:
    """Figures in a bracket straight behind a measure, with a unit of their own: 10 kilometers (6.2 miles)."""
    ends = {m.span.end for m in measures}
    brackets = [m.span() for m in _BRACKET.finditer(text) if m.start() in ends or m.start() - 1 in ends]
    return tuple(m.value for m in measures if any(a < m.span.start and m.span.end < b for a, b in brackets))


@lru_cache(maxsize=4096)
def find_degrees(text: str, lang: str) -> tuple[Measure, ...]:
    """Temperatures (and other degrees), in order; their unit says on which side of zero they are."""
    if not _DEGREES.search(text):
        return ()
    out = []
    for value in find_numbers(text, lang):
        degrees = _DEGREES.match(text, value.span.end) if value.kind == "number" else None
        if degrees:
            minus = _MINUS.search(text[max(0, value.span.start - _NEAR) : value.span.start])
            below = None if minus else _BELOW.match(text, degrees.end())
            start = value.span.start - len(minus.group().lstrip(" (~")) if minus else value.span.start
            span = Span(start, (below or degrees).end())
            out.append(Measure(value, "below zero" if minus or below else "above zero", span))
    return tuple(out)
