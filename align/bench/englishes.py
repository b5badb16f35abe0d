"""Whether the English of both versions is evidence for the checks of an original beside its page.

Vietnamese and Indonesian news with an error put into the Indonesian; asked is how far the English made of the one and of the
other are apart, alone and beside what the checks say of the pair itself.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np

from align.bench.data import documents
from align.bench.injected import without_last_clause
from align.checks.pair import Pair
from align.checks.registry import registry
from align.checks.runner import Judge, weigh
from align.language.function_words import EVERYWHERE
from align.models.embedder import Embedder
from align.models.translation.translator import Translator

Maker = Callable[[str, random.Random, list[str]], str | None]
_DENIALS = re.compile(r"\b(?:tidak|bukan|belum|tak) ")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]*\d)")
_WORDS = re.compile(r"[^\W\d_]+")


def _word(text: str, rng: random.Random, others: list[str]) -> str | None:
    """A longer word becomes one of another line."""
    places = [m for m in _WORDS.finditer(text) if len(m.group()) > 4 and m.group().islower()]
    pool = [w for w in _WORDS.findall(rng.choice(others)) if len(w) > 4 and w.islower()]
    if not places or not pool:
        return None
    at = rng.choice(places)
    return text[: at.start()] + rng.choice(pool) + text[at.end() :]


def _more(text: str, rng: random.Random, others: list[str]) -> str | None:
    last = rng.choice(others).rstrip().rpartition(", ")[2]
    return f"{text.rstrip().rstrip('.')}, {last}" if 15 < len(last) < 120 else None


# kind -> the check that it is for, and how it is made
KINDS: dict[str, tuple[str, Maker]] = {
    "number": ("numbers", lambda t, rng, _: _NUMBER.sub(lambda m: m.group() + "0", t, count=1) if _NUMBER.search(t) else None),
    "word": ("mistranslation", _word),
    "denial": ("negation", lambda t, *_: _DENIALS.sub("", t, count=1) if _DENIALS.search(t) else None),
    "clause_dropped": ("omission", lambda t, *_: without_last_clause(t)),
    "clause_added": ("addition", _more),
}  # fmt: skip


def apart(left: list[str], right: list[str], embedder: Embedder) -> np.ndarray:
    """(pairs, 2): 1 - cosine of two English texts, and the share of their content words that the other lacks."""
    cosines = (embedder.embed(left) * embedder.embed(right)).sum(axis=1)
    words = [[_content(text) for text in side] for side in (left, right)]
    lacking = [len(a ^ b) / max(1, len(a | b)) for a, b in zip(*words, strict=True)]
    return np.column_stack([1 - cosines, lacking])


def _content(text: str) -> set[str]:
    return {word[:6] for word in _WORDS.findall(text.lower()) if word not in EVERYWHERE and len(word) > 3}


def area(clean: np.ndarray, bad: np.ndarray) -> float:
    """Area under the ROC curve: how often an error scores above a faithful pair, ties half."""
    above = (bad[:, None] > clean[None, :]).mean()
    return float(above + 0.5 * (bad[:, None] == clean[None, :]).mean())


def _fitted(rows: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression by Newton's method, a little ridge; the last one is the constant."""
    x = np.column_stack([rows, np.ones(len(rows))])
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-2 * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - wrong) + 1e-2 * w)
    return w


def englishes(data: Path, embedder: Embedder, translator: Translator, judge: Judge | None, limit: int) -> dict[str, float]:
    """Area under the curve by kind of error, vi-id: of the check, of the two Englishes, of both (fitted on even pairs, all
    three measured on odd ones). `limit`: faithful pairs, 0 for 400."""
    lines = [row for part in documents(data).values() for row in part]
    lines = lines[:: max(1, len(lines) // (limit or 400))]
    others, rng = [row["id"] for row in lines], random.Random(5)
    clean = _rows([(row["vi"], row["id"]) for row in lines], embedder, translator, judge)
    figures: dict[str, float] = {}
    for kind, (check, make) in KINDS.items():
        made = [(row["vi"], bad) for row in lines if (bad := make(row["id"], rng, others)) and bad != row["id"]]
        faulty = _rows(made, embedder, translator, judge)
        scale = np.sort(clean[0][check][::2])  # scores by the share of faithful pairs below them: one scale for all checks
        good, wrong = (
            np.column_stack([np.searchsorted(scale, found[0][check], "right") / len(scale), found[1]])
            for found in (clean, faulty)
        )
        w = _fitted(np.vstack([good[::2], wrong[::2]]), np.r_[np.zeros(len(good[::2])), np.ones(len(wrong[::2]))])
        e = _fitted(np.vstack([good[::2, 1:], wrong[::2, 1:]]), np.r_[np.zeros(len(good[::2])), np.ones(len(wrong[::2]))])
        good, wrong = good[1::2], wrong[1::2]
        figures[f"englishes.check.{kind}"] = area(good[:, 0], wrong[:, 0])
        figures[f"englishes.alone.{kind}"] = area(good[:, 1:] @ e[:-1], wrong[:, 1:] @ e[:-1])
        figures[f"englishes.both.{kind}"] = area(good @ w[:-1], wrong @ w[:-1])
    return figures


def _rows(
    pairs: list[tuple[str, str]], embedder: Embedder, translator: Translator, judge: Judge | None
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Every check's scores, and how far the two Englishes are apart."""
    english = [[t.text for t in translator.translate([p[k] for p in pairs], lang)] for k, lang in enumerate(("vi", "id"))]
    weighed = list(weigh([Pair(a, b, "vi", "id") for a, b in pairs], judge))
    names = {check for check, _ in KINDS.values()}
    scores = {name: np.array([registry()[name](evidence).score for evidence in weighed]) for name in names}
    return scores, apart(english[0], english[1], embedder)
