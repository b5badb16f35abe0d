"""BLEU and chrF2++ of the translator, and how faithfully it carries numbers, names and words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from align.bench.data import rows
from align.headlines.accents import default_model
from align.headlines.slug_numbers import words_of_slug
from align.language.script import slugify
from align.language.values.compare import compare_values
from align.lexicon.coverage import coverage
from align.models.translation.translator import Translation, Translator

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zA-Z]{2,}(?!\w)")


_SOURCES: dict[str, Callable[[dict[str, str]], str]] = {
    "id": lambda row: row["id"],
    "vi": lambda row: row["vi"],
    "slug": lambda row: slugify(row["vi"]).replace("-", " "),  # as if the Vietnamese were a headline of which the slug is left
    "restored": lambda row: default_model().restore(words_of_slug(slugify(row["vi"])), 1)[0].text,  # and its accents put back
}


def quality(data: Path, translator: Translator, limit: int) -> dict[str, float]:
    """BLEU, chrF2++ (sacrebleu's defaults) and copy rates on FLORES-200 and WMT24++, `limit` lines each.

    Words carried: see `words_carried`. Copy rates: of the source's numbers whose value stands in the reference, and of its
    capitalised names that stand letter for letter in the reference, the share that the output carries.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    figures: dict[str, float] = {}
    for name in ("flores200", "wmt24pp"):
        lines = rows(data / f"{name}.tsv.xz")[: limit or None]
        references = [row["en"] for row in lines]
        for task in ("id", "vi", "slug", "restored"):
            lang = "id" if task == "id" else "vi"
            sources = [_SOURCES[task](row) for row in lines]
            began = time.monotonic()
            translations = translator.translate(sources, lang)
            outputs = [found.text for found in translations]
            words = sum(len(s.split()) for s in sources) / max(1e-9, time.monotonic() - began)
            key = f"translation.{name}.{task}"
            figures[f"{key}.bleu"] = BLEU().corpus_score(outputs, [references]).score
            figures[f"{key}.chrf2++"] = CHRF(word_order=2).corpus_score(outputs, [references]).score
            if task == lang:
                figures[f"{key}.numbers_carried"], figures[f"{key}.names_carried"] = copy_rates(
                    sources, references, outputs, lang
                )
                figures[f"{key}.words_carried"] = words_carried(sources, references, outputs, lang)
                figures[f"{key}.confidence_area"] = confidence_area(translations, references)
            figures[f"{key}.words_per_second"] = words
    return figures


FAIR = 45.0  # chrF2++ from which a translation counts as right where confidence is fitted and measured


def is_fair(text: str, reference: str) -> bool:
    """Whether a translation counts as right against a person's."""
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2).sentence_score(text, [reference]).score >= FAIR


def confidence_area(translations: list[Translation], references: list[str]) -> float:
    """Area under the ROC curve of `confidence`: how well it parts translations of chrF2++ `FAIR` or more from the others."""
    right = [is_fair(t.text, reference) for t, reference in zip(translations, references, strict=True)]
    said = np.array([1.0 if t.confidence is None else t.confidence for t in translations])
    return area(said, np.array(right))


def area(said: np.ndarray, right: np.ndarray) -> float:
    """Chance that a right one is said to be likelier than a wrong one (Mann and Whitney 1947); ties count half."""
    good, bad = said[right > 0][:, None], said[right <= 0][None, :]
    return float((good > bad).mean() + 0.5 * (good == bad).mean()) if good.size and bad.size else 0.5


LISTED = 0.05  # chance of a counterpart from which a word counts as translated by one that the lexicon lists


def words_carried(sources: list[str], references: list[str], outputs: list[str], lang: str) -> float:
    """Word fidelity: how many of the source's content words have a translation of the lexicon in the output, as a share of
    how many have one in the reference."""

    def listed(translations: list[str]) -> int:
        found = (coverage(source, made, lang, "en") for source, made in zip(sources, translations, strict=True))
        return sum(int((c.left_content & (c.left_covered >= LISTED)).sum()) for c in found if c)

    return listed(outputs) / max(1, listed(references))


def copy_rates(sources: list[str], references: list[str], outputs: list[str], lang: str) -> tuple[float, float]:
    """(numbers, names) carried, of those that both source and reference hold."""
    numbers = kept = names = copied = 0
    for source, reference, output in zip(sources, references, outputs, strict=True):
        wanted = compare_values(source, reference, lang, "en")
        lost = {v.span for v in compare_values(source, output, lang, "en").missing}
        unsure = {v.span for v in wanted.missing}
        numbers += wanted.left_hard - len(unsure)
        kept += wanted.left_hard - len(unsure) - len(lost - unsure)
        shared = {n for n in _NAME.findall(source) if n in reference}
        names += len(shared)
        copied += sum(n in output for n in shared)
    return kept / max(1, numbers), copied / max(1, names)
