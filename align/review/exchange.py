"""Bilingual exchange formats: TMX 1.4b, XLIFF 1.2 and XLIFF 2.1, with the findings as notes and issues; the tables of ratings of
Marot and of WMT's MQM campaigns.

Written element by element, so that a run of any size takes little memory. A unit is a bead of one leg, its
id that of the row in `sentences.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import IO, Any

from align.catalogue import category_of_check
from align.decisions.decision import Decided
from align.errors import InputError
from align.finding import Audit, Leg
from align.formats.marot import NO_ERROR, Rating, category_of, write_marot, write_wmt
from align.formats.tmx import TmxUnit, write_tmx
from align.formats.xliff import Issue, XliffUnit, write_xliff, write_xliff2
from align.report.rows import Row
from align.review.units import Error, Unit, units

FORMS = ("tmx", "xliff", "xliff2", "marot", "wmt")
MACHINE = "align-machine-translation"

Pages = Iterable[tuple[Audit, list[Row]]]
Legs = Iterator[tuple[Audit, list[Row], Leg]]
Writer = Callable[[IO[str], Legs, tuple[str, str], Decided], int]


def _legs(pages: Pages, name: str) -> Legs:
    for audit, rows in pages:
        leg = audit.leg(name)
        if leg is not None and leg.left and leg.right:
            yield audit, rows, leg


def write_exchange(handle: IO[str], form: str, pages: Pages, name: str, decided: Decided, *, unreviewed: bool = True) -> int:
    """The leg `name` of all pages as `form`; how many units (of marot and wmt: ratings) were written.

    `unreviewed`: whether TMX holds what no person found right or corrected. Raises InputError where no page has the leg.
    """
    found = _legs(pages, name)
    first = next(found, None)
    if first is None:
        raise InputError(f"--leg {name}: expected a page with that leg, found none; without originals there is only mt")
    languages = first[2].left[0].lang, first[2].right[0].lang
    writers: dict[str, Writer] = {
        "tmx": partial(_tmx, unreviewed), "xliff": partial(_xliff, write_xliff), "xliff2": partial(_xliff, write_xliff2),
        "marot": partial(_table, write_marot), "wmt": partial(_table, write_wmt),
    }  # fmt: skip
    return writers[form](handle, chain([first], found), languages, decided)


def _tmx(unreviewed: bool, handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided) -> int:
    """Beads with two sides that a person found right or corrected; all where asked. English made here is marked as x-mt."""

    def made(u: Unit) -> TmxUnit:
        if u.corrected:
            return TmxUnit(u.id, (u.source or "", u.corrected[0]), {"x-corrected": "yes"}, u.notes, u.corrected[1])
        properties = {"x-mt": "yes"} if u.machine else {"x-probability": f"{u.probability:.4f}"}
        return TmxUnit(u.id, (u.source or "", u.target or ""), properties, u.notes, MACHINE if u.machine else "")

    found = (
        made(u) for audit, rows, leg in legs for u in units(audit, rows, leg, decided)
        if u.source is not None and (u.corrected or u.target is not None) and (unreviewed or u.corrected or u.state == "right")
    )  # fmt: skip
    return write_tmx(handle, found, languages)


def _xliff(
    write: Callable[[IO[str], Iterable[tuple[str, Iterator[XliffUnit]]], tuple[str, str]], int],
    handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided,
) -> int:  # fmt: skip
    """A file a page; what was dropped has no target; only what a person found right is signed off."""
    pages = ((audit.page.id, map(_xliff_unit, units(audit, rows, leg, decided))) for audit, rows, leg in legs)
    return write(handle, pages, languages)


def _xliff_unit(u: Unit) -> XliffUnit:
    state = "corrected" if u.corrected else "missing" if u.target is None else u.state
    issues = tuple(issue for error in u.errors if not u.machine or error.finding is None for issue in _issues(u, error))
    corrected = u.corrected[0] if u.corrected else None
    return XliffUnit(u.id, u.source or "", u.target, state, u.notes, corrected, issues)


def _issues(u: Unit, error: Error) -> Iterator[Issue]:
    """Where an error stands: what reviewers decided in the place of what the check alone said."""
    decisions = next((ds for f, ds in u.ratings if f is error.finding), ())
    if error.decision is None and any(d.verdict for d in decisions):
        return
    if error.decision is not None and not error.decision.verdict:
        return
    who = error.decision.reviewer if error.decision else ""
    for side, spans in enumerate(error.spans):
        for span in spans:
            yield Issue(side, span, error.category, error.severity, error.message, error.stands or error.decision is None, who)


def _table(
    write: Callable[[IO[str], Iterable[Rating], str], int],
    handle: IO[str], legs: Legs, languages: tuple[str, str], decided: Decided,
) -> int:  # fmt: skip
    """What `align` found (rater align) and what reviewers said of it: an error a line, no-error where there is none."""
    return write(handle, _ratings(legs, decided), f"{languages[0]}-{languages[1]}")


def _ratings(legs: Legs, decided: Decided) -> Iterator[Rating]:
    overall = 0
    for audit, rows, leg in legs:
        for number, unit in enumerate(units(audit, rows, leg, decided), start=1):
            overall += 1
            yield from _ratings_of(unit, (audit.page.id, number, overall))


def _ratings_of(unit: Unit, place: tuple[str, int, int]) -> Iterator[Rating]:
    wrong = set()
    none = Rating(*place, "align", (unit.source or "", unit.target or ""), NO_ERROR, NO_ERROR)
    for error in unit.errors:
        if unit.machine and error.finding is not None:
            continue  # what is found in English made here is none of the page's errors
        rating = replace(none, category=category_of(error.category), severity=error.severity, spans=error.spans)
        if error.decision is None:
            yield replace(rating, metadata={"note": error.message})
        elif error.stands:
            d = error.decision
            wrong.add(d.reviewer)
            better = {"corrected_translation": unit.corrected[0]} if unit.corrected and unit.corrected[1] == d.reviewer else {}
            said = {**_prior(error), "note": d.note, "timestamp": _milliseconds(d.made), **better}
            yield replace(rating, rater=d.reviewer, metadata=said)
    for rater in unit.raters:
        if rater not in wrong and unit.state == "right":
            yield replace(none, rater=rater)


def _prior(error: Error) -> dict[str, Any]:
    """Whose error a reviewer took over, and as what where that was changed."""
    if error.finding is None:
        return {}
    was = category_of(category_of_check(error.finding.check)), error.finding.severity
    changed = was != (category_of(error.category), error.severity)
    return {"prior_rater": "align", **({"prior_error": {"category": was[0], "severity": was[1]}} if changed else {})}


def _milliseconds(made: str) -> int:
    try:
        return int(datetime.fromisoformat(made).timestamp() * 1000)
    except ValueError:
        return 0
