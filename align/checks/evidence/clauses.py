"""A clause that was put behind or into a translation: a run of words that lack a counterpart, where the text is too long."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numba import njit

from align.checks.evidence.lengths import ratio_of, spread
from align.checks.pair import Pair
from align.lexicon.coverage import Coverage
from align.page import Span

_ACRONYM_BEHIND, _ACRONYM_BEFORE = re.compile(r"\s*\([A-Z][\w-]*[A-Z]\w*\)"), re.compile(r"\b[A-Z][\w-]*[A-Z]\w*\s*\((?:the )?$")
FEWEST = 3  # words of a clause that say something
USUAL, MARGIN = 0.9, 0.25  # what a word that usually has a counterpart counts, and what each must bring

# (left, right) -> weights of the run and of the length, and the sum from which on it counts. A logistic regression on half of
# FLORES-200 with clauses of other sentences put behind its translations; of its faithful pairs none reach the sum, of those of
# WMT24++ 1 and 4 in 960. From Vietnamese into English no sum parts the two: there it says nothing.
_FITTED = {("id", "en"): (8.15, 2.52, 17.6), ("vi", "id"): (6.36, 1.81, 9.8)}


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the run stands, and the log odds that it was added (0: as likely as what faithful pairs hardly ever reach)."""

    span: Span
    log_odds: float


@njit(cache=True)  # type: ignore[untyped-decorator]
def _best_run(matched: np.ndarray, usual: np.ndarray, content: np.ndarray) -> tuple[float, int, int, int]:
    """(gain, first word, last word, words that count) of the run that gains most (Kadane's algorithm)."""
    best, first, last, words = 0.0, 0, -1, 0
    here, start, count = 0.0, 0, 0
    for i in range(len(matched)):
        if not content[i]:
            continue
        if here <= 0:
            here, start, count = 0.0, i, 0
        here += min(usual[i], 1.0) * USUAL - min(1.0, matched[i]) - MARGIN
        count += 1
        if here > best:
            best, first, last, words = here, start, i, count
    return best, first, last, words


def _spells_out(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are what an acronym beside them stands for."""
    return bool(_ACRONYM_BEHIND.match(text, end) or _ACRONYM_BEFORE.search(text[max(0, start - 24) : start]))


def added_clause(pair: Pair, words: Coverage) -> Clause | None:
    """The run of the translation's words that an added clause would leave; None where nothing looks like one."""
    fitted = _FITTED.get((pair.left_lang, pair.right_lang))
    if fitted is None:
        return None
    gain, first, last, count = _best_run(words.right_matched, words.right_usual, words.right_content)
    if count < FEWEST or _spells_out(pair.right, words.right[first].start, words.right[last].end):
        return None
    longer = ratio_of(pair.left, pair.right, pair.left_lang, pair.right_lang) / spread(len(pair.left))
    odds = fitted[0] * gain + fitted[1] * longer - fitted[2]
    return Clause(Span(words.right[first].start, words.right[last].end), odds) if odds >= 0 else None
