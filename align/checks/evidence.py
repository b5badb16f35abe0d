"""What speaks for a word left out, put in or changed, as numbers; and the fitted weights that judge them.

The evidence is the quality estimator's (where it was asked), the lexicon's, and the lengths; that on single words is
weighed by `word_evidence.py`. The weights are logistic regressions fitted by `scripts/calibrate_checks.py` on spoilt
training pairs: one set with the estimator (`full`), one with the translator's opinion too (`contrast`), one with
neither (`fast`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numba import njit

from align.checks.base import Pair, Result
from align.checks.length import ratio_of, spread
from align.checks.word_evidence import WordNet, word_rows
from align.language.words import is_english
from align.lexicon.match import Coverage
from align.lexicon.table import word_ids
from align.lexicon.tokens import Word
from align.page import Span

_FLOOR, _DOUBT = 0.001, 0.02  # chances are never quite 0: of a partner that is there, of a word that never has one
SURE_WORD = 0.5
# check -> what a rule's score adds to the log odds, and a shift that puts them on the rule's own scale, so that one
# threshold serves with the estimator and without
RULES = {"names": (12.0, -2.34), "negation": (3.0, 2.5), "mistranslation": (8.0, 0.0)}
LONG_WORD = 4  # letters


@njit(cache=True)  # type: ignore[untyped-decorator]
def surprise(covered: np.ndarray, usual: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """Per word the log odds of having no counterpart here against how often such a word has none; 0 but for words to
    `keep`."""
    out = np.zeros(len(covered))
    for i in range(len(covered)):
        if keep[i]:
            out[i] = min(max(math.log(1 - covered[i] + _FLOOR) - math.log(1 - usual[i] + _DOUBT), 0.0), 4.0)
    return out


@njit(cache=True)  # type: ignore[untyped-decorator]
def _summary(values: np.ndarray) -> tuple[float, float, float]:
    """(highest, sum, highest sum of three words in a row)."""
    highest = total = run = 0.0
    for i in range(len(values)):
        total += values[i]
        highest = max(highest, values[i])
        run = max(run, values[max(0, i - 2) : i + 1].sum())
    return highest, total, run


def _logit(chances: Sequence[tuple[Span, float]]) -> float:
    highest = max((p for _, p in chances), default=0.01)
    return math.log(max(highest, 1e-4) / max(1 - highest, 1e-4))


def features(pair: Pair) -> dict[str, float]:
    """The evidence by name, that on single words weighed; what is not known is 0."""
    out = plain_features(pair)
    return out | weighed_words(pair, out, _nets("fast" if pair.judgement is None else "full"))


def weighed_words(pair: Pair, known: Mapping[str, float], nets: Mapping[str, WordNet]) -> dict[str, float]:
    """What the networks for omissions (left words) and additions (right words) make of the pair; `both`: the lesser, as a
    word for another lacks a counterpart on either side."""
    sides = {"omission": "words.left", "addition": "words.right"}
    found = {sides[check]: net.log_odds(word_rows(pair, check == "omission"), known) for check, net in nets.items()}
    return found | {"words.both": min(found.values())}


def plain_features(pair: Pair) -> dict[str, float]:
    """The evidence on the whole sentence."""
    left, log = len(pair.left), ratio_of(pair)
    out = {"shorter": max(0.0, -log / spread(left)), "longer": max(0.0, log / spread(left))}
    if pair.surprises is not None:
        for side, values in zip(("left", "right"), pair.surprises, strict=True):
            out[f"{side}.max"], out[f"{side}.sum"], out[f"{side}.run"] = _summary(values)
            out[f"{side}.mean"] = out[f"{side}.sum"] / max(1, len(values))
        out["right.unknown"] = float(min(3, len(pair.unknown)))
    told = pair.judgement
    if told is not None:
        out |= {f"qe.{kind}": value for kind, value in told.kinds.items()}
        out["qe.left_wrong"], out["qe.right_wrong"] = _logit(told.left_wrong), _logit(told.right_wrong)
        out["qe.right_missing"] = _logit(told.right_missing)
        if told.right_support:
            out |= _unsupported(pair, told.right_support)
    return out


def _unsupported(pair: Pair, support: Sequence[tuple[Span, float]]) -> dict[str, float]:
    """How little the source accounts for the translation's words: its worst word of four letters or more, the mean
    of the two worst, and all of them."""
    long = [value for span, value in support if sum(map(str.isalpha, span.of(pair.right))) >= LONG_WORD]
    worst = sorted(long or [value for _, value in support])
    return {"mt.worst": -worst[0], "mt.two": -sum(worst[:2]) / len(worst[:2]), "mt.mean": -sum(worst) / len(worst)}


def unknown_words(pair: Pair, words: Coverage) -> tuple[Span, ...]:
    """Small-letter words of the translation that its language does not have and the source does not either."""
    known = word_ids(pair.right_lang)
    source = {w.key for w in words.left}
    return tuple(
        Span(w.start, w.end)
        for w in words.right
        if w.key not in known and w.key not in source and w.end - w.start > 2 and pair.right[w.start : w.end].islower()
        and not (pair.right_lang == "en" and is_english(pair.right[w.start : w.end]))
    )  # fmt: skip


@lru_cache(maxsize=1)
def _fitted() -> dict[str, Any]:
    return dict(json.loads((files("align.checks") / "weights.json").read_text("utf-8")))


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, dict[str, float]]]:
    return dict(_fitted()["weights"])


@lru_cache(maxsize=2)
def _nets(asked: str) -> dict[str, WordNet]:
    return {check: WordNet.of(told) for check, told in _fitted()["words"][asked].items()}


def log_odds(check: str, pair: Pair) -> float:
    """How likely the pair has what `check` looks for, by the fitted weights."""
    asked = "fast" if pair.judgement is None else "full"
    if pair.judgement is not None and pair.judgement.right_support and check in _weights().get("contrast", {}):
        asked = "contrast"
    weights = _weights()[asked][check]
    return weights[""] + sum(weight * pair.features.get(name, 0.0) for name, weight in weights.items() if name)


def probability(check: str, pair: Pair) -> float:
    """The same, from 0 to 1."""
    return logistic(log_odds(check, pair))


def logistic(value: float) -> float:
    """0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def seconded(check: str, pair: Pair, found: Result, message: str, severity: str, *, sure: bool = False) -> Result:
    """What a rule found, weighed against what the quality estimator says; `message` and `severity` where the rule found
    nothing. A rule that is `sure` is not talked down.

    What a rule is worth is measured on DEMETR, as the estimator learned from errors made with the same lists.
    """
    weight, shift = RULES[check]
    score = min(0.99, logistic(log_odds(check, pair) + weight * found.score + shift))
    told = replace(
        found, score=max(score, found.score) if sure else score, message=found.message or message,
        severity=found.severity if found.message else severity,
    )  # fmt: skip
    if pair.judgement is None or found.left_spans or found.right_spans:
        return told
    left, right = suspects(pair.judgement.left_wrong), suspects(pair.judgement.right_wrong)
    return replace(told, left_spans=left, right_spans=right, expected=show(pair.left, left), found=show(pair.right, right))


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
