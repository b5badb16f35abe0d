"""What the commands check, pair, leaks and translate do, as functions with typed results."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from align.api.sources import checked_settings
from align.beads.aligner import Alignment, align_texts
from align.beads.units import without_blanks
from align.config import Settings
from align.engines.pairs import budgeted, check_batch
from align.finding import Bead, Finding
from align.formats.text_pair import TextPair
from align.language.sentences import split_text
from align.page import Leak, Provenance
from align.pages.base import has_half_pair
from align.report.json_objects import finding_object, leaks_object
from align.tools import Tools, load_tools
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance

LANGUAGES = ("id", "vi", "en")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of one pair: findings, and every check's score."""

    source: str
    target: str
    findings: tuple[Finding, ...]
    scores: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        """As `align check --json` prints it."""
        return {
            "source": self.source, "target": self.target, "findings": [finding_object(f) for f in self.findings],
            "scores": dict(self.scores),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paired:
    """Two texts aligned: their units, beads of unit numbers (from 0), and each unit's probability of having no counterpart."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    beads: tuple[Bead, ...]
    left_dropped: tuple[float, ...]
    right_inserted: tuple[float, ...]
    related: float

    def to_dict(self) -> dict[str, Any]:
        """Plain lists and numbers."""
        return {
            "left": list(self.left), "right": list(self.right),
            "beads": [
                {"left": list(b.left), "right": list(b.right), "posterior": b.posterior, "similarity": b.similarity}
                for b in self.beads
            ],
            "left_dropped": list(self.left_dropped), "right_inserted": list(self.right_inserted), "related": self.related,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leaks:
    """What leaked onto a page, and where the page came from by it."""

    leaks: tuple[Leak, ...]
    provenance: Provenance | None = None

    def to_dict(self) -> dict[str, Any]:
        """As `align leaks --json` prints it, without the headline's English."""
        found = leaks_object("", self.provenance, self.leaks, (None, None))
        return {"provenance": found["provenance"], "leaks": found["leaks"]}


@dataclass(frozen=True, slots=True)
class Translated:
    """One translation, what is doubtful about it (`repeated`, `copied`, `split`, `unsure`, …), and the chance that it is a
    fair one; None where no model was needed."""

    source: str
    text: str
    flags: tuple[str, ...] = field(default=())
    confidence: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """As `align translate --json` prints it."""
        return {"source": self.source, "translation": self.text, "flags": list(self.flags), "confidence": self.confidence}


@lru_cache(maxsize=4)
def _tools(settings: str, process: int) -> Tools:
    """The tools of this `process`: threads of the models do not live on in a process that was forked."""
    return load_tools(Settings.model_validate_json(settings))


def _tools_of(settings: Settings | None) -> Tools:
    return _tools(checked_settings(settings).model_dump_json(), os.getpid())


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected {what} as a str, found {type(value).__name__}")
    if has_half_pair(value):
        raise ValueError(f"expected {what} that can be written, found half a surrogate pair (badly escaped JSON?)")
    return value


def _several(values: object, what: str) -> Iterable[Any]:
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise TypeError(f"expected {what}, found one {type(values).__name__}")
    return values


def _language(lang: str, known: Sequence[str] = LANGUAGES) -> str:
    if lang not in known:
        raise ValueError(f"expected a language of {', '.join(known)}, found {lang!r}")
    return lang


def check(
    pairs: Iterable[tuple[str, str]], source_lang: str = "id", target_lang: str = "en", settings: Settings | None = None
) -> list[Checked]:
    """Run the fidelity checks over pairs of a source and its translation.

    Raises TypeError for a pair that is not two strings, ValueError for another language than id, vi and en.

    >>> import align
    >>> [f.check for f in align.check([("Ia lahir pada 2005.", "He was born in 2015.")])[0].findings]
    ['numbers']
    """
    langs = _language(source_lang), _language(target_lang)
    rows = []
    for number, pair in enumerate(_several(pairs, "a list of pairs"), start=1):
        if not isinstance(pair, Sequence) or isinstance(pair, (str, bytes)) or len(pair) != 2:
            raise TypeError(f"pair {number}: expected a source and a target, found {pair!r:.60}")
        source, target = _text(pair[0], f"pair {number}: a source"), _text(pair[1], f"pair {number}: a target")
        rows.append(TextPair(number, source, target, *langs))
    results, budget = check_batch(rows, _tools_of(settings)), checked_settings(settings).checks.budget
    if budget is not None:
        results = budgeted(results, budget)
    return [Checked(*texts, tuple(found), scores) for _, texts, scores, found, _ in results]


def pair(
    left: str | Sequence[str], right: str | Sequence[str], left_lang: str = "vi", right_lang: str = "id",
    settings: Settings | None = None,
) -> Paired:  # fmt: skip
    """Align two texts. A text is a str, which is split into sentences, or a list of units.

    >>> import align
    >>> found = align.pair("Quân đội đã đến Kursk. Trời mưa to.", "Pasukan tiba di Kursk.")
    >>> [(bead.left, bead.right) for bead in found.beads]
    [((0,), (0,)), ((1,), ())]
    """
    langs = _language(left_lang), _language(right_lang)
    lefts, rights = _units(left, langs[0]), _units(right, langs[1])
    embedder = _tools_of(settings).embedder

    def run(left: list[int], right: list[int]) -> Alignment:
        return align_texts([lefts[i] for i in left], [rights[j] for j in right], embedder, *langs)

    found = without_blanks(lefts, rights, run)
    return Paired(tuple(lefts), tuple(rights), found.beads, found.left_dropped, found.right_inserted, found.related)


def _units(text: str | Sequence[str], lang: str) -> list[str]:
    if isinstance(text, str):
        return split_text(_text(text, "a text"), lang)
    return [_text(unit, "a unit") for unit in _several(text, "a text or a list of units")]


def leaks(text: str, url: str | None = None, settings: Settings | None = None) -> Leaks:
    """What leaked from the Vietnamese original of an Indonesian page. `url`: the page's own address.

    >>> import align
    >>> found = align.leaks("Sumber: https://thanhnien.vn/quan-doi-toi-kursk-185241101092031417.htm")
    >>> found.provenance.publisher, found.provenance.created
    ('Báo Thanh niên', '2024-11-01T09:20:31.417+07:00')
    """
    if url is not None:
        _text(url, "url")
    tools = _tools_of(settings)
    layout = read_layout("page", _text(text, "a page's text"), "id", tools.publishers)
    return Leaks(tuple(layout.traces()), find_provenance(layout, tools.publishers, url))


def translate(texts: Sequence[str], source: str = "id", settings: Settings | None = None) -> list[Translated]:
    """Translate Indonesian (`id`) or Vietnamese (`vi`) texts into English, one sentence a text.

    >>> import align
    >>> len(align.translate(["Pasukan tiba di Kursk.", ""]))
    2
    """
    known = [_text(text, "a text") for text in _several(texts, "a list of texts")]
    found = _tools_of(settings).translator.translate([t.strip() for t in known], _language(source, ("id", "vi")))
    return [Translated(t, f.text, f.flags, f.confidence) for t, f in zip(known, found, strict=True)]
