"""One name, one rendering: a name that the page gives in two spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from align.checks.pair import Pair
from align.finding import Finding
from align.language.names.find import find_names
from align.language.names.rendering import alike
from align.page import Span

_SHORTEST = 4  # letters; shorter names come close by chance


def check(pairs: Sequence[tuple[Pair, str, str]], leg: str) -> list[Finding]:
    """`pairs` with the ids of their sentences, in reading order. One finding a rendering that departs from the commonest.

    Only names written the same in the source count, and only renderings that are spellings of them, so that
    inflection, translation and pronouns do not.
    """
    seen: dict[str, list[tuple[str, int, Span, Span]]] = defaultdict(list)
    for number, (pair, _, _) in enumerate(pairs):
        rights = [n for n in find_names(pair.right, pair.right_lang) if len(n.text) >= _SHORTEST]
        for name in find_names(pair.left, pair.left_lang):
            near = next((n for n in rights if n.text == name.text), None)
            if near is None and (len(name.text) < _SHORTEST or name.key is not None or name.opens):
                continue
            near = near or next((n for n in rights if n.key is None and alike(name.text, n.text)), None)
            if near is not None:
                seen[name.text].append((near.text, number, name.span, near.span))
    return [f for name, renderings in seen.items() for f in _departures(name, renderings, pairs, leg)]


def _departures(
    name: str, renderings: Sequence[tuple[str, int, Span, Span]], pairs: Sequence[tuple[Pair, str, str]], leg: str
) -> list[Finding]:
    counts: dict[str, int] = defaultdict(int)
    for rendering, *_ in renderings:
        counts[rendering] += 1
    if len(counts) < 2:
        return []
    usual = max(counts, key=lambda r: (counts[r], r == name))
    return [
        Finding(
            "consistency", leg, "minor", pairs[number][1:], (left,), (right,), usual, rendering, 0.7,
            f"{name} is called {usual} elsewhere on the page, {rendering} here",
        )
        for rendering, number, left, right in renderings
        if rendering != usual
    ]  # fmt: skip
