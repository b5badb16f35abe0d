"""What each kind of evidence brings the aligner: the same documents with one thing taken away or added."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from align.beads import aligner
from align.beads.features import Weights
from align.bench.alignment import PAIRS, drop_counts, f1
from align.bench.data import json_of
from align.language.names.find import find_names
from align.language.script import unaccent
from align.language.values.numbers import find_numbers
from align.lexicon.coverage import content, lexicon_words
from align.lexicon.table import direction, word_ids
from align.models.embedder import Embedder, normalised
from align.models.translation.translator import Translator

CONDITIONS = ("rand10", "mix10", "add10")
WIDTH = 256
SHARE = 0.25  # of the squared length of a vector that the added evidence gets

Evidence = Callable[[Sequence[str], str], np.ndarray]


@dataclass(frozen=True)
class Widened:
    """An embedder whose vectors carry more evidence besides; `langs` tells each text's language."""

    base: Embedder
    evidence: Evidence
    langs: dict[str, str]
    signature: str = "ablation"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Rows of the base and of the added evidence, where there is any, joined."""
        rows = self.base.embed(texts)
        more = np.vstack([self.evidence([text], self.langs.get(text, "en")) for text in texts])
        there = np.linalg.norm(more, axis=1, keepdims=True) > 0
        share = np.where(there, SHARE, 0.0)
        return np.hstack([rows * np.sqrt(1 - share), normalised(more) * np.sqrt(share)]).astype(np.float32)

    def background(self, lang: str) -> np.ndarray | None:
        """The base's, with nothing in the added columns."""
        rows = self.base.background(lang)
        return None if rows is None else np.hstack([rows, np.zeros((len(rows), WIDTH), dtype=np.float32)])


@lru_cache(maxsize=200_000)
def _hashed(name: str) -> np.ndarray:
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    return rng.standard_normal(WIDTH)


def anchors(texts: Sequence[str], lang: str) -> np.ndarray:
    """Numbers by value and names by letters, as random directions."""
    rows = np.zeros((len(texts), WIDTH))
    for k, text in enumerate(texts):
        values = {str(v.readings[0]) for v in find_numbers(text, lang) if v.hard}
        values |= {n.key or unaccent(n.text).lower() for n in find_names(text, lang) if not n.opens}
        for name in values:
            rows[k] += _hashed(name)
    return rows


@lru_cache(maxsize=1)
def _english() -> list[str]:
    return list(word_ids("en"))


def lexical(texts: Sequence[str], lang: str) -> np.ndarray:
    """Content words as the English words they are linked with, each a random direction."""
    english = _english()
    entries = direction(lang, "en") if lang != "en" else None
    rows = np.zeros((len(texts), WIDTH))
    for k, text in enumerate(texts):
        for word in lexicon_words(text, lang):
            if not content(word.key):
                continue
            at = word_ids(lang).get(word.key, -1) if entries is not None else -1
            if entries is None or at < 0:
                rows[k] += _hashed(word.key)
                continue
            for e in range(entries.start[at], entries.start[at + 1]):
                rows[k] += entries.share[e] * _hashed(english[entries.word[e]])
    return rows


def pivot(translator: Translator, base: Embedder) -> Evidence:
    """The vector of the text's English; English stays as it is."""

    def of(texts: Sequence[str], lang: str) -> np.ndarray:
        english = [t.text for t in translator.translate(texts, lang)] if lang != "en" else list(texts)
        return base.embed(english)

    return of


def _without_length() -> Weights:
    return aligner.default_weights()._replace(one_length=0.0, merge_length=0.0)


def ablations(data: Path, embedder: Embedder, translator: Translator, limit: int) -> dict[str, float]:
    """Mean F1 of dropped sentences over CONDITIONS, odd documents, at most `limit` of each; by variant and languages.

    The weights are those fitted to plain vectors, so what is added has to help as it is.
    """
    variants: dict[str, Evidence | None] = {
        "full": None, "no_length": None, "anchors": anchors, "lexicon": lexical, "pivot": pivot(translator, embedder),
    }  # fmt: skip
    figures: dict[str, float] = {}
    for pair in PAIRS:
        for name, extra in variants.items():
            scores = [_drop_f1(documents(data, pair, c, limit), pair, embedder, extra, name) for c in CONDITIONS]
            figures[f"ablation.{name}.{pair}"] = sum(scores) / len(scores)
    return figures


def documents(data: Path, pair: str, condition: str, limit: int) -> list[dict[str, Any]]:
    """The odd documents of a set of drops."""
    found = [d for d in json_of(data / f"drops.{pair}.{condition}.json.xz")[1::2] if d["src"] and d["tgt"]]
    return found[:limit] if limit else found


def _drop_f1(chosen: list[dict[str, Any]], pair: str, embedder: Embedder, extra: Evidence | None, name: str) -> float:
    left, right = pair.split("-")
    weights = _without_length() if name == "no_length" else None
    counts = np.zeros(3, dtype=int)
    for document in chosen:
        langs = dict.fromkeys(document["src"], left) | dict.fromkeys(document["tgt"], right)
        used = Widened(embedder, extra, langs) if extra else embedder
        found = aligner.align_texts(document["src"], document["tgt"], used, left, right, weights)
        counts += drop_counts(document, found)[0]
    return f1(*counts)
