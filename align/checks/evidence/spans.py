"""Which words to show as evidence, and how."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.lexicon.tokens import Word
from align.page import Span

SURE_WORD = 0.5
NO_PARTNER = 1.2  # surprise from which on a word is taken to have no counterpart


def suspects(chances: Sequence[tuple[Span, float]]) -> tuple[Span, ...]:
    """The words that the estimator takes for wrong; its likeliest one where it is sure of none."""
    sure = [span for span, p in chances if p >= SURE_WORD]
    if not sure and chances:
        best = max(chances, key=lambda c: c[1])
        sure = [best[0]] if best[1] > 0.2 else []
    return joined(sure)


def surprising(words: Sequence[Word], surprises: np.ndarray) -> tuple[Span, ...]:
    """The words that the lexicon misses most a counterpart of."""
    limit = 0.6 * float(surprises.max(initial=0.0))
    if limit <= 0.6:
        return ()
    return joined([Span(w.start, w.end) for w, s in zip(words, surprises.tolist(), strict=True) if s > limit])


def unmatched_words(words: Sequence[Word], surprises: np.ndarray) -> tuple[Span, ...]:
    """The words that very likely have no counterpart on the other side."""
    return tuple(Span(w.start, w.end) for w, s in zip(words, surprises.tolist(), strict=True) if s >= NO_PARTNER)


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbouring words as one span."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if out and span.start <= out[-1].end + 1:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def show(text: str, spans: Sequence[Span], limit: int = 120) -> str:
    """The words of the spans, shortened."""
    words = " … ".join(text[s.start : s.end] for s in spans)
    return words if len(words) <= limit else words[: limit - 1] + "…"
