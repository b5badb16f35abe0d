"""How far two reviewers agree, beyond what chance would bring (Cohen 1960)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from align.decisions.decision import Decision
from align.decisions.stats import judged


class Agreement(NamedTuple):
    """Two reviewers on the findings of a check (`all`: of every check) that both decided on.

    `kappa` is 1 where they always agree, 0 where as often as by chance, None where only one verdict was ever given.
    """

    check: str
    reviewers: tuple[str, str]
    both: int
    same: int
    kappa: float | None


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Kappa of pairs of labels; None where chance alone brings full agreement."""
    count = len(pairs)
    left, right = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    observed = sum(a == b for a, b in pairs) / count if count else 0.0
    expected = sum(left[label] * right[label] for label in left) / count**2 if count else 1.0
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def agreements(decided: Iterable[Sequence[Decision]]) -> list[Agreement]:
    """For every two reviewers, how far they agree on the findings of each check, and on all."""
    found: dict[tuple[tuple[str, str], str], list[tuple[str, str]]] = defaultdict(list)
    for decisions in decided:
        said = sorted((d.reviewer, judged(d)) for d in decisions if d.verdict and d.subject.kind == "finding")
        for (one, first), (other, second) in combinations(said, 2):
            for check in (decisions[0].subject.check, "all"):
                found[(one, other), check].append((first, second))
    return [
        Agreement(check, reviewers, len(pairs), sum(a == b for a, b in pairs), cohens_kappa(pairs))
        for (reviewers, check), pairs in sorted(found.items(), key=lambda item: (item[0][0], item[0][1] == "all", item[0][1]))
    ]
