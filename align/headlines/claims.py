"""What a headline or caption claims, as values, and whether the Indonesian page says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rapidfuzz import fuzz

from align.language.names.exonyms import Mention, find_in_slug, find_mentions, names_of
from align.language.script import unaccent, vietnamese_letters
from align.language.values.calendar import CalendarDate
from align.language.values.compare import agree
from align.language.values.numbers import find_numbers
from align.language.values.ordinals import find_places
from align.language.values.value import Value
from align.language.vietnamese import syllables
from align.page import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, date or name of the headline. `span` counts characters of the headline."""

    kind: str
    span: Span
    text: str
    key: str | None = None
    value: Value | None = None
    beside: tuple[str, ...] = ()  # of a slug's name of one syllable: with the syllable before and behind, as a name is written
    total: bool = False  # of the killed and the hurt: a page may give them one by one


@dataclass(frozen=True, slots=True)
class Support:
    """Where a fact stands on the page (None: nowhere), and how it is written there."""

    fact: Fact
    span: Span | None
    text: str
    expected: str


def find_facts(headline: str, *, slug: bool) -> tuple[Fact, ...]:
    """Numbers, known names and foreign words of a Vietnamese headline, or of a slug's words."""
    facts = []
    for value in find_numbers(headline, "vi"):
        if slug and _is_designation(value, headline):
            facts += _designation(value, headline)
            continue
        if value.hard or value.kind != "number":
            shown = _slug_readings(value, headline) if slug else value
            total = _TOTAL.match(headline, value.span.end) is not None
            facts.append(Fact(value.kind, value.span, value.text, None, shown, (), total))
    taken = [f.span for f in facts]
    mentions = find_in_slug(headline) if slug else find_mentions(headline, "vi")
    for mention in mentions:
        beside = _beside(headline, mention.span) if slug and " " not in mention.text else ()
        facts.append(Fact("name", mention.span, mention.text, mention.key, None, beside))
        taken.append(mention.span)
    for match in _WORD.finditer(headline):
        span = Span(*match.span())
        if any(span.start < t.end and t.start < span.end for t in taken):
            continue
        if _is_foreign_name(match.group(), slug):
            facts.append(Fact("name", span, match.group()))
    return tuple(sorted(facts, key=lambda f: f.span))


def _beside(words: str, span: Span) -> tuple[str, ...]:
    before, behind = words[: span.start].split()[-1:], words[span.end :].split()[:1]
    word = words[span.start : span.end]
    return tuple(" ".join(pair).title() for pair in ([*before, word], [word, *behind]) if len(pair) == 2)


_QUALIFIERS = ("Selatan", "Serikat")
_LABELS = frozenset(("foto", "photo", "gambar", "ilustrasi"))
_TOTAL = re.compile(r" (?:người |nguoi |ca |nạn nhân |nan nhan )?(?:thương vong|thuong vong|bị nạn|bi nan|gặp nạn|gap nan)")

# Before a figure of a slug: a month, a weekday, an ordinal; "Su-35", "U23", "COVID-19" are names that lost their dash.
_CALENDAR = frozenset("thang thu quy lan tuan hang top the khoa ky tap so".split())
_DESIGNATION = re.compile(r"(?:^|[^\W\d_]* )(?P<head>[^\W\d_]{1,7}) $")


def _is_designation(value: Value, headline: str) -> bool:
    """Whether a figure of a slug is part of a name or a date, so that it is no claim about the story."""
    if value.kind == "code":
        return True
    before = _DESIGNATION.search(headline[max(0, value.span.start - 24) : value.span.start])
    if before is None:
        return False
    head = before["head"]
    return (
        head in _CALENDAR
        or (len(head) <= 2 and head not in ("co", "va", "la"))
        or (head not in syllables() and head not in ("ngay", "co"))
    )


_TYPES = frozenset("su mig tu f b s u ka an boeing airbus iphone galaxy covid h ak m t km".split())  # of planes, missiles, teams
_CODE = re.compile(r"(?P<head>[a-z]+)(?P<digits>\d{1,4})")


