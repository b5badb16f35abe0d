"""Parallel training text: reading, weighting and augmentation.

The corpora are xz-compressed TSV files with a header line. Every pair becomes a `Pair` whose
`weight` says how often it is drawn in one epoch (software and religious texts are down-weighted,
machine-translated ones left out).
"""

from __future__ import annotations

import csv
import lzma
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from align.language.script import slugify, unaccent

TIER_WEIGHTS = {"A_news": 1.0, "A_general": 1.0, "B_tech": 0.08, "C_relig": 0.08, "D_synth": 0.0}
LEXICON_WEIGHT = 0.15
BACK, BACK_WEIGHT = "back: ", 1.0  # the tag of a source that was made from its English (Caswell et al. 2019), its weight
VIETNAMESE_BOOST = 1.4
MADE_WEIGHT = 0.4  # of English that a translator made from real text before
MIN_COVERAGE = 0.35


@dataclass(frozen=True, slots=True)
class Pair:
    """One training pair: `source` in `lang` (id or vi), `target` in English."""

    source: str
    target: str
    lang: str
    tier: str
    origin: str
    weight: float


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of an xz-compressed TSV with a header; quoting is off, so any text is kept as it is."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)


def _acceptable(source: str, target: str) -> bool:
    """Lengths in words must be plausible for a translation (ratio under 2.5 past a few words)."""
    left, right = len(source.split()), len(target.split())
    if not left or not right or left > 110 or right > 110:
        return False
    return left + right < 12 or max(left, right) / min(left, right) < 2.5


def load_pairs(corpora: Path, *, lexicon: bool = True, back: Sequence[Path] = (), coverage: float = MIN_COVERAGE) -> list[Pair]:
    """All usable pairs of the corpora folder, with the weights named above.

    `back`: files of `scripts/back_translate.py`, whose made sources are tagged as such. `coverage`: Indonesian pairs with a
    lower coverage score are left out.

    Raises FileNotFoundError where a corpus file is missing.
    """
    pairs = []
    for path in back:
        for row in read_rows(path):
            lang = "id" if "id" in row else "vi"
            if _acceptable(row[lang], row["en"]):
                pairs.append(Pair(BACK + row[lang], row["en"], lang, "D_back", row["source"], BACK_WEIGHT))
    for lang in ("id", "vi"):
        boost = VIETNAMESE_BOOST if lang == "vi" else 1.0
        extra = corpora / f"extra.{lang}-en.tsv.xz"
        for row in chain(read_rows(corpora / f"train.{lang}-en.tsv.xz"), read_rows(extra) if extra.exists() else ()):
            weight = TIER_WEIGHTS.get(row["tier"], 0.0) * boost
            suspect = lang == "id" and float(row.get("score") or 1) < coverage
            if weight and not suspect and _acceptable(row[lang], row["en"]):
                pairs.append(Pair(row[lang], row["en"], lang, row["tier"], row["source"], weight))
    if lexicon:
        for row in read_rows(corpora / "lexicon.id-en.tsv.xz"):
            pair = Pair(row["id"], row["en"], "id", "lexicon", "wordnet_bahasa", LEXICON_WEIGHT)
            pairs.append(pair)
    return pairs


