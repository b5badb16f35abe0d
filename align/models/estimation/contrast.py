"""A second opinion from the translator: what of a translation does the source account for?

Contrastive conditioning (Vamvas & Sennrich 2022, arXiv:2203.01927): the translation is read twice by force, once
given its source and once given none. A word that is hardly likelier with the source than without says what the
source does not. It costs two passes of the translation model over every pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from align.models.estimation.estimator import QualityEstimator
from align.models.estimation.judgement import Judgement
from align.models.translation.names import fingerprint
from align.models.translation.transformers_backend import Seq2SeqModel
from align.page import Span

NOTHING = "."  # what stands for a source that says nothing
TOGETHER = 24  # pairs read at once


class Contrast:
    """The judgements of the quality estimator, with the translation model's word on every word of the English."""

    def __init__(
        self, estimator: QualityEstimator, model: str, revision: str | None = None, *, allow_network: bool = False
    ) -> None:
        self._estimator, self._name, self._revision, self._allow_network = estimator, model, revision, allow_network
        self.knows = estimator.knows

    @property
    def signature(self) -> str:
        return f"{self._estimator.signature}+{fingerprint(self._name, self._revision)}"

    @cached_property
    def _model(self) -> Seq2SeqModel:
        return Seq2SeqModel(self._name, self._revision, allow_network=self._allow_network)

    def judge(self, pairs: Sequence[tuple[str, str]], left_lang: str, right_lang: str) -> list[Judgement]:
        """One judgement a pair of (source, target), in order; `right_support` is empty where the target is no English."""
        found = self._estimator.judge(pairs, left_lang, right_lang)
        if right_lang != "en":
            return found
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
        for at in range(0, len(order), TOGETHER):
            chosen = order[at : at + TOGETHER]
            supports = self._supports([pairs[i] for i in chosen], left_lang)
            for i, support in zip(chosen, supports, strict=True):
                found[i] = replace(found[i], right_support=support)
        return found

    def _supports(self, pairs: Sequence[tuple[str, str]], lang: str) -> list[tuple[tuple[Span, float], ...]]:
        """Per pair, the target's words, each with how much likelier the source makes it (natural logarithm)."""
        targets = [target for _, target in pairs]
        given = self._model.forced([source for source, _ in pairs], targets, lang)
        alone = self._model.forced([NOTHING] * len(pairs), targets, lang)
        return [
            _by_word(target, [(span, p - q) for (span, p), (_, q) in zip(given_source, plain, strict=True)])
            for target, given_source, plain in zip(targets, given, alone, strict=True)
        ]


def _by_word(text: str, pieces: Sequence[tuple[Span, float]]) -> tuple[tuple[Span, float], ...]:
    """Pieces joined into words between blanks, their logarithms added."""
    out: list[tuple[Span, float]] = []
    for span, value in pieces:
        start = span.start
        while start < span.end and text[start].isspace():
            start += 1
        if out and start <= out[-1][0].end:  # a piece that is a blank alone spans the letter behind it
            out[-1] = Span(out[-1][0].start, span.end), out[-1][1] + value
        elif start < span.end:
            out.append((Span(start, span.end), value))
    return tuple(out)
