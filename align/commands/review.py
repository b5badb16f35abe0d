"""What `align review` does: serve, import, export, or tell how far the checks can be trusted."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from align.decisions.agreement import agreements
from align.decisions.decision import Decided, Decision, checked_name
from align.decisions.links import links_of
from align.decisions.stats import Share, check_precision, disputed, miss_rate, write_precision
from align.errors import InputError
from align.review.alpha import span_alpha
from align.review.export import FORMS, export
from align.review.ratings import import_ratings
from align.review.run import Run
from align.review.scores import Weights, score, scored_rows, weights_of
from align.review.sheets import import_sheet


def reviewer_name(given: str | None) -> str:
    """The name given, or the user's. Raises InputError for one that tables could not hold."""
    try:
        name = given if given is not None else getpass.getuser()
    except (OSError, KeyError):
        name = "reviewer"
    return checked_name(name)


def run_serve(folder: Path, decisions: Path | None, reviewer: str | None, port: int, *, blind: bool = False) -> int:
    """Serve the folder until interrupted; `blind` without what other reviewers decided."""
    from align.review.server import serve

    run, name = Run(folder, decisions), reviewer_name(reviewer)

    def ready(address: str) -> None:
        print(address, flush=True)
        print(f"{len(run.pages)} pages, reviewer {name}, decisions in {run.store.path}; Ctrl-C ends", file=sys.stderr)

    serve(run, name, port, ready, blind=blind)
    print(f"align review {folder} --export csv writes the decisions into the tables", file=sys.stderr)
    return 0


def _is_ratings(path: Path) -> bool:
    """Whether a table is one of ratings (Marot's, WMT's), by its head."""
    try:
        with path.open("rb") as handle:
            head = handle.readline(1000).decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
    except OSError:
        return False
    return {"system", "rater", "category"} <= set(head)


def run_import(folder: Path, decisions: Path | None, reviewer: str | None, sheet: Path) -> int:
    """Import a sheet; what could not be placed is listed on stderr. Exit 3 where that is some of it."""
    take = import_ratings if _is_ratings(sheet) else import_sheet
    found = take(Run(folder, decisions), sheet, reviewer_name(reviewer), named=reviewer is not None)
    for problem in found.problems:
        print(f"align review: {problem}", file=sys.stderr)
    print(
        f"{found.taken} decisions taken over, {found.unchanged} as they were, {len(found.problems)} not placed", file=sys.stderr
    )
    return 3 if found.problems else 0


def run_export(folder: Path, decisions: Path | None, form: str, to: Path | None, leg: str, *, unreviewed: bool) -> int:
    """Export the folder with its decisions and print where."""
    if form not in FORMS:
        raise InputError(f"--export {form}: expected one of {', '.join(FORMS)}")
    if leg not in ("mt", "source"):
        raise InputError(f"--leg {leg}: expected mt or source")
    print(export(Run(folder, decisions), form, to, leg, unreviewed=unreviewed))
    if form == "tmx" and not unreviewed:
        print("only rows that a reviewer found right are in it; --all writes all", file=sys.stderr)
    return 0


def run_stats(folder: Path, decisions: Path | None, write: Path | None, weights: str, *, as_json: bool) -> int:
    """Print each check's precision, the reviewers' agreement, the miss rate and MQM's score by the decisions; `write` keeps the
    precision for `checks.precision`."""
    run, points = Run(folder, decisions), weights_of(weights)
    current = run.store.current()
    decided = list(run.decided_here(current))
    precision = check_precision(decided)
    for record, text in chain(
        _precision_lines(precision), _agreement_lines(run, current, decided), _score_lines(run, current, points, weights),
        [_link_line(current), _elsewhere_line(run, current), _missed_line(run, decided)],
    ):  # fmt: skip
        print(json.dumps(record, ensure_ascii=False) if as_json else text)
    if write and not precision:
        raise InputError(f"--write {write}: expected findings that reviewers decided on, found none; nothing was written")
    if write:
        write_precision(write, precision)
        print(f"{write}: use it with --set checks.precision={write}", file=sys.stderr)
    return 0


