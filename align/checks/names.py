"""Names: every one of the source must be told in the translation, and none that the source lacks."""

from __future__ import annotations

from collections.abc import Sequence

from align.checks.base import CLEAN, Pair, Result
from align.checks.evidence import seconded
from align.language.names import Name, find_names, told, told_in
from align.lexicon.match import Coverage

_COVERED = 0.2
_HOME, OWN = {"id": "ID", "vi": "VN"}, 0.4
_LANGUAGES = {"id", "vi", "en"}  # where capital letters mean names


def _weight(name: Name, coverage: Coverage | None, left: bool) -> float:
    """How sure it is that a name which is not told is one: 0 where the lexicon sees its translation."""
    covered, namelike = _by_lexicon(name, coverage, left)
    if covered >= _COVERED:
        return 0.0
    sure = 0.75 if name.key is not None else 0.8 * namelike * (0.5 if name.opens else 1.0)
    return sure * (0.6 if len(name.text) < 3 else 1.0)


def _by_lexicon(name: Name, coverage: Coverage | None, left: bool) -> tuple[float, float]:
    """Of the lexicon's word that holds the name: the chance of a counterpart, and how often it is capitalised."""
    if coverage is None:
        return 0.0, 1.0
    words = coverage.left if left else coverage.right
    covered = coverage.left_covered if left else coverage.right_covered
    namelike = coverage.left_name if left else coverage.right_name
    for i, word in enumerate(words):
        if word.start < name.span.end and name.span.start < word.end:
            return float(covered[i]), float(namelike[i])
    return 0.0, 1.0


def _lost(names: Sequence[Name], other: str, lang: str, coverage: Coverage | None, left: bool) -> list[tuple[Name, float]]:
    if not names:
        return []
    prepared = told_in(other, lang)
    missing = [n for n in names if not told(n, prepared)]
    weighed = [(n, _weight(n, coverage, left)) for n in missing]
    return [(n, w) for n, w in weighed if w > 0.15]


def _show(found: Sequence[tuple[Name, float]]) -> str:
    return ", ".join(dict.fromkeys(n.text for n, _ in found))


def check(pair: Pair) -> Result:
    """Score: the surest name lost or added, a changed one (lost here, added there) higher; more where the quality
    estimator, if asked, is surer."""
    found = by_rule(pair)
    if pair.judgement is None or pair.coverage is None:
        return found
    return seconded("names", pair, found, "a name seems lost or changed", "major")


def by_rule(pair: Pair) -> Result:
    """What exonyms, letters and lexicon say alone."""
    if pair.left_lang == pair.right_lang or not {pair.left_lang, pair.right_lang} <= _LANGUAGES:
        return CLEAN
    lost = _lost(find_names(pair.left, pair.left_lang), pair.right, pair.right_lang, pair.coverage, True)
    new = _lost(find_names(pair.right, pair.right_lang), pair.left, pair.left_lang, pair.coverage, False)
    new = [(n, w * OWN if n.key == _HOME.get(pair.left_lang) else w) for n, w in new]  # a text need not name its country
    sure_lost, sure_new = (max((w for _, w in found), default=0.0) for found in (lost, new))
    score = 1 - (1 - 0.8 * sure_lost) * (1 - 0.9 * sure_new)
    if score < 0.1:
        return CLEAN
    if sure_lost > 0.3 and sure_new > 0.3:
        message = f"name changed: {_show(lost)} became {_show(new)}"
    elif sure_lost >= sure_new:
        message = f"name not found: {_show(lost)}"
    else:
        message = f"name that the source does not have: {_show(new)}"
    spans = [tuple(n.span for n, _ in found) for found in (lost, new)]
    return Result(
        min(0.99, score), "major", spans[0], spans[1], _show(lost) or "no such name", _show(new) or "not there", message
    )
