"""Writing a run's outputs into a folder: everything to temporary files first, renamed at the end."""

from __future__ import annotations

import heapq
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from align.about import __version__
from align.auditing.retitle import retitled
from align.auditing.siblings import link
from align.auditing.summaries import Link, Summaries, summarise
from align.decisions.decision import Decided
from align.decisions.store import Store
from align.errors import InputError
from align.finding import SEVERITIES, Audit
from align.page import Failure
from align.report import tables
from align.report.html import FOLDER, render_page, worst_first, write_report
from align.report.jsonl import audit_line
from align.report.rewrite import rewrite
from align.report.rows import Row, compared_with, page_rows
from align.report.sample import Sampler
from align.report.view import summary
from align.tools import Tools

MAX_REPORT_PAGES = 5_000  # the worst ones
UNMATCHED = 5  # pages without an original that are named
NAMED_FAILURES = 200  # in the report; all are in failures.csv
OUTPUTS = (
    "sentences.csv", "findings.csv", "leaks.csv", "pages.csv", "siblings.csv", "sample.csv", "failures.csv", "audit.jsonl",
    "report.html", "manifest.json",
)  # fmt: skip
NAMED_LINKS = 200  # in the report; all are in siblings.csv
SAMPLE = 100  # rows without findings, drawn for review


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    pages: int = 0
    sentences: int = 0
    looked_for: int = 0  # pages whose original was looked for
    originals: int = 0  # and found
    matches: Counter[str] = field(default_factory=Counter)  # how
    least_alike: float = 1.0  # of those that were taken by a slug that differs
    unmatched: list[str] = field(default_factory=list)  # some of those that were not found, and what was looked for
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)  # the first ones
    severities: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)  # of findings about the pages alone
    named: int = 0  # pages that name their source
    alone: int = 0  # pages that were compared with nothing
    checks: Counter[str] = field(default_factory=Counter)

    def fail(self, failure: Failure) -> None:
        """Count a page that could not be audited."""
        self.failed += 1
        if len(self.failures) < NAMED_FAILURES:
            self.failures.append(failure)

    def worst_at_least(self, severity: str) -> bool:
        """Whether there is a finding at or above `severity`."""
        if severity == "never":
            return False
        return any(self.severities[s] for s in SEVERITIES[SEVERITIES.index(severity) :])


class _Files:
    """The open outputs of one run."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack

        def table(name: str, columns: tuple[str, ...]) -> tables.Table:
            return tables.Table(stack.enter_context(_open(folder / name)), columns)

        self.sentences = table("sentences.csv", tables.SENTENCES)
        self.findings = table("findings.csv", tables.FINDINGS)
        self.leaks = table("leaks.csv", tables.LEAKS)
        self.pages = table("pages.csv", tables.PAGES)
        self.sample = table("sample.csv", tables.SAMPLE)
        self.jsonl = stack.enter_context(_open(folder / "audit.jsonl"))
        self.sections = stack.enter_context((folder / "sections.tmp").open("wb"))

    @cached_property
    def failures(self) -> tables.Table:
        """There only where a page failed."""
        return tables.Table(self._stack.enter_context(_open(self._folder / "failures.csv")), tables.FAILURES)


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def write_audits(
    results: Iterable[Audit | Failure], out: Path, tools: Tools, manifest: Mapping[str, Any], decisions: Path | None = None
) -> Outcome:
    """Write every result into `out`; the files appear there only when all are whole, and where no page was audited,
    failures.csv alone. `decisions`: a reviewer's file, whose verdicts go into the tables and the report.

    Raises InputError where `out` cannot be written.
    """
    _check_names(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=out))
    except OSError as error:
        raise InputError(f"{out}: expected a folder that can be written: {error.strerror}") from error
    try:
        decided = Store(decisions).current() if decisions and decisions.exists() else Decided()
        outcome = _write_into(partial, results, tools, manifest, decided)
        if not outcome.pages:  # no report of nothing: only why there is none
            for path in partial.iterdir():
                if path.name != "failures.csv" and not (path.name == "manifest.json" and "shard" in manifest):
                    path.unlink()
        if outcome.pages or outcome.failures or "shard" in manifest:
            _publish(partial, out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return outcome


def _check_names(out: Path) -> None:
    """Raise InputError where a folder stands in the place of an output, before anything is made."""
    for name in OUTPUTS:
        if (out / name).is_dir():
            raise InputError(f"{out / name}: expected a file or nothing, found a folder; move it away or choose another --out")


def _publish(partial: Path, out: Path) -> None:
    """Move the files over, and take away those of an earlier run that this one has no more."""
    if not (partial / "failures.csv").exists():
        (out / "failures.csv").unlink(missing_ok=True)
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    (out / "manifest.json").unlink(missing_ok=True)  # a folder with a manifest is whole
    for path in sorted(partial.iterdir(), key=lambda path: (path.name == "manifest.json", path.name)):
        path.replace(out / path.name)


def _write_into(
    folder: Path, results: Iterable[Audit | Failure], tools: Tools, manifest: Mapping[str, Any], decided: Decided
) -> Outcome:
    outcome, worst, sampler = Outcome(), list[tuple[float, int, dict[str, Any]]](), Sampler(SAMPLE)
    with Summaries(folder) as summaries:
        with ExitStack() as stack:
            opened = _Files(folder, stack)
            for result in results:
                if isinstance(result, Failure):
                    outcome.fail(result)
                    opened.failures.write([{"page": result.id, "reason": result.reason}])
                    continue
                _write_one(opened, result, outcome.pages, worst, decided, sampler)
                summaries.add(summarise(result.page.id, result.provenance, result.sentences))
                _count(outcome, result)
            opened.sample.write(tables.sample_rows(sampler.drawn(), decided))
        overview = [page for *_, page in sorted(worst, key=lambda entry: -entry[1])]
        first_links = _link(folder, summaries, overview, decided, tools)
    _write_html(folder, overview, first_links, outcome, manifest)
    _write_manifest(folder, outcome, {**manifest, "unflagged_rows": sampler.seen, "sample": [d.row.key for d in sampler.drawn()]})
    return outcome


def _link(folder: Path, summaries: Summaries, overview: list[dict[str, Any]], decided: Decided, tools: Tools) -> list[Link]:
    """Write siblings.csv, and the pages anew whose headline the others tell; the first links, for the report."""
    link(summaries, tools.embedder)
    _retitle(folder, summaries, overview, decided, tools)
    with _open(folder / "siblings.csv") as handle:
        tables.Table(handle, tables.SIBLINGS).write(map(tables.sibling_row, summaries.links()))
    return list(summaries.links(NAMED_LINKS))


def _write_one(
    opened: _Files, audit: Audit, number: int, worst: list[tuple[float, int, dict[str, Any]]], decided: Decided, sampler: Sampler
) -> None:
    """The rows of a page; and its part of the report, while it is among the worst pages (`worst`: a heap, the best one first)."""
    rows = page_rows(audit)
    sampler.add(audit, rows)
    opened.sentences.write(tables.sentence_rows(audit, rows, decided))
    opened.findings.write(tables.finding_rows(audit, rows, decided))
    opened.leaks.write(tables.leak_rows(audit))
    opened.pages.write([tables.page_row(audit)])
    opened.jsonl.write(audit_line(audit) + "\n")
    page = summary(audit, rows, number)
    entry = page["badness"], -number
    if len(worst) < MAX_REPORT_PAGES or entry > worst[0][:2]:
        if len(worst) == MAX_REPORT_PAGES:
            heapq.heappop(worst)
        heapq.heappush(worst, (*entry, page | {"place": _write_section(opened.sections, audit, rows, number, decided)}))


def _write_section(sections: BinaryIO, audit: Audit, rows: Sequence[Row], number: int, decided: Decided) -> int:
    """A page's part of the report at the end of `sections`; where that part begins."""
    place = sections.tell()
    sections.write(json.dumps(render_page(audit, rows, number, decided)).encode() + b"\n")
    return place


