"""Tables for people: UTF-8 with a byte order mark, CRLF, every cell quoted, formulas disarmed.

A cell that a spreadsheet would run (it begins with = + - @, a tab or a carriage return) gets a leading
apostrophe; so does a cell that begins with an apostrophe, so that `unguard` gives back exactly what was.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from align.auditing.summaries import Link
from align.catalogue import category_of_check
from align.decisions.cells import exported_mark, summed
from align.decisions.decision import Decided, Decision
from align.decisions.keys import finding_key
from align.errors import InputError
from align.finding import Audit, worst_of
from align.formats.whole_file import whole_file
from align.report.rows import Row, compared_leg, compared_with, page_rows
from align.report.sample import Drawn

DANGEROUS = tuple("=+-@\t\r'")
SENTENCES = (
    "page", "segment", "order", "role", "status", "p_dropped", "severity", "flags", "vietnamese",
    "indonesian", "english", "english_confidence", "english_of_original",
    "similarity", "evidence", "marks", "corrected_indonesian", "corrected_english", "verdict",
    "reviewer", "note", "key", "exported",
)  # fmt: skip
FINDINGS = (
    "page", "segment", "check", "category", "leg", "about", "severity", "score", "precision", "reviewed", "message", "expected",
    "found", "left", "right", "left_spans", "right_spans", "changed", "verdict", "reviewer", "note", "key", "exported",
)  # fmt: skip
SAMPLE = ("page", "segment", "vietnamese", "indonesian", "english", "verdict", "reviewer", "note", "key", "exported")
LEAKS = ("page", "kind", "start", "end", "confidence", "text", "fields")
PAGES = (
    "page", "publisher", "portal", "label_date", "host", "source_url", "article_id", "created", "created_precision",
    "title_vietnamese", "title_evidence", "title_confidence", "title_english", "slug_english", "crawled", "original",
    "original_match", "original_likeness", "original_name", "original_captured", "sentences",
    "leaks", "legs", "compared_with", "dropped", "critical", "major", "minor", "info", "our_english", "worst", "signature",
)  # fmt: skip
SIBLINGS = ("kind", "page", "segment", "sibling", "probability", "vietnamese", "indonesian")
FAILURES = ("page", "reason")


def guard(cell: str) -> str:
    """`cell` so that no spreadsheet runs it."""
    return "'" + cell if cell.startswith(DANGEROUS) else cell


def unguard(cell: str) -> str:
    """What `guard` was given."""
    return cell[1:] if cell.startswith("'") else cell


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value).replace("\x00", "\ufffd")


class Table:
    """One CSV file being written."""

    def __init__(self, handle: IO[str], columns: Sequence[str]) -> None:
        handle.write("\ufeff")
        self._writer = csv.writer(handle, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        self._writer.writerow(columns)
        self._columns = columns

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Rows by column name; an absent column is an empty cell."""
        for row in rows:
            self._writer.writerow([guard(_text(row.get(column))) for column in self._columns])

    def copy(self, cells: Sequence[str]) -> None:
        """A row as it was read from such a file."""
        self._writer.writerow(cells)


def sentence_rows(audit: Audit, rows: Sequence[Row], decided: Decided) -> Iterable[dict[str, Any]]:
    """The cells of `sentences.csv`, with what was decided on each row."""
    for row in rows:
        said = summed(decided.get(row.key, ()))
        corrected = {f"corrected_{c}": decided.corrected(c, row.said(c)) or "" for c in ("indonesian", "english")}
        said["exported"] = exported_mark(said["verdict"], said["note"], *corrected.values())
        marks = map(_mark, row.marks(decided))
        yield {
            "page": audit.page.id, "segment": row.segment, "marks": "; ".join(marks), "order": row.order, "role": row.role,
            "status": row.status, "p_dropped": row.p_dropped, "severity": row.severity, "flags": row.flags,
            "vietnamese": row.vietnamese, "indonesian": row.indonesian, "english": row.english,
            "english_confidence": row.confidence, "english_of_original": row.english_of_original,
            "similarity": row.similarity,
            "evidence": row.evidence, "key": row.key, **corrected, **said,
        }  # fmt: skip


def _mark(decision: Decision) -> str:
    """A span marked by hand, in a cell."""
    more = ", ".join(filter(None, (decision.severity, decision.category)))
    said = f"{decision.verdict} ({more})" if more else decision.verdict
    return f"{said} in {decision.subject.place}: {decision.subject.text} (by {decision.reviewer})"


def _changed(decisions: Sequence[Decision]) -> str:
    """Severities and categories that reviewers would have instead."""
    said = ((", ".join(filter(None, (d.severity, d.category))), d.reviewer) for d in decisions)
    return "; ".join(f"{what} by {who}" for what, who in said if what)


def _spans(finding_spans: Sequence[Any]) -> str:
    return " ".join(f"{s.start}-{s.end}" for s in finding_spans)


