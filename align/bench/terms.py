"""What a reader cannot forgive: denials turned round, titles, Vietnamese names read as countries, words of the news.

Sentences in the package, none of which a translator was trained on, each with what its English must hold and must not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from align.bench.data import rows
from align.models.translation.translator import Translator

NOTHING = "(?!)"


@dataclass(frozen=True, slots=True)
class Item:
    """`wanted`, `unwanted`: patterns for the English in small letters."""

    kind: str
    lang: str
    source: str
    wanted: re.Pattern[str]
    unwanted: re.Pattern[str]

    def right(self, english: str) -> bool:
        """Whether `english` holds what it must and nothing it must not."""
        lower = english.lower().replace("’", "'")
        return bool(self.wanted.search(lower)) and not self.unwanted.search(lower)


def items() -> list[Item]:
    """The sentences, in the order of the file."""
    return [
        Item(row["kind"], row["lang"], row["source"], re.compile(row["wanted"]), re.compile(row["unwanted"] or NOTHING))
        for row in rows(Path(str(files("align.bench") / "terms.tsv")))
    ]


def terms(translator: Translator) -> dict[str, float]:
    """The share of each kind that is right."""
    found: dict[str, list[bool]] = defaultdict(list)
    for lang in ("id", "vi"):
        chosen = [item for item in items() if item.lang == lang]
        for item, made in zip(chosen, translator.translate([i.source for i in chosen], lang), strict=True):
            found[item.kind].append(item.right(made.text))
    return {f"translation.terms.{kind}": sum(right) / len(right) for kind, right in found.items()}