def _retitle(folder: Path, summaries: Summaries, overview: list[dict[str, Any]], decided: Decided, tools: Tools) -> None:
    """Write the pages once more whose headline other pages' teasers render, and tell the links those headlines."""
    changes = {number: partial(retitled, teasers=teasers, tools=tools) for number, teasers in summaries.teasers().items()}
    places = {page["number"]: at for at, page in enumerate(overview)}
    with (folder / "sections.tmp").open("ab") as sections:
        for number, audit in rewrite(folder, changes):
            if number in places:
                rows = page_rows(audit)
                place = _write_section(sections, audit, rows, number, decided)
                overview[places[number]] = summary(audit, rows, number) | {"place": place}
            if audit.provenance and audit.provenance.headline:
                summaries.say(audit.page.id, audit.provenance.headline.text)


def _count(outcome: Outcome, audit: Audit) -> None:
    outcome.pages += 1
    outcome.sentences += len(audit.sentences)
    outcome.looked_for += "original" in audit.stats
    outcome.originals += bool(audit.stats.get("original"))
    if audit.original:
        outcome.matches[audit.original.match] += 1
        outcome.least_alike = min(outcome.least_alike, audit.original.likeness)
    elif "original" in audit.stats and len(outcome.unmatched) < UNMATCHED:
        outcome.unmatched.append(f"{audit.page.id}: {_looked_for(audit)}")
    outcome.severities.update(f.severity for f in audit.findings)
    outcome.own.update(f.severity for f in audit.page_findings)
    outcome.named += audit.provenance is not None
    outcome.alone += not compared_with(audit)
    outcome.checks.update(f.check for f in audit.findings)


def _looked_for(audit: Audit) -> str:
    """What an original would have been known by."""
    source = audit.provenance
    names = (source.url, source.article_id, source.slug) if source else ()
    return ", ".join(dict.fromkeys(name for name in names if name)) or "the page names no source; --url, or a column url, may"


def _sections(path: Path, places: Sequence[int]) -> Iterator[str]:
    """The sections that begin at `places`, in that order."""
    with path.open("rb") as handle:
        for place in places:
            handle.seek(place)
            yield json.loads(handle.readline())


def _write_html(
    folder: Path, overview: list[dict[str, Any]], links: list[Link], outcome: Outcome, manifest: Mapping[str, Any]
) -> None:
    sections = folder / "sections.tmp"
    extra = {
        "failures": outcome.failures, "failed": outcome.failed, "siblings": links,
        "signature": manifest["signature"], "left_out": outcome.pages - len(overview),
    }  # fmt: skip
    ordered = worst_first(overview)
    write_report(folder, ordered, _sections(sections, [page["place"] for page in ordered]), extra)
    sections.unlink()


def _write_manifest(folder: Path, outcome: Outcome, manifest: Mapping[str, Any]) -> None:
    content = {
        **manifest, "version": __version__, "pages": outcome.pages, "sentences": outcome.sentences,
        "failed": outcome.failed, "findings": dict(sorted(outcome.severities.items())),
        "checks": dict(sorted(outcome.checks.items())),
        "files": [*sorted(p.name for p in folder.iterdir()), "manifest.json"],
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
