"""Training rows for the quality estimator: faithful pairs, most of them spoilt in a known way."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from align.lexicon.tokens import key_of, words_of
from align.models.estimation.encoding import KINDS, Encoded, encode
from training.corpus import MIN_COVERAGE, TIER_WEIGHTS, read_rows
from training.error_makers import Sample, Stock
from training.error_words import FUNCTION
from training.errors import Spoiled, spoil
from training.junctions import Junctions, tokens
from training.lexicon import read_links

LIMIT = 160  # pieces a side
CLEAN_SHARE = 0.35
HELD_OUT = 1500
IGNORE = -1.0


@dataclass(frozen=True, slots=True)
class Faithful:
    """One faithful pair with its word links."""

    source: str
    target: str
    source_lang: str
    lang: str
    links: tuple[tuple[int, int], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as pieces with its labels: kinds (9), wrong and missing per piece, IGNORE where unknown."""

    encoded: Encoded
    kinds: list[float]
    wrong: list[float]
    missing: list[float]
    kind: str


def faithful_pairs(corpora: Path, work: Path) -> list[Faithful]:
    """Usable pairs into English, and Vietnamese-Indonesian pairs that share their English."""
    out: list[Faithful] = []
    indonesian: dict[str, tuple[str, float, tuple[tuple[int, int], ...]]] = {}
    for lang in ("id", "vi"):
        links = read_links(work / f"links.{lang}-en.txt")
        for number, row in enumerate(read_rows(corpora / f"train.{lang}-en.tsv.xz")):
            weight = TIER_WEIGHTS.get(row["tier"], 0.0)
            if not weight or number not in links or float(row.get("score") or 1) < MIN_COVERAGE:
                continue
            source, target = (unicodedata.normalize("NFC", row[name]) for name in (lang, "en"))
            out.append(Faithful(source, target, lang, "en", links[number], weight * (1.3 if lang == "vi" else 1.0)))
            if lang == "id":
                indonesian[target] = source, weight, links[number]
            elif target in indonesian:
                other, their_weight, theirs = indonesian[target]
                through = defaultdict(list)
                for j, k in theirs:
                    through[k].append(j)
                composed = tuple((i, j) for i, k in links[number] for j in through[k])
                out.append(Faithful(source, other, "vi", "id", composed, 1.5 * min(weight, their_weight)))
    return out


def make_junctions(pairs: list[Faithful], compounds: Mapping[tuple[str, str], float]) -> dict[str, Junctions]:
    """Which words stand side by side, per language of either side."""
    texts: dict[str, set[str]] = {}
    for p in pairs:
        texts.setdefault(p.source_lang, set()).add(p.source)
        texts.setdefault(p.lang, set()).add(p.target)
    rng = random.Random("junctions")
    return {
        lang: Junctions((tokens(t, words_of(t, lang, compounds)) for t in sorted(some)), rng)
        for lang, some in sorted(texts.items())
    }


def make_stock(pairs: list[Faithful], embedder: Any, compounds: Mapping[tuple[str, str], float], size: int = 12_000) -> Stock:
    """Names, prepositional phrases and words of like use by the embedder, per target language; and word neighbours."""
    names: dict[str, list[str]] = {}
    near: dict[str, dict[str, list[str]]] = {}
    phrases: dict[str, list[str]] = {}
    for lang in ("en", "id"):
        texts = [p.target for p in pairs if p.lang == lang] + (
            [p.source for p in pairs if p.source_lang == "id"] if lang == "id" else []
        )
        runs = Counter(m for t in texts for m in re.findall(r"(?<=[a-z,] )[A-Z][\w.-]+(?: [A-Z][\w.-]+)*", t))
        names[lang] = [n for n, c in runs.items() if len(n) > 3 and c < 200]
        small = (
            r"in|on|at|of|for|with|from|by|after|during" if lang == "en" else r"di|ke|dari|untuk|dengan|pada|dalam|oleh|selama"
        )
        found = Counter(m for t in texts for m in re.findall(rf"\b(?:{small})(?: [\w-]+){{1,4}}(?=[,.])", t))
        phrases[lang] = list(found)[:40_000]
        words = Counter(w for t in texts for w in re.findall(r"\b[a-z]{4,}\b", t) if w not in FUNCTION[lang])
        near[lang] = _neighbours([w for w, _ in words.most_common(size)], lang, embedder)
    return Stock(names, near, phrases, make_junctions(pairs, compounds))


