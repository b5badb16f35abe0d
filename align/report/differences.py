"""What differs between two audits of the same pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance.LCSseq import opcodes

from align.decisions.keys import finding_key
from align.finding import Finding
from align.report.jsonl import read_audits
from align.report.rows import Row, page_rows

CHANGES = ("gone", "new", "moved", "changed", "page gone", "page new", "row gone", "row new", "status", "text")
COLUMNS = ("change", "page", "segment", "check", "severity", "before", "after", "key")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of a finding (gone, new, moved, changed), or of a row's status or text."""

    change: str
    page: str
    segment: str
    check: str
    severity: str
    before: str
    after: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and the row it stands in."""

    key: str
    page: str
    segment: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Side:
    """One run: its findings, its rows by segment, its signature."""

    placed: list[Placed]
    rows: dict[str, Row]
    pages: list[str]
    signature: str


def read_side(folder: Path) -> Side:
    """What a folder of `align audit` holds. Raises InputError."""
    placed: list[Placed] = []
    rows: dict[str, Row] = {}
    pages, signature = [], ""
    for audit in read_audits(folder):
        pages.append(audit.page.id)
        signature = audit.signature
        for row in page_rows(audit):
            rows[row.segment] = row
            placed += [Placed(finding_key(audit, f), audit.page.id, row.segment, f) for f in row.findings]
    return Side(placed, rows, pages, signature)


def compare(before: Side, after: Side) -> Iterator[Change]:
    """Findings first (the same key, else the same check in the same place), then rows."""
    gone, new, same = _matched(before.placed, after.placed, lambda p: (p.key, p.segment))
    gone, new, moved = _matched(gone, new, lambda p: p.key)
    gone, new, changed = _matched(gone, new, lambda p: (p.segment, p.finding.check, p.finding.leg))
    for p in gone:
        yield _change("gone", p, p.finding.message, "")
    for p in new:
        yield _change("new", p, "", p.finding.message)
    for p, q in moved:
        yield _change("moved", q, p.segment, q.segment)
    for p, q in [*same, *changed]:
        if _described(p.finding) != _described(q.finding):
            yield _change("changed", q, _described(p.finding), _described(q.finding))
    shared = set(before.pages) & set(after.pages)
    for kind, one, other in (("gone", before, after), ("new", after, before)):
        for page in (p for p in one.pages if p not in shared):
            yield Change(f"page {kind}", page, "", "", "", *_sided(kind, page))
        for segment, row in one.rows.items():
            if segment not in other.rows and _page(segment) in shared:
                text = row.indonesian or row.vietnamese or row.english
                yield Change(f"row {kind}", _page(segment), segment, "", "", *_sided(kind, text))
    for segment, row in after.rows.items():
        old = before.rows.get(segment)
        if old is None:
            continue
        if old.status != row.status:
            yield Change("status", _page(segment), segment, "", "", old.status, row.status)
        for column in ("vietnamese", "indonesian", "english"):
            one, two = getattr(old, column), getattr(row, column)
            if one != two:
                yield Change("text", _page(segment), segment, column, "", one, two)


def _sided(kind: str, text: str) -> tuple[str, str]:
    return (text, "") if kind == "gone" else ("", text)


def _page(segment: str) -> str:
    return segment.rpartition(":")[0]


def _described(finding: Finding) -> str:
    return f"{finding.severity} {finding.score:.2f} {finding.message}"


def _change(kind: str, placed: Placed, before: str, after: str) -> Change:
    return Change(kind, placed.page, placed.segment, placed.finding.check, placed.finding.severity, before, after, placed.key)


def _matched(
    before: Sequence[Placed], after: Sequence[Placed], name: Any
) -> tuple[list[Placed], list[Placed], list[tuple[Placed, Placed]]]:
    """(left over before, left over after, pairs of one name), each used once, in order."""
    waiting: dict[Any, list[Placed]] = defaultdict(list)
    for p in before:
        waiting[name(p)].append(p)
    rest, pairs = [], []
    for q in after:
        if waiting.get(name(q)):
            pairs.append((waiting[name(q)].pop(0), q))
        else:
            rest.append(q)
    left = {id(p) for queue in waiting.values() for p in queue}
    return [p for p in before if id(p) in left], rest, pairs


def word_diff(before: str, after: str) -> str:
    """The words of both, removed ones as [-so-], added ones as {+so+}."""
    old, new = before.split(), after.split()
    out: list[str] = []
    removed: list[str] = []
    added: list[str] = []

    def flush() -> None:
        out.extend([f"[-{' '.join(removed)}-]"] * bool(removed) + [f"{{+{' '.join(added)}+}}"] * bool(added))
        removed.clear()
        added.clear()

    for op in opcodes(old, new):
        if op.tag == "equal":
            flush()
            out += old[op.src_start : op.src_end]
        removed += old[op.src_start : op.src_end] if op.tag != "equal" else []
        added += new[op.dest_start : op.dest_end] if op.tag != "equal" else []
    flush()
    return " ".join(out)
