"""Names that differ between the languages: countries, organisations, a few cities.

CLDR (through babel) gives the territories of all three languages; `data/exonyms.tsv` adds newspaper
usage, acronyms and demonyms, and wins where both speak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from align.language.script import unaccent
from align.language.tables import read_text
from align.page import Span

_SKIP = frozenset({"EZ", "UN", "EU", "ZZ", "XA", "XB", "QO"})
AMBIGUOUS = {
    "vi": frozenset({"Anh", "Mỹ", "Đức", "Nga", "Pháp", "Ý", "Úc", "Bỉ", "Áo", "Thái", "Lào"}),
    "id": frozenset({"AS", "Chad", "Jordan", "Georgia"}),
    "en": frozenset({"Georgia", "Jordan", "Chad", "English", "Korean", "West", "Western"}),
}


# Capitals that stand for their country's government, as newspapers write them in any of the languages.
CAPITALS = {
    "US": "Washington", "RU": "Moscow Moskow Moskwa Moskva Matxcơva Kremlin", "CN": "Beijing", "UA": "Kyiv Kiev", "DE": "Berlin",
    "FR": "Paris", "GB": "London", "JP": "Tokyo", "KR": "Seoul Xê-un", "KP": "Pyongyang", "IR": "Tehran Teheran", "IN": "Delhi",
    "IL": "Jerusalem", "TR": "Ankara", "VN": "Hanoi", "ID": "Jakarta", "TH": "Bangkok", "PH": "Manila", "TW": "Taipei",
    "AU": "Canberra", "CA": "Ottawa", "PL": "Warsaw Warsawa", "EU": "Brussels Brussel", "MY": "Putrajaya", "KH": "Phnom",
    "LA": "Vientiane", "SY": "Damascus Damaskus", "IQ": "Baghdad", "EG": "Cairo Kairo", "BY": "Minsk", "SA": "Riyadh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name in a text: its key, where, and as written."""

    key: str
    span: Span
    text: str


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, tuple[str, ...]]]:
    """key -> language -> the names it goes by."""
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    text = read_text("exonyms.tsv")
    lines = text.splitlines()
    langs = lines[0].split("\t")[1:]
    for line in lines[1:]:
        key, *cells = line.split("\t")
        rows[key] = {lang: tuple(cell.split("|")) for lang, cell in zip(langs, cells, strict=True)}
    for code, names in _cldr().items():
        for lang, name in names.items():
            known = rows.setdefault(code, {}).get(lang, ())
            if name not in known:
                rows[code][lang] = (*known, name)
    return rows


def _cldr() -> dict[str, dict[str, str]]:
    from babel import Locale

    out: dict[str, dict[str, str]] = {}
    for lang in ("id", "vi", "en"):
        for code, name in Locale(lang).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _SKIP:
                out.setdefault(code, {})[lang] = name.split(" (")[0]
    return out


_TOKEN = re.compile(r"\w+")


@lru_cache(maxsize=8)
def _index(lang: str, bare: bool) -> dict[str, tuple[tuple[str, str], ...]]:
    """First word of a name -> the names that begin with it, longest first, with their keys."""
    keys: dict[str, str] = {}
    for key, names in table().items():
        for name in names.get(lang, ()):
            if bare and name in AMBIGUOUS["vi"] and name != "Mỹ" and name != "Nga":
                continue
            keys.setdefault(unaccent(name).lower() if bare else name, key)
    out: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(keys, key=len, reverse=True):
        first = _TOKEN.match(name)
        if first:
            out.setdefault(first.group(), []).append((name, keys[name]))
    return {first: tuple(names) for first, names in out.items()}


def _mentions(text: str, index: dict[str, tuple[tuple[str, str], ...]]) -> tuple[Mention, ...]:
    out: list[Mention] = []
    end = 0
    if index.keys().isdisjoint(_TOKEN.findall(text)):
        return ()
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start < end or match.group() not in index or text[start - 1 : start] == "-":
            continue
        for name, key in index[match.group()]:
            stop = start + len(name)
            whole = not (stop < len(text) and (text[stop].isalnum() or text[stop] == "_"))
            if text.startswith(name, start) and whole and not _is_part(text, name, start, stop):
                out.append(Mention(key, Span(start, stop), name))
                end = stop
                break
    return tuple(out)


_CAPITAL_BEFORE = re.compile(r"(?<![.!?:;,“\"(]) ?\b[A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,6} $")
_CAPITAL_BEHIND = re.compile(r" [A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,6}\b")
_NAMED = re.compile(r"\b(?:ông|bà|anh|chị|em|cô|TP|thành phố|quận|huyện|xã|phường|tỉnh|thị xã) $", re.IGNORECASE)


def _is_part(text: str, name: str, start: int, stop: int) -> bool:
    """Whether a one-syllable name in Vietnamese letters stands inside a longer one: Thủ Đức, Nguyễn Đức Anh, Ý Yên."""
    if name not in AMBIGUOUS["vi"] or " " in name:
        return False
    before = text[max(0, start - 16) : start]
    beside = _CAPITAL_BEFORE.search(before) is not None and not _opens(text, start)
    return beside or _CAPITAL_BEHIND.match(text, stop) is not None or _NAMED.search(before) is not None


def _opens(text: str, start: int) -> bool:
    """Whether the one word before stands at the beginning of its sentence, where a capital says nothing."""
    head = text[:start].rstrip()
    word = re.search(r"\S+$", head)
    return word is None or head[: word.start()].rstrip()[-1:] in (*".!?:;", "")


def find_mentions(text: str, lang: str) -> tuple[Mention, ...]:
    """Known names of `text`, in order. Case counts, so that Indonesian `as` is no country."""
    return _mentions(text, _index(lang, False))


def find_in_slug(words: str) -> tuple[Mention, ...]:
    """Known Vietnamese names in unaccented lower-case words ("trieu tien")."""
    return _mentions(words, _index("vi", True))


def names_of(key: str, lang: str) -> tuple[str, ...]:
    """What `key` is called in `lang`."""
    return table().get(key, {}).get(lang, ())


@lru_cache(maxsize=1)
def _governed() -> dict[str, str]:
    """Every name of a capital -> the country's key."""
    out = {name: key for key, names in CAPITALS.items() for name in names.split()}
    for row in table().values():  # Bắc Kinh, Hà Nội
        names = [name for spellings in row.values() for name in spellings]
        key = next((out[name] for name in names if name in out), None)
        if key:
            out |= {name: key for name in names if name not in out}
    return out


def country_of(capital: str) -> str | None:
    """Key of the country whose government goes by this city's name."""
    return _governed().get(capital)


@lru_cache(maxsize=100)
def seats_of(country: str) -> tuple[str, ...]:
    """The names of a country's capital in small letters, in any of the languages."""
    return tuple(sorted({name.lower() for name, key in _governed().items() if key == country}))


@lru_cache(maxsize=4)
def all_lower_names(lang: str) -> frozenset[str]:
    """Every known name of a language in small letters."""
    return frozenset(name.lower() for row in table().values() for name in row.get(lang, ()))


@lru_cache(maxsize=10_000)
def lower_names_of(key: str, lang: str) -> tuple[str, ...]:
    """The same in small letters."""
    return tuple(name.lower() for name in names_of(key, lang))
