"""Names: every name of the source must be rendered in the translation, which may add none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.second_opinion import seconded
from align.checks.pair import CLEAN, Pair, Result
from align.language.english_words import is_english
from align.language.names.find import SYLLABLE, Name, find_names
from align.language.names.offices import missing_offices
from align.language.names.rendering import is_given, is_rendered, prepare
from align.language.script import unaccent
from align.lexicon.coverage import Coverage
from align.lexicon.table import word_ids
from align.page import Span

_COVERED, _LEAST, _OFFICE = 0.2, 0.15, 0.75
_KNOWN = 0.7
_HOME, OWN = {"id": "ID", "vi": "VN"}, 0.4
_LANGUAGES = {"id", "vi", "en"}  # where capital letters mean names


def _weight(name: Name, coverage: Coverage | None, left: bool, changed: bool, part: bool) -> float:
    """Weight of a name without a rendering: 0 where the lexicon sees its translation, if no other
    known name seems to stand for it (`changed`); of a given name with a hyphen it must see every word. `part`: another
    part of it is rendered, so that it is surely a name."""
    covered, least, namelike = _by_lexicon(name, coverage, left)
    known = changed and name.key is not None  # letters that are alike prove nothing: Austria, Australia
    if not known and (least if is_given(name.text) else covered) >= _COVERED:
        return 0.0
    sure = 0.75 if name.key is not None else 0.8 * max(namelike, part) * (0.5 if name.opens else 1.0)
    return sure * (0.6 if len(name.text) < 3 and not (changed and name.key) else 1.0)


def _by_lexicon(name: Name, coverage: Coverage | None, left: bool) -> tuple[float, float, float]:
    """Of the lexicon's words that hold the name: the chance that the first has a counterpart, the least of all, and how
    often the first is capitalised."""
    if coverage is None:
        return 0.0, 0.0, 1.0
    words = coverage.left if left else coverage.right
    covered = coverage.left_covered if left else coverage.right_covered
    namelike = coverage.left_name if left else coverage.right_name
    at = [i for i, word in enumerate(words) if word.start < name.span.end and name.span.start < word.end]
    return (float(covered[at[0]]), float(covered[at].min()), float(namelike[at[0]])) if at else (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Side:
    """The names of one text that the other does not render, and the spans of those it does."""

    missing: list[Name]
    rendered: list[Span]

    @classmethod
    def of(cls, text: str, lang: str, other: str, other_lang: str) -> _Side:
        names = find_names(text, lang)
        if not names:
            return cls([], [])
        prepared = prepare(other, other_lang)
        missing = [n for n in names if not is_rendered(n, prepared)]
        return cls(missing, [n.span for n in names if n not in missing])

    @property
    def known(self) -> bool:
        """Whether a missing one is in the table of exonyms."""
        return any(n.key for n in self.missing)

    def beside(self) -> list[Name]:
        """Missing names adjacent to a rendered one: parts of a name, it seems."""
        ends, starts = {s.end for s in self.rendered}, {s.start for s in self.rendered}
        return [n for n in self.missing if n.key is None and (n.span.start - 1 in ends or n.span.end + 1 in starts)]


def _syllable(word: str, lang: str) -> bool:
    """Whether a word is built like a Vietnamese syllable and is none of its own language."""
    plain = unaccent(word).lower()
    return bool(SYLLABLE.fullmatch(plain)) and not (is_english(plain) if lang == "en" else plain in word_ids(lang))


def _show(found: Sequence[tuple[Name, float]]) -> str:
    return ", ".join(dict.fromkeys(n.text for n, _ in found))


def check(evidence: Evidence) -> Result:
    """Score: the surest name lost or added, a changed one (lost here, added there) higher; more where the quality
    estimator, if asked, is surer."""
    found = by_rule(evidence)
    if evidence.judgement is None or evidence.coverage is None:
        return found
    sure = found.severity == "critical" or found.score == _OFFICE  # tables know these
    return seconded("names", evidence, found, "a name seems lost or changed", "major", sure=sure)


def by_rule(evidence: Evidence) -> Result:
    """What exonyms, letters and lexicon say alone; else, whether a deputy, former or acting holder of an office is one."""
    pair = evidence.pair
    if pair.left_lang == pair.right_lang or not {pair.left_lang, pair.right_lang} <= _LANGUAGES:
        return CLEAN
    found = _of_names(pair, evidence.coverage)
    return found if found.score >= _OFFICE else _of_offices(pair) or found


def _of_offices(pair: Pair) -> Result | None:
    lost = missing_offices(pair.left, pair.right, pair.left_lang, pair.right_lang)
    new = missing_offices(pair.right, pair.left, pair.right_lang, pair.left_lang)
    if not lost and not new:
        return None
    expected, found = (", ".join(o.text for o in side) for side in (lost, new))
    message = f"title not found: {expected}" if lost else f"title that the source does not have: {found}"
    return Result(
        _OFFICE, "major", tuple(o.span for o in lost), tuple(o.span for o in new), expected or "no such title",
        found or "not there", message,
    )  # fmt: skip


def _weighed(side: _Side, coverage: Coverage | None, left: bool, changed: bool, parts: list[Name]) -> list[tuple[Name, float]]:
    """The missing names of a side that weigh enough, with their weights."""
    weights = [(n, _weight(n, coverage, left, changed, n in parts)) for n in side.missing]
    return [(n, w) for n, w in weights if w > _LEAST]


def _of_names(pair: Pair, coverage: Coverage | None) -> Result:
    left = _Side.of(pair.left, pair.left_lang, pair.right, pair.right_lang)
    right = _Side.of(pair.right, pair.right_lang, pair.left, pair.left_lang)
    changed = left.known and right.known
    parts = left.beside(), [n for n in right.beside() if _syllable(n.text, pair.right_lang)]
    if pair.left_lang != "vi" or not all(parts):  # Quảng Bình, Quang Ninh: part of a name is another
        parts = [], []
    lost = _weighed(left, coverage, True, changed, parts[0])
    new = _weighed(right, coverage, False, changed, parts[1])
    new = [(n, w * OWN if n.key == _HOME.get(pair.left_lang) else w) for n, w in new]  # a text need not name its country
    return _result(lost, new)


def _result(lost: list[tuple[Name, float]], new: list[tuple[Name, float]]) -> Result:
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
    left, right = (tuple(n.span for n, _ in found) for found in (lost, new))
    known = all(any(n.key and w >= _KNOWN for n, w in side) for side in (lost, new))  # one country for another
    severity = "critical" if known else "major"
    return Result(min(0.99, score), severity, left, right, _show(lost) or "no such name", _show(new) or "not there", message)