def finding_rows(audit: Audit, rows: Sequence[Row], decided: Decided) -> Iterable[dict[str, Any]]:
    """The cells of `findings.csv`, worst first, with what was decided on each."""
    segments = {id(f): row.segment for row in rows for f in row.findings}
    for finding in audit.findings:
        key = finding_key(audit, finding)
        left, right = audit.sides(finding)
        yield {
            "page": audit.page.id, "segment": segments.get(id(finding), ""), "check": finding.check, "key": key,
            "category": category_of_check(finding.check), "changed": _changed(decided.get(key, ())),
            "leg": finding.leg, "about": audit.about(finding),
            "severity": finding.severity, "score": finding.score,
            "precision": None if audit.about(finding) == "our_english" else finding.precision,
            "reviewed": finding.reviewed, **summed(decided.get(key, ())),
            "message": finding.message, "expected": finding.expected, "found": finding.found,
            "left": left, "right": right,
            "left_spans": _spans(finding.left_spans), "right_spans": _spans(finding.right_spans),
        }  # fmt: skip


def sample_rows(drawn: Iterable[Drawn], decided: Decided) -> Iterable[dict[str, Any]]:
    """The cells of `sample.csv`: rows without findings, drawn at random."""
    for d in drawn:
        texts = {"vietnamese": d.row.vietnamese, "indonesian": d.row.indonesian, "english": d.row.english}
        yield {"page": d.page, "segment": d.row.segment, **texts, "key": d.row.key, **summed(decided.get(d.row.key, ()))}


def leak_rows(audit: Audit) -> Iterable[dict[str, Any]]:
    """The cells of `leaks.csv`."""
    for leak in audit.leaks:
        yield {
            "page": audit.page.id, "kind": leak.kind, "start": leak.span.start, "end": leak.span.end,
            "confidence": leak.confidence, "text": leak.text,
            "fields": json.dumps(dict(leak.fields), ensure_ascii=False, sort_keys=True),
        }  # fmt: skip


def page_row(audit: Audit) -> dict[str, Any]:
    """The cells of `pages.csv`."""
    provenance, title = audit.provenance, audit.provenance.headline if audit.provenance else None
    severities = [f.severity for f in audit.page_findings]
    source = compared_leg(audit)
    return {
        "page": audit.page.id,
        "publisher": provenance.publisher if provenance else None,
        "portal": provenance.portal if provenance else None,
        "label_date": provenance.label_date if provenance else None,
        "host": provenance.host if provenance else None,
        "source_url": provenance.url if provenance else None,
        "article_id": provenance.article_id if provenance else None,
        "created": provenance.created if provenance else None,
        "created_precision": provenance.created_precision if provenance else None,
        "title_vietnamese": title.text if title else None,
        "title_evidence": title.evidence if title else None,
        "title_confidence": title.confidence if title else None,
        "title_english": audit.title_english,
        "slug_english": audit.slug_english,
        "crawled": " ".join(sorted({f.fields["crawled"] for f in audit.furniture if "crawled" in f.fields})),
        "original": {0.0: "not there", 1.0: "found"}.get(audit.stats.get("original", -1.0)),
        "original_match": audit.original.match if audit.original else None,
        "original_likeness": audit.original.likeness if audit.original else None,
        "original_name": audit.original.name if audit.original else None,
        "original_captured": audit.original.captured if audit.original else None,
        "sentences": len(audit.sentences), "leaks": len(audit.leaks),
        "legs": " ".join(leg.name for leg in audit.legs), "compared_with": ", ".join(compared_with(audit)) or "nothing",
        "dropped": sum(p >= 0.5 for p in source.left_dropped) if source else None,
        **{severity: severities.count(severity) for severity in ("critical", "major", "minor", "info")},
        "our_english": len(audit.findings) - len(severities),
        "worst": worst_of(audit.page_findings), "signature": audit.signature,
    }  # fmt: skip


def table_rows(audit: Audit) -> Iterator[tuple[str, dict[str, Any]]]:
    """One audit's rows, each with the name of its table, before anybody decided on them."""
    rows, decided = page_rows(audit), Decided()
    yield "pages", page_row(audit)
    yield from (("sentences", row) for row in sentence_rows(audit, rows, decided))
    yield from (("findings", row) for row in finding_rows(audit, rows, decided))
    yield from (("leaks", row) for row in leak_rows(audit))


def sibling_row(link: Link) -> dict[str, Any]:
    """The cells of `siblings.csv`."""
    return {name: getattr(link, name) for name in SIBLINGS}


def write_siblings(path: Path, links: Iterable[Link]) -> None:
    """`siblings.csv` alone; it appears when it is whole. Raises InputError."""
    with whole_file(path) as handle:
        Table(handle, SIBLINGS).write(map(sibling_row, links))


def read_siblings(path: Path) -> list[dict[str, str]]:
    """The links that `write_siblings` wrote; none where there is no such table. Raises InputError."""
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = [{name: unguard(row.get(name) or "") for name in SIBLINGS} for row in csv.DictReader(handle)]
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path}: expected the table of siblings that an audit writes, found {error}; audit again") from error
    return rows
