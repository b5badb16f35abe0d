"""Another reviewer's ratings out of a table of Marot's or WMT's, as decisions on a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.decisions.keys import finding_key
from align.decisions.store import CORRECTED, Change, Decision, Subject, checked_name
from align.errors import InputError
from align.finding import Audit
from align.formats.marot import NO_ERROR, Rating, category_of, read_marot
from align.page import Span
from align.report.rows import Row
from align.review.run import Run
from align.review.sheets import Imported
from align.review.units import SIDES, Unit, units

OURS = "align"  # the rater whose lines are the checks' own


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a page, with what is needed to decide on it."""

    page: int
    audit: Audit
    leg: str
    unit: Unit
    rows: tuple[Row, ...]


def import_ratings(run: Run, path: Path, reviewer: str, *, named: bool) -> Imported:
    """Take over what raters said; `named`: it is `reviewer`'s whatever the table says. Lines that cannot be placed are listed.

    Raises InputError where the table cannot be read.
    """
    result, find = Imported(), _Finder(run)
    try:
        with path.open(encoding="utf-8-sig") as handle:
            for line, rating, problem in read_marot(handle):
                if not problem and rating.rater == OURS:
                    result.unchanged += 1
                    continue
                try:
                    if problem:
                        raise InputError(problem)
                    who = reviewer if named else checked_name(rating.rater)
                    _take(run, find.place(rating), rating, who, result)
                except InputError as error:
                    result.problems.append(f"{path} line {line}: {error}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: expected a table of ratings in UTF-8: {error}") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    return result


class _Finder:
    """Units by the numbers that the export gave them."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._pages = {str(entry.summary["id"]): number for number, entry in reversed(list(enumerate(run.pages)))}
        self._of_page = lru_cache(maxsize=32)(self._units)

    def _units(self, number: int) -> list[Place]:
        audit, rows = self._run.page(number)
        by_segment, decided = {row.segment: row for row in rows}, self._run.store.current()
        return [
            Place(number, audit, leg.name, unit, tuple(by_segment[s] for s in unit.segments if s in by_segment))
            for leg in audit.legs if leg.name in SIDES for unit in units(audit, rows, leg, decided)
        ]  # fmt: skip

    def place(self, rating: Rating) -> Place:
        """The unit of a rating: that with its texts. Raises InputError where there is none."""
        if rating.document not in self._pages:
            raise InputError(f"expected a page of this run, found {rating.document[:60]!r}")
        texts = tuple(" ".join(t.split()) for t in rating.texts)
        for place in self._of_page(self._pages[rating.document]):
            if tuple(" ".join((t or "").split()) for t in (place.unit.source, place.unit.target)) == texts:
                return place
        raise InputError(f"expected a unit of {rating.document} with these texts, found none; was the run made again?")


def _take(run: Run, place: Place, rating: Rating, who: str, result: Imported) -> None:
    note = str(rating.metadata.get("note") or "")
    if rating.category == NO_ERROR:
        for row in place.rows:
            subject = run.row(row.key, place.page)
            if subject is not None:
                _decide(run, subject, "fine", who, Change(note=note), result)
        return
    finding = _finding(place, rating)
    if finding is not None:
        subject, severity = finding
        changed = "" if rating.severity == severity else rating.severity
        _decide(run, subject, "accepted", who, Change(note, severity=changed), result)
    else:
        marks = list(_marks(run, place, rating))
        if not marks:
            raise InputError(f"expected marked words (<v>…</v>) within one row of {rating.document}, found none")
        for subject in marks:
            _decide(run, subject, "error", who, Change(note, rating.category, rating.severity), result)
    better = str(rating.metadata.get("corrected_translation") or "")
    if better and place.rows:
        subject = run.correctable(place.rows[0].key, place.page, SIDES[place.leg][1])
        _decide(run, subject, CORRECTED, who, Change(correction=better), result)


def _finding(place: Place, rating: Rating) -> tuple[Subject, str] | None:
    """The finding that a rating is about, and its severity: that with its category and marked words."""
    for error in place.unit.errors:
        if error.finding is not None and error.decision is None:
            spans = tuple(tuple(sorted(s for s in side if s.end > s.start)) for side in error.spans)
            if category_of(error.category) == category_of(rating.category) and spans == rating.spans:
                key = finding_key(place.audit, error.finding)
                row = next((r for r in place.rows if error.finding in r.findings), None)
                return Subject(key, "finding", error.finding.check, place.audit.languages(place.leg), place.audit.page.id,
                               row.segment if row else "", text=error.message), error.severity  # fmt: skip
    return None


def _marks(run: Run, place: Place, rating: Rating) -> Iterator[Subject]:
    """The marked words as spans of the rows' texts; the whole target where no words are marked."""
    whole = (Span(0, len(rating.texts[1])),) if rating.texts[1] and not any(rating.spans) else ()
    for side, spans in enumerate((rating.spans[0], rating.spans[1] or whole)):
        column = SIDES[place.leg][side]
        for span in spans:
            for row in place.rows:
                text = getattr(row, column)
                at = rating.texts[side].find(text) if text else -1
                if at >= 0 and at <= span.start and span.end <= at + len(text):
                    yield run.mark(row.key, place.page, column, span.start - at, span.end - at)
                    break


def _decide(run: Run, subject: Subject, verdict: str, who: str, change: Change, result: Imported) -> None:
    """Decide where that says something new."""
    mine: Decision | None = next((d for d in run.store.current([subject.key]).get(subject.key, ()) if d.reviewer == who), None)
    if mine and mine.verdict == verdict and change.over(mine) == Change().over(mine):
        result.unchanged += 1
        return
    run.store.decide([subject], verdict, who, change=change)
    result.taken += 1
