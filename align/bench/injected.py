"""News with errors put in: what the checks find at their default thresholds.

FLORES-200 and WMT24++ translations, each with one error of a kind that a machine or a careless hand makes; kinds
that DEMETR has not, or makes otherwise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from align.bench.data import documents
from align.checks.pair import Pair
from align.checks.registry import registry
from align.checks.runner import Judge, weigh
from align.config import ChecksSettings

COUNT = 60  # errors of a kind
Maker = Callable[[str, str, random.Random], str | None]

_MONTHS = "January February March April June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SMALL = "two three four five six seven eight nine ten".split()
_COUNTRIES = "China Russia Ukraine France Germany Japan India Iran Israel Australia Canada Italy Spain Mexico".split()
_BOUNDS = {"more than": "less than", "at least": "at most", "over": "under", "less than": "more than", "nearly": "over"}
_UNITS = {"km": "miles", "kilometers": "miles", "metres": "miles", "meters": "miles", "miles": "kilometers", "kg": "tons",
          "percent": "people", "hours": "minutes", "minutes": "hours", "days": "weeks", "weeks": "months",
          "months": "years", "years": "months"}  # fmt: skip
_MONEY = {"$": "€", "£": "$", "€": "$"}


def _one(pattern: str, new: Callable[[str, random.Random], str]) -> Maker:
    """One match of `pattern` becomes another text; None where there is none."""

    def make(source: str, target: str, rng: random.Random) -> str | None:
        found = list(re.finditer(pattern, target))
        if not found:
            return None
        match = rng.choice(found)
        return target[: match.start()] + new(match.group(), rng) + target[match.end() :]

    return make


def _other(words: list[str]) -> Maker:
    return _one(rf"\b(?:{'|'.join(words)})\b", lambda word, rng: rng.choice([w for w in words if w != word]))


def _table(table: Mapping[str, str], before: str = r"\b", after: str = r"\b") -> Maker:
    body = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    return _one(f"{before}(?:{body}){after}", lambda word, _: table[word])


def _truncated(source: str, target: str, rng: random.Random) -> str | None:
    words = target.split()
    return " ".join(words[: int(0.7 * len(words))]) if len(words) > 9 else None


def _tail(source: str, target: str, rng: random.Random) -> str | None:
    words, others = target.split(), source.split()
    return " ".join(words[: int(0.7 * len(words))] + others[int(0.7 * len(others)) :]) if len(words) > 9 else None


def without_last_clause(text: str) -> str | None:
    """A sentence without what stands behind its last comma; None where that is too little or too much of it."""
    head, comma, last = text.rstrip().rpartition(", ")
    return head + "." if comma and 15 < len(last) < 0.6 * len(text) else None


def _word(source: str, target: str, rng: random.Random) -> str | None:
    """A word of the source in the place of one of the target, as far in."""
    words, others = target.split(), source.split()
    at = rng.randrange(len(words))
    return " ".join([*words[:at], others[at * len(others) // len(words)], *words[at + 1 :]])


# kind -> the check that it is for, and how it is made
KINDS: dict[str, tuple[str, Maker]] = {
    "times_ten": ("numbers", _one(r"(?<![\d.,\w])\d{1,3}(?![\w.,]*\d)", lambda n, _: n + "0")),
    "scale": ("numbers", _other(["million", "billion"])),
    "separator": ("numbers", _one(r"\b\d{1,3},\d{3}\b", lambda n, _: n.replace(",", "."))),
    "month": ("numbers", _other(_MONTHS)),
    "year": ("numbers", _one(r"\b(?:19|20)\d\d\b", lambda n, rng: str(int(n) + rng.choice([-1, 1, 10])))),
    "number_word": ("numbers", _other(_SMALL)),
    "weekday": ("weekdays", _other(_DAYS)),
    "bound": ("quantity", _table(_BOUNDS, after=r"(?= [^\s\d]?\d)")),
    "unit": ("units", _table(_UNITS, before=r"(?<=\d )")),
    "currency": ("units", _table(_MONEY, before="", after=r"(?=\d)")),
    "not_removed": ("negation", _one(r"\bnot |\bnever |n't\b|(?<=can)not\b", lambda *_: "")),
    "not_added": ("negation", _one(r"\b(?:is|was|are|were|will|can|has|have)\b(?! not)", lambda word, _: word + " not")),
    "country": ("names", _other(_COUNTRIES)),
    "name_removed": ("names", _one(rf"(?<=[a-z,]) (?!{'|'.join(_MONTHS + _DAYS)})[A-Z][a-z]{{3,}}\b", lambda *_: "")),
    "clause_dropped": ("omission", lambda _source, target, _rng: without_last_clause(target)),
    "truncated": ("omission", _truncated),
    "tail_untranslated": ("untranslated", _tail),
    "word_untranslated": ("untranslated", _word),
}  # fmt: skip


def news(data: Path) -> list[dict[str, str]]:
    """FLORES-200 and WMT24++ lines without posts of social media."""
    return [row for part in documents(data).values() for row in part if not re.search("[@#]", row["en"])]


def with_errors(
    rows: Sequence[Mapping[str, str]], langs: Sequence[str] = ("id", "vi"), count: int = COUNT
) -> dict[tuple[str, str], list[Pair]]:
    """(kind, source language) -> lines with an error of the kind in the English, `count` at most."""
    out: dict[tuple[str, str], list[Pair]] = {}
    for lang in langs:
        for kind, (_, make) in KINDS.items():
            rng = random.Random(kind)
            made = out.setdefault((kind, lang), [])
            for row in rng.sample(rows, len(rows)):
                bad = make(row[lang], row["en"], rng)
                if bad and bad != row["en"] and len(made) < count:
                    made.append(Pair(row[lang], bad, lang, "en"))
    return out


def scores_of(
    rows: Sequence[Mapping[str, str]], judge: Judge | None, langs: Sequence[str] = ("id", "vi"), count: int = COUNT
) -> dict[tuple[str, str], np.ndarray]:
    """(check, languages) -> what each check says of the errors that it is for."""
    found: dict[tuple[str, str], list[float]] = {}
    for (kind, lang), made in with_errors(rows, langs, count).items():
        check = KINDS[kind][0]
        found.setdefault((check, f"{lang}-en"), []).extend(registry()[check](p).score for p in weigh(made, judge))
    return {key: np.array(values) for key, values in found.items()}


def injected(data: Path, judge: Judge | None) -> dict[str, float]:
    """Share of the errors of each kind that its check raises a finding for, id-en and vi-en."""
    settings = ChecksSettings()
    figures: dict[str, float] = {}
    for (kind, lang), made in with_errors(news(data)).items():
        check = KINDS[kind][0]
        at = getattr(settings, check).threshold
        found = sum(registry()[check](evidence).score >= at for evidence in weigh(made, judge))
        figures[f"injected.{kind}.{lang}-en"] = found / len(made) if made else 0.0
    return figures