def _neighbours(words: list[str], lang: str, embedder: Any, count: int = 12) -> dict[str, list[str]]:
    vectors = embedder.embed(words)
    out = {}
    for start in range(0, len(words), 1000):
        cosines = vectors[start : start + 1000] @ vectors.T
        best = np.argsort(-cosines, 1)[:, 1 : 3 * count]
        for k, row in enumerate(best):
            word = words[start + k]
            stem = key_of(word, lang)
            others = [words[j] for j in row if key_of(words[j], lang) != stem and words[j][-2:] == word[-2:]]
            out[word] = (others or [words[j] for j in row if key_of(words[j], lang) != stem])[:count]
    return out


def _marks(offsets: list[tuple[int, int]], spans: tuple[tuple[int, int], ...]) -> list[float]:
    return [float(any(a < e and b > s for s, e in spans)) for a, b in offsets]


def _gaps(offsets: list[tuple[int, int]], gaps: tuple[int, ...]) -> list[float]:
    """1 at the first piece at or after each gap; one more entry for the end of the text."""
    out = [0.0] * (len(offsets) + 1)
    for gap in gaps:
        out[next((k for k, (_, b) in enumerate(offsets) if b > gap), len(offsets))] = 1.0
    return out


def _source_spans(sample: Sample, spoiled: Spoiled) -> tuple[tuple[int, int], ...]:
    """Source words whose every link leads to a touched word."""
    linked = defaultdict(set)
    for i, j in sample.links:
        linked[i].add(j)
    shift = spoiled.touched
    return tuple((sample.source_words[i].start, sample.source_words[i].end) for i, js in linked.items()
                 if js <= shift and i < len(sample.source_words))  # fmt: skip


def split_pairs(pairs: list[Faithful], seed: int = 7) -> tuple[list[Faithful], list[Faithful]]:
    """(kept aside, to train on), always the same for a seed; shuffles `pairs`."""
    random.Random(seed).shuffle(pairs)
    return pairs[:HELD_OUT], pairs[HELD_OUT:]


def spoilt(
    pair: Faithful, other: tuple[str, str], stock: Stock, compounds: Mapping[tuple[str, str], float], rng: random.Random
) -> Spoiled | None:
    """One error in a pair; None where six draws fit nothing."""
    return _draw(sample_of(pair, other, compounds), stock, rng)


def _draw(sample: Sample, stock: Stock, rng: random.Random) -> Spoiled | None:
    return next((s for s in (spoil(sample, stock, rng) for _ in range(6)) if s), None)


def sample_of(pair: Faithful, other: tuple[str, str], compounds: Mapping[tuple[str, str], float]) -> Sample:
    """The pair with its words."""
    left, right = words_of(pair.source, pair.source_lang, compounds), words_of(pair.target, pair.lang)
    links = [(i, j) for i, j in pair.links if i < len(left) and j < len(right)]
    return Sample(pair.source, pair.target, pair.source_lang, pair.lang, left, right, links, other)


def make_row(
    pair: Faithful,
    other: tuple[str, str],
    stock: Stock,
    compounds: Mapping[tuple[str, str], float],
    tokenizer: Any,
    rng: random.Random,
) -> Row:
    """The pair, spoilt or not, as pieces and labels."""
    sample = sample_of(pair, other, compounds)
    spoiled = _draw(sample, stock, rng) if rng.random() >= CLEAN_SHARE else None
    made = spoiled or Spoiled(pair.source, pair.target, "clean")
    spans = made.source_wrong
    if made.touched and made.kind in ("omission", "name", "meaning", "negation", "number"):
        spans = _source_spans(sample, made)
    first = tokenizer(made.source, add_special_tokens=False, return_offsets_mapping=True)
    second = tokenizer(made.target, add_special_tokens=False, return_offsets_mapping=True)
    a, b = first["offset_mapping"][: LIMIT - 2], second["offset_mapping"][: LIMIT - 1]
    encoded = encode(first["input_ids"], second["input_ids"], LIMIT)
    wrong = [IGNORE, *_marks(a, spans), IGNORE, *_marks(b, made.wrong), IGNORE]
    missing = [IGNORE] * encoded.split + ([IGNORE] * (len(b) + 1) if made.lacking else _gaps(b, made.gaps))
    kinds = [float(k == made.kind or (k == "any" and made.kind != "clean")) for k in KINDS]
    if made.gaps:
        kinds[0] = 1.0
    return Row(encoded, kinds, wrong, missing, made.kind)