def _designation(value: Value, headline: str) -> list[Fact]:
    """`su 35`, `u23`: what the page may contradict; a name that it does not mention at all proves nothing."""
    if value.kind == "code":
        code = _CODE.fullmatch(value.text.lower())
        head, digits, start = (code["head"], code["digits"], value.span.start) if code else ("", "", 0)
    else:
        before = _DESIGNATION.search(headline[max(0, value.span.start - 24) : value.span.start])
        head, digits = (before["head"] if before else ""), value.text
        start = value.span.start - len(head) - 1
    if head == "thang" and digits.isdigit() and 1 <= int(digits) <= 12:
        return [Fact("month", Span(start, value.span.end), headline[start : value.span.end], f"thang {digits}")]
    if head not in _TYPES or not digits.isdigit():
        return []
    return [Fact("designation", Span(start, value.span.end), headline[start : value.span.end], f"{head} {digits}")]


def _by_designation(fact: Fact, page: str) -> Support | None:
    """Where the page has the same designation; nowhere where it has another of the kind; None where it has none."""
    head, digits = str(fact.key).split()
    same, other = None, None
    for match in re.finditer(rf"(?<![^\W_]){head}[- ]?(\d{{1,4}})(?!\d)", page, re.IGNORECASE):
        if match[1] == digits:
            same = match
            break
        other = match
    if same is None and other is None:
        return None
    shown = f"{head.upper() if len(head) < 3 else head.title()}-{digits}"
    return Support(fact, Span(*same.span()), same.group(), shown) if same else Support(fact, None, "", shown)


def _by_month(fact: Fact, values: Sequence[Value]) -> Support | None:
    """Where the page names the month; nowhere where it names another; None where it names none."""
    number = int(str(fact.key).split()[1])
    months = [(r[1], v) for v in values if v.kind == "date" for r in v.readings if isinstance(r, CalendarDate) and r[1]]
    same = next((v for month, v in months if month == number), None)
    if not months:
        return None
    return Support(fact, same.span if same else None, same.text if same else "", f"bulan {number}")


_SLUG_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ti": 10**9, "ty": 10**9}


def _slug_readings(value: Value, headline: str) -> Value:
    """A slug loses accents, commas and slashes: `26 ti` is 26 billion, `15` may be 1,5, `149` 14/9."""
    digits = value.text
    if not isinstance(value.readings[0], Fraction) or not digits.isdecimal():
        return value
    scale = _scale(headline[value.span.end :])
    plain = Fraction(int(digits))
    decimals = [plain / 10**k for k in range(1, len(digits))] if len(digits) <= 4 else []
    readings = [number * scale for number in (plain, *decimals)] + _joint_readings(value, headline)
    dates = []
    for cut in range(1, len(digits)) if len(digits) <= 4 else ():
        day, month = int(digits[:cut]), int(digits[cut:])
        if 1 <= day <= 31 and 1 <= month <= 12 and not digits[cut:].startswith("0"):
            dates.append(CalendarDate(day, month, 0))
    return Value(value.kind, value.span, value.text, (*readings, plain, *dates), value.hard)


def _joint_readings(value: Value, headline: str) -> list[Fraction]:
    """What a number says together with one beside it: `4 86 ti` is 4,86 billion."""
    before = re.search(r"(?<!\d)(\d{1,3}) $", headline[: value.span.start])
    behind = re.match(r" (\d{1,3})(?!\d)", headline[value.span.end :])
    joint = []
    if behind:
        joint.append((f"{value.text}.{behind[1]}", headline[value.span.end + behind.end() :]))
    if before:
        joint.append((f"{before[1]}.{value.text}", headline[value.span.end :]))
    return [Fraction(number) * _scale(rest) for number, rest in joint]


def _scale(rest: str) -> int:
    """What the scale words at the start of a slug's rest multiply by."""
    scale = 1
    for word in rest.split()[:2]:
        if word not in _SLUG_SCALES:
            break
        scale *= _SLUG_SCALES[word]
    return scale


def _is_foreign_name(word: str, slug: bool) -> bool:
    """A word that cannot be Vietnamese: not its syllables, not its letters."""
    if len(word) < 4 or vietnamese_letters(word) or word.lower() in _LABELS:
        return False
    if not slug and not word[0].isupper():
        return False
    return any(part not in syllables() for part in unaccent(word).lower().split("-") if part)