def read_made(path: Path) -> list[Pair]:
    """Pairs of a TSV without a header: language, source, English made from it."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Pair(source, english, lang, "D_made", "made", MADE_WEIGHT) for lang, source, english in rows]


def with_share(pairs: list[Pair], others: list[Pair], share: float) -> list[Pair]:
    """Both, `pairs` weighted down so that `others` are `share` of what is drawn."""
    scale = sum(p.weight for p in others) * (1 - share) / share / sum(p.weight for p in pairs)
    return [replace(pair, weight=pair.weight * scale) for pair in pairs] + others


_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w])|(?<![\w.,])\d(?![\w.,])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zA-Z]{3,}(?![\w])")
_ONSETS = "b d f g h k l m n p r s t v w y z br dr kr st th sh ch kh ph tr pr gr".split()
_NUCLEI = "a e i o u ai au ei ia ou ee oo".split()
_CODAS = ["", "", "n", "r", "s", "t", "l", "k", "m", "ng", "v", "sky", "rd", "ts"]


def _invented_name(rng: random.Random) -> str:
    parts = [rng.choice(_ONSETS) + rng.choice(_NUCLEI) for _ in range(rng.randint(1, 3))]
    return "".join(parts).capitalize() + rng.choice(_CODAS)


def _other_digits(number: str, rng: random.Random) -> str:
    """The same layout with other digits; the first digit stays non-zero."""
    digits = [rng.choice("0123456789") if c.isdigit() else c for c in number]
    if digits[0] == "0":
        digits[0] = rng.choice("123456789")
    return "".join(digits)


def copy_augment(pair: Pair, names: list[str], rng: random.Random) -> tuple[str, str]:
    """Swap names and numbers that stand alike on both sides for others, on both sides.

    Teaches copying: the model sees the same sentence with values it cannot guess. `8.000` and
    `8,000` count as alike (separators swapped).
    """
    source, target = pair.source, pair.target
    for number in set(_NUMBER.findall(source)):
        swapped = number.translate(str.maketrans(".,", ",."))
        other = _other_digits(number, rng)
        other_swapped = other.translate(str.maketrans(".,", ",."))
        for written, replacement in ((swapped, other_swapped), (number, other)):
            if target.count(written) == 1 and source.count(number) == 1:
                source, target = source.replace(number, other), target.replace(written, replacement)
                break
    for name in set(_NAME.findall(source)):
        if source.count(name) == 1 and target.count(name) == 1 and rng.random() < 0.6:
            other = rng.choice(names) if names and rng.random() < 0.5 else _invented_name(rng)
            source, target = source.replace(name, other), target.replace(name, other)
    return source, target


def shared_names(pairs: list[Pair]) -> list[str]:
    """Capitalised words that stand letter for letter on both sides, each once, sorted."""
    found: set[str] = set()
    for pair in pairs:
        if pair.tier.startswith("A_"):
            found.update(n for n in _NAME.findall(pair.source) if n in pair.target)
    return sorted(found)


def bare(text: str, rng: random.Random) -> str:
    """Vietnamese without its accents, mostly as the words of a slug."""
    return slugify(text).replace("-", " ") if rng.random() < 0.8 else unaccent(text)


Augment = Callable[[Pair, random.Random], tuple[str, str]]  # what one pair is this time: source, target


@dataclass(frozen=True, slots=True)
class Augmenter:
    """Turns a pair into what the model sees this time: copied values swapped, accents stripped."""

    names: list[str]
    copy_rate: float = 0.4
    slug_rate: float = 0.25
    lower_rate: float = 0.03

    def __call__(self, pair: Pair, rng: random.Random) -> tuple[str, str]:
        source, target = pair.source, pair.target
        if pair.tier.startswith("A_") and rng.random() < self.copy_rate:
            source, target = copy_augment(pair, self.names, rng)
        if pair.tier == "D_back":
            return source, target
        if pair.lang == "vi" and rng.random() < self.slug_rate:
            source = bare(source, rng)
        elif rng.random() < self.lower_rate:
            source = source.lower()
        return source, target


def epoch(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """One epoch's draw: each pair `weight` times in the mean, shuffled."""
    drawn = []
    for pair in pairs:
        count = int(pair.weight) + (rng.random() < pair.weight % 1)
        drawn.extend([pair] * count)
    rng.shuffle(drawn)
    return drawn


@dataclass(frozen=True, slots=True)
class Reverser:
    """The other direction, for back-translation: English, tagged with the language wanted, into that language."""

    augment: Augmenter

    def __call__(self, pair: Pair, rng: random.Random) -> tuple[str, str]:
        source, target = self.augment(pair, rng)
        return reverse_source(target, pair.lang), source


def reverse_source(english: str, lang: str) -> str:
    """What the reversed translator reads: the wanted language and a colon before the English."""
    return f"{lang}: {english}"
