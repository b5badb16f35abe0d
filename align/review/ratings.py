"""Another reviewer's ratings out of a table of Marot's or WMT's, as decisions on a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.decisions.decision import CORRECTED, Change, Subject, checked_name
from align.decisions.keys import finding_key
from align.errors import InputError
from align.finding import Audit
from align.formats.marot import NO_ERROR, Rating, category_of, read_marot
from align.page import Span
from align.report.rows import Row
from align.review.run import Run
from align.review.sheet_lines import decoded
from align.review.sheets import Imported
from align.review.units import SIDES, Unit, units

OURS = "align"  # the rater whose lines are the checks' own


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of a page, with what is needed to decide on it."""

    page: int
    audit: Audit
    leg: str
    number: int
    unit: Unit
    rows: tuple[Row, ...]


def import_ratings(run: Run, path: Path, reviewer: str, *, named: bool) -> Imported:
    """Take over what raters said; `named`: it is `reviewer`'s whatever the table says. Lines that cannot be placed are listed.

    Raises InputError where the table cannot be read.
    """
    result, find = Imported(), _Finder(run)
    try:
        lines = [line.rstrip("\r") for line in decoded(path.read_bytes(), path).split("\n")]
        for line, rating, problem in read_marot([text for text in lines if text]):
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
    except OSError as error:
        raise InputError(f"{path}: expected a table of ratings: {error.strerror}") from error
    return result


class _Finder:
    """Units by the numbers that the export gave them."""

    def __init__(self, run: Run) -> None:
        self._run, self._decided = run, run.store.current()
        self._pages = {str(entry.summary["id"]): number for number, entry in reversed(list(enumerate(run.pages)))}
        self._of_page = lru_cache(maxsize=32)(self._units)

    def _units(self, number: int) -> list[Place]:
        audit, rows = self._run.page(number)
        by_segment = {row.segment: row for row in rows}
        return [
            Place(number, audit, leg.name, at, unit, tuple(by_segment[s] for s in unit.segments if s in by_segment))
            for leg in audit.legs if leg.name in SIDES
            for at, unit in enumerate(units(audit, rows, leg, self._decided), start=1)
        ]  # fmt: skip

    def place(self, rating: Rating) -> Place:
        """The unit of a rating: that with its texts. Raises InputError where there is none."""
        if rating.document not in self._pages:
            raise InputError(f"expected a page of this run, found {rating.document[:60]!r}")
        texts = tuple(" ".join(t.split()) for t in rating.texts)
        found = [
            place for place in self._of_page(self._pages[rating.document])
            if tuple(" ".join((t or "").split()) for t in (place.unit.source, place.unit.target)) == texts
        ]  # fmt: skip
        if found:  # of several with these texts the one with that number
            return next((place for place in found if place.number == rating.number), found[0])
        raise InputError(f"expected a unit of {rating.document} with these texts, found none; was the run made again?")


def _take(run: Run, place: Place, rating: Rating, who: str, result: Imported) -> None:
    note = rating.metadata.get("note")
    note = None if note is None else str(note)
    if rating.category == NO_ERROR and who in place.unit.raters and place.unit.state == "right":
        result.unchanged += 1  # that is what his verdicts say
    elif rating.category == NO_ERROR:
        for row in place.rows:
            subject = run.row(row.key, place.page)
            if subject is not None:
                _decide(run, subject, "fine", who, Change(note), result)
    elif (finding := _finding(place, rating)) is not None:
        subject, severity, category = finding
        as_found = rating.category == category, rating.severity == severity
        changed = Change(note, "" if as_found[0] else rating.category, "" if as_found[1] else rating.severity)
        _decide(run, subject, "accepted", who, changed, result)
    else:
        subject = _mark(run, place, rating)
        if _is_marked(place.unit, subject, rating, who):
            result.unchanged += 1
        else:
            _decide(run, subject, "error", who, Change(note, rating.category, rating.severity), result)
    _correct(run, place, rating, who, result)


def _correct(run: Run, place: Place, rating: Rating, who: str, result: Imported) -> None:
    """The better translation of a unit. Raises InputError where it is of several rows, which have texts of their own."""
    better = " ".join(str(rating.metadata.get("corrected_translation") or "").split())
    if not better or better in (" ".join((place.unit.target or "").split()), place.unit.corrected and place.unit.corrected[0]):
        return
    column = SIDES[place.leg][1]
    rows = [row for row in place.rows if row.said(column) and getattr(row, column) != "″"]
    if len(rows) != 1:
        raise InputError(f"corrected_translation: expected a unit of one row, found {len(rows)}; correct its rows by themselves")
    _decide(run, run.correctable(rows[0].key, place.page, column), CORRECTED, who, Change(correction=better), result)


def _finding(place: Place, rating: Rating) -> tuple[Subject, str, str] | None:
    """The finding that a rating is about, with its severity and category: that with its marked words and, as it was found, its
    category."""
    if rating.metadata and rating.metadata.get("prior_rater") != OURS:
        return None  # an error that a rater saw by himself
    prior = rating.metadata.get("prior_error")
    category = str(prior.get("category", "")) if isinstance(prior, dict) else category_of(rating.category)
    for error in place.unit.errors:
        if error.finding is not None and error.decision is None:
            spans = tuple(tuple(sorted(s for s in side if s.end > s.start)) for side in error.spans)
            if category_of(error.category) == category and spans == rating.spans:
                key = finding_key(place.audit, error.finding)
                row = next((r for r in place.rows if error.finding in r.findings), None)
                subject = Subject(key, "finding", error.finding.check, place.audit.languages(place.leg), place.audit.page.id,
                                  row.segment if row else "", text=error.message)  # fmt: skip
                return subject, error.severity, error.category
    return None


def _mark(run: Run, place: Place, rating: Rating) -> Subject:
    """The marked words, those of the target before those of the source, as a span of a row's text; the whole target where no
    words are marked. One error is one mark, of its first words. Raises InputError where they stand in no one row."""
    whole = (Span(0, len(rating.texts[1])),) if rating.texts[1] and not any(rating.spans) else ()
    for side in (1, 0):
        for span in rating.spans[side] or (whole if side else ()):
            column = SIDES[place.leg][side]
            for row in place.rows:
                text = getattr(row, column)
                at = rating.texts[side].find(text) if text else -1
                if 0 <= at <= span.start and span.end <= at + len(text):
                    return run.mark(row.key, place.page, column, span.start - at, span.end - at, rating.category)
            raise InputError(f"expected marked words (<v>…</v>) within one row of {rating.document}, found them in none")
    raise InputError(f"expected marked words (<v>…</v>) of {rating.document}, found none")


def _is_marked(unit: Unit, subject: Subject, rating: Rating, who: str) -> bool:
    """Whether the reviewer has marked the same words as the same error by another way, such as `o` or `i`."""
    wanted = subject.of_text, subject.place, subject.start, subject.end, rating.category, rating.severity
    return any(
        d.reviewer == who and d.subject.key != subject.key
        and (d.subject.of_text, d.subject.place, d.subject.start, d.subject.end, e.category, e.severity) == wanted
        for e in unit.marks if (d := e.decision) is not None
    )  # fmt: skip


def _decide(run: Run, subject: Subject, verdict: str, who: str, change: Change, result: Imported) -> None:
    """Decide where that says something new."""
    result.count(run.store.decide_new(subject, verdict, who, change))