def look_up(facts: Sequence[Fact], page: str, lang: str = "id") -> tuple[Support, ...]:
    """Each fact looked for on the page: by value, by exonym, by spelling (one slip allowed)."""
    values = [*find_numbers(page, lang), *find_places(page, lang)]  # "năm 3" may be "tahun ketiga"
    mentions = find_mentions(page, lang)
    words = [(m.group(), Span(*m.span())) for m in _WORD.finditer(page)]
    words += [(part, span) for word, span in words if "-" in word for part in word.split("-")]  # heung of Heung-min
    results = []
    for fact in facts:
        if fact.kind in ("designation", "month"):
            found = _by_designation(fact, page) if fact.kind == "designation" else _by_month(fact, values)
            results += [found] if found else []
        elif fact.value is not None:
            results.append(_by_value(fact, values))
        elif fact.key is not None:
            names = names_of(fact.key, lang)
            results.append(Support(fact, *_named(fact, names, mentions, page), names[0] if names else fact.text))
        else:
            results.append(_by_spelling(fact, words))
    return tuple(results)


def _named(fact: Fact, names: Sequence[str], mentions: Sequence[Mention], page: str) -> tuple[Span | None, str]:
    """A known name on the page: by any of its names, as Vietnamese writes it, without its second word, inside a longer name."""
    hit = next((m for m in mentions if m.key == fact.key), None)
    if hit:
        return hit.span, hit.text
    found = _as_written(fact.text, page)
    if found[0] is None:
        found = _halved(names, mentions, page)
    return found if found[0] is not None else _inside(fact, page)


def _halved(names: Sequence[str], mentions: Sequence[Mention], page: str) -> tuple[Span | None, str]:
    """`Korea` for Korea Selatan, where no other Korea is meant."""
    for name in names:
        first, _, second = name.partition(" ")
        for match in re.finditer(rf"\b{re.escape(first)}\b", page) if second in _QUALIFIERS else ():
            if not any(m.span.start <= match.start() < m.span.end for m in mentions):
                return Span(*match.span()), match.group()
    return None, ""


def _inside(fact: Fact, page: str) -> tuple[Span | None, str]:
    """A syllable of a slug that is part of a name on the page: `tra my` of Tra My is no America."""
    for neighbour in fact.beside:
        found = re.search(rf"\b{re.escape(neighbour)}\b", page)
        if found:
            return Span(*found.span()), found.group()
    return None, ""


def _as_written(name: str, page: str) -> tuple[Span | None, str]:
    """A Vietnamese name as it stands on the page, its accents or not: a portal may leave it as it is."""
    plain, wanted = unaccent(page).lower(), unaccent(name).lower()
    found = re.search(rf"\b{re.escape(wanted)}\b", plain) if len(plain) == len(page) else None
    if found is None or not page[found.start()].isupper() or len(wanted) < 4:
        return None, ""
    return Span(*found.span()), page[found.start() : found.end()]


def _by_value(fact: Fact, values: Sequence[Value]) -> Support:
    value = fact.value
    assert value is not None  # noqa: S101 - the caller sorts facts by kind
    hit = next((v for v in values if agree(value, v)), None)
    if hit is None and any(isinstance(r, CalendarDate) for r in value.readings):
        dated = Value("date", value.span, value.text, tuple(r for r in value.readings if isinstance(r, CalendarDate)), True)
        hit = next((v for v in values if agree(dated, v)), None)
    if hit is None and fact.total:
        hit = _addend(value, values)
    return Support(fact, hit.span if hit else None, hit.text if hit else "", value.show())


def _addend(value: Value, values: Sequence[Value]) -> Value | None:
    """One of two numbers on the page that make `value` together."""
    plain = {v.readings[0]: v for v in values if v.kind == "number" and isinstance(v.readings[0], Fraction)}
    for reading in (r for r in value.readings if isinstance(r, Fraction)):
        for number, found in plain.items():
            if 0 < number < reading and reading - number in plain:  # type: ignore[operator]
                return found
    return None


def _by_spelling(fact: Fact, words: Sequence[tuple[str, Span]]) -> Support:
    wanted = unaccent(fact.text).lower()
    for word, span in words:
        bare = unaccent(word).lower()
        if bare == wanted or (len(wanted) >= 5 and fuzz.ratio(bare, wanted) >= 80 and bare[0] == wanted[0]):
            return Support(fact, span, word, fact.text)
    return Support(fact, None, "", fact.text)
