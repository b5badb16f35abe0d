"""What `align review` does: serve, import, export, or tell how far the checks can be trusted."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path

from align.decisions.agreement import agreements
from align.decisions.stats import check_precision, disputed, miss_rate, write_precision
from align.decisions.store import checked_name
from align.errors import InputError
from align.review.export import FORMS, export
from align.review.run import Run
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


def run_import(folder: Path, decisions: Path | None, reviewer: str | None, sheet: Path) -> int:
    """Import a sheet; what could not be placed is listed on stderr. Exit 3 where that is some of it."""
    found = import_sheet(Run(folder, decisions), sheet, reviewer_name(reviewer), named=reviewer is not None)
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


def run_stats(folder: Path, decisions: Path | None, write: Path | None, *, as_json: bool) -> int:
    """Print each check's precision, the reviewers' agreement and the miss rate by the decisions; `write` keeps the precision
    for `checks.precision`."""
    run = Run(folder, decisions)
    decided = list(run.decided_here(run.store.current()))
    precision, missed = check_precision(decided), miss_rate(decided, frozenset(run.sample))
    for check, legs in precision.items():
        for leg, share in legs.items():
            record = {"check": check, "languages": leg, "right": share.hits, "of": share.count}
            record |= {"precision": round(share.share, 4), "low": round(share.low, 4), "high": round(share.high, 4)}
            text = f"{check:<16}{leg or 'page':<8}{share.hits:>5} of {share.count:<5} {share.share:.0%}"
            print(json.dumps(record) if as_json else f"{text}  ({share.low:.0%} to {share.high:.0%})")
    for found in agreements(decided):
        two, kappa = " and ".join(found.reviewers), None if found.kappa is None else round(found.kappa, 3)
        record = {"agreement": found.check, "reviewers": found.reviewers, "both": found.both, "same": found.same, "kappa": kappa}
        shown = "no kappa: one verdict only" if kappa is None else f"kappa {kappa:.2f}"
        text = f"{found.check:<16}{two}: {found.same} of {found.both} the same, {shown}"
        print(json.dumps(record) if as_json else text)
    rows = {"rows": missed.count, "missed": missed.hits, "low": round(missed.low, 4), "high": round(missed.high, 4),
            "unflagged": run.manifest.get("unflagged_rows"), "disputed": disputed(decided)}  # fmt: skip
    if as_json:
        print(json.dumps({"miss_rate": round(missed.share, 4) if missed.count else None, **rows}))
    elif missed.count:
        print(f"missed: {missed.hits} of {missed.count} rows without findings hide an error: {missed.share:.1%} "
              f"({missed.low:.1%} to {missed.high:.1%}); {rows['disputed']} disputed")  # fmt: skip
    else:
        print("missed: no row of the random sample is decided yet")
    if write and not precision:
        raise InputError(f"--write {write}: expected findings that reviewers decided on, found none; nothing was written")
    if write:
        write_precision(write, precision)
        print(f"{write}: use it with --set checks.precision={write}", file=sys.stderr)
    return 0
