"""Sentence boundaries, telling Vietnamese, restoring headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from align.bench.alignment import calibration_error
from align.bench.data import documents, rows
from align.headlines.accents import default_model, syllables_of
from align.headlines.slug_numbers import words_of_slug
from align.language.script import slugify
from align.language.sentences import split
from align.language.vietnamese import is_vietnamese
from align.lexicon.behind import vietnamese_behind


def boundaries(data: Path) -> dict[str, float]:
    """F1 of sentence boundaries restored in documents joined into one paragraph."""
    figures = {}
    for lang in ("id", "vi", "en"):
        right = found = gold = 0
        for lines in documents(data).values():
            texts = [" ".join(row[lang].split()) for row in lines]
            ends, at = set(), 0
            for text in texts[:-1]:
                at += len(text)
                ends.add(at)
                at += 1
            predicted = {span.end for span in split(" ".join(texts), lang)[:-1]}
            right, found, gold = right + len(ends & predicted), found + len(predicted), gold + len(ends)
        figures[f"sentences.f1.{lang}"] = 2 * right / (found + gold)
    return figures


def language(data: Path) -> dict[str, float]:
    """Share of Vietnamese lines, slugs recognised as such; share of Indonesian ones mistaken for it."""
    lines = [row for part in documents(data).values() for row in part if len(row["vi"].split()) >= 6]
    slugs = [slugify(row["title"]).replace("-", " ") for row in rows(data / "url_title.tsv")]
    fragments = [" ".join(row["id"].split()[k : k + 4]) for row in lines for k in (0, 4) if len(row["id"].split()) >= k + 4]
    return {
        "vietnamese.recall.lines": _share(is_vietnamese(row["vi"]) for row in lines),
        "vietnamese.recall.unaccented": _share(is_vietnamese(slugify(row["vi"]).replace("-", " ")) for row in lines),
        "vietnamese.recall.slugs": _share(map(is_vietnamese, slugs)),
        "vietnamese.false.id_lines": _share(is_vietnamese(row["id"]) for row in lines),
        "vietnamese.false.en_lines": _share(is_vietnamese(row["en"]) for row in lines),
        "vietnamese.false.id_fragments": _share(map(is_vietnamese, fragments)),
    }


def _share(flags) -> float:  # type: ignore[no-untyped-def]  # noqa: ANN001
    flagged = list(flags)
    return sum(flagged) / max(1, len(flagged))


def headlines(data: Path) -> dict[str, float]:
    """Syllables and whole headlines restored from slugs; `guided`: first sentences of FLORES/WMT24++ documents as if they
    were headlines, with and without the Indonesian document's words; `titled`: with its first sentence as the title."""
    titles = [row["title"] for row in rows(data / "url_title.tsv")]
    pages = [(lines[0]["vi"], lines[0]["id"], " ".join(row["id"] for row in lines)) for lines in documents(data).values()]
    short = [(text, title, page) for text, title, page in pages if 5 <= len(text.split()) <= 25]
    figures = {f"headlines.{k}": v for k, v in _restored([(t, None) for t in titles]).items()}
    figures |= {f"headlines.unguided.{k}": v for k, v in _restored([(text, None) for text, _, _ in short]).items()}
    guided = _restored([(text, vietnamese_behind(page)) for text, _, page in short])
    figures |= {f"headlines.guided.{k}": v for k, v in guided.items()}
    behind = [(text, vietnamese_behind(page, title)) for text, title, page in short]
    return figures | {f"headlines.titled.{k}": v for k, v in _restored(behind).items()}


def _restored(texts: Sequence[tuple[str, np.ndarray | None]]) -> dict[str, float]:
    right = total = 0
    capitals: list[tuple[bool, bool]] = []
    results: list[tuple[float, bool]] = []
    for text, words in texts:
        gold = syllables_of(text)
        best = default_model().restore(words_of_slug(slugify(text)), page_words=words)[0]
        found = syllables_of(best.text)
        hits = sum(a == b for a, b in zip(gold, found, strict=False)) if len(gold) == len(found) else 0
        right, total = right + hits, total + len(gold)
        results.append((best.probability, hits == len(gold)))
        if hits == len(gold):
            capitals += [(a, b) for a, b in zip(_styles(text), _styles(best.text), strict=False)][1:]
    exact = sum(whole for _, whole in results) / len(results)
    figures = {"syllables": right / total, "exact": exact, "calibration.error": calibration_error(results, 5)}
    both = sum(gold and made for gold, made in capitals)
    return figures | {"capitals.f1": 2 * both / max(1, sum(map(sum, capitals)))}


def _styles(text: str) -> list[bool]:
    """Which words begin with a capital."""
    return [word[0].isupper() for word in re.findall(r"[^\W_]+", re.sub(r"(?<=\d)[.,](?=\d{3})", "", text))]