Line = tuple[dict[str, Any], str]  # a record and how it reads
Decisions = Sequence[Sequence[Decision]]


def _precision_lines(precision: Mapping[str, Mapping[str, Share]]) -> Iterator[Line]:
    for check, legs in precision.items():
        for leg, share in legs.items():
            record = {"check": check, "languages": leg, "right": share.hits, "of": share.count}
            record |= {"precision": round(share.share, 4), "low": round(share.low, 4), "high": round(share.high, 4)}
            text = f"{check:<16}{leg or 'page':<8}{share.hits:>5} of {share.count:<5} {share.share:.0%}"
            yield record, f"{text}  ({share.low:.0%} to {share.high:.0%})"


def _agreement_lines(run: Run, current: Decided, decided: Decisions) -> Iterator[Line]:
    for found in agreements(decided):
        two, kappa = " and ".join(found.reviewers), None if found.kappa is None else round(found.kappa, 3)
        record = {"agreement": found.check, "reviewers": found.reviewers, "both": found.both, "same": found.same, "kappa": kappa}
        shown = "no kappa: one verdict only" if kappa is None else f"kappa {kappa:.2f}"
        yield record, f"{found.check:<16}{two}: {found.same} of {found.both} the same, {shown}"
    alpha = span_alpha(run.audits(), current)
    if alpha is not None:
        shown = "no alpha: too few, or no errors" if alpha.alpha is None else f"Krippendorff's alpha {alpha.alpha:.2f}"
        record = {"agreement": "words", "reviewers": alpha.reviewers, "words": alpha.words, "alpha": alpha.alpha}
        yield record, f"{'words':<16}{', '.join(alpha.reviewers)}: {alpha.words} words that two read, {shown}"


def _score_lines(run: Run, current: Decided, points: Weights, name: str) -> Iterator[Line]:
    rows = list(scored_rows(run.audits(), current, points))
    found = sum(row.found for row in rows)
    record = {"mqm": name, "of": "findings", "rows": len(rows), "points": round(found / max(1, len(rows)), 4)}
    yield record, f"mqm ({name}): {record['points']:.2f} points a row of {len(rows)}, by the findings alone"
    by_page = groupby(rows, key=lambda row: row.page)
    for page, held in chain([("", iter(rows))], by_page):
        of = score(held)
        if of is not None:
            numbers = {"rows": of.rows, **{n: round(getattr(of, n), 4) for n in ("points", "low", "high", "per_100_words")}}
            text = f"{of.points:.2f} points a row ({of.low:.2f} to {of.high:.2f}), {of.per_100_words:.2f} in 100 words"
            where = f"  {page}" if page else f"mqm ({name})"
            yield {"mqm": name, "of": page or "run", **numbers}, f"{where}: {text}, by the {of.rows} rows that reviewers read"


def _link_line(current: Decided) -> Line:
    links = links_of(current)
    return {"aligned_by_hand": len(links)}, f"aligned by hand: {len(links)} times; the next audit of the same texts uses it"


def _elsewhere_line(run: Run, current: Decided) -> Line:
    count = run.elsewhere(current)
    return {"elsewhere": count}, f"elsewhere: {count} decisions on texts that this run does not have; they are kept"


def _missed_line(run: Run, decided: Decisions) -> Line:
    missed = miss_rate(decided, frozenset(run.sample))
    rows = {"rows": missed.count, "missed": missed.hits, "low": round(missed.low, 4), "high": round(missed.high, 4),
            "unflagged": run.manifest.get("unflagged_rows"), "disputed": disputed(decided)}  # fmt: skip
    text = "missed: no row of the random sample is decided yet"
    if missed.count:
        text = (f"missed: {missed.hits} of {missed.count} rows without findings hide an error: {missed.share:.1%} "
                f"({missed.low:.1%} to {missed.high:.1%}); {rows['disputed']} disputed")  # fmt: skip
    return {"miss_rate": round(missed.share, 4) if missed.count else None, **rows}, text
