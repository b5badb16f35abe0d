"""The report: one HTML file that opens from disk, with nothing remote, no build and a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, TextIO
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, select_autoescape

from align.finding import SEVERITIES, Audit
from align.page import Span
from align.report.rows import Row


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell's text; `checks` names the findings that mark it."""

    text: str
    checks: str


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("align.report"), autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["http_only"] = http_only
    environment.filters["percent"] = lambda p: "" if p is None else f"{100 * p:.0f}%"
    return environment


def http_only(url: str | None) -> str | None:
    """The address if it is http or https, otherwise nothing: no `javascript:` link ever."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def marks(audit: Audit) -> dict[str, list[tuple[Span, str]]]:
    """Unit id -> the spans of its text that findings mark, with the check's name."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for finding in audit.findings:
        leg = audit.leg(finding.leg)
        if leg is None:
            continue
        for units, spans in ((leg.left, finding.left_spans), (leg.right, finding.right_spans)):
            at = 0
            for unit in (u for u in units if u.id in finding.sentences):
                end = at + len(unit.text)
                for span in spans:
                    if span.start < end and span.end > at:
                        inside = Span(max(0, span.start - at), min(len(unit.text), span.end - at))
                        if inside != Span(0, len(unit.text)):  # marking all of a text says nothing
                            found.setdefault(unit.id, []).append((inside, finding.check))
                at = end + 1
    return found


def pieces(text: str, spans: Sequence[tuple[Span, str]]) -> list[Piece]:
    """`text` cut at the ends of the spans; overlapping spans share their pieces."""
    cuts = sorted({0, len(text)} | {p for s, _ in spans for p in (min(s.start, len(text)), min(s.end, len(text)))})
    out = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        names = [check for span, check in spans if span.start <= start and span.end >= end]
        out.append(Piece(text[start:end], " ".join(dict.fromkeys(names))))
    return out


def _cells(audit: Audit, row: Row, marked: dict[str, list[tuple[Span, str]]]) -> dict[str, list[Piece]]:
    """The three texts of a row, marked. A text that is one unit's carries that unit's marks."""
    texts = {u.id: u.text for leg in audit.legs for u in (*leg.left, *leg.right)}
    cells = {}
    for name in ("vietnamese", "indonesian", "english"):
        text = getattr(row, name)
        spans: list[tuple[Span, str]] = []
        for identity in sorted(_ids_for(audit, row, name)):
            if text and texts.get(identity) and text.startswith(texts[identity]):
                spans += marked.get(identity, [])
        cells[name] = pieces(text, spans) if text else []
    return cells


def _ids_for(audit: Audit, row: Row, column: str) -> set[str]:
    if column == "indonesian":
        return {row.segment}
    legs = [leg for leg in audit.legs if (leg.name == "mt") == (column == "english")]
    sides = [leg.right if leg.name == "mt" else leg.left for leg in legs]
    text = getattr(row, column)
    return {unit.id for side in sides for unit in side if unit.text and text.startswith(unit.text)}


def render_page(audit: Audit, rows: Sequence[Row], number: int) -> str:
    """One page's section."""
    marked = marks(audit)
    view = [{"row": row, "cells": _cells(audit, row, marked)} for row in rows]
    template = _environment().get_template("page.html")
    furniture = Counter(f.kind for f in audit.furniture if f.kind != "blank")
    return template.render(audit=audit, view=view, number=number, furniture=furniture, summary=summary(audit, number))


def summary(audit: Audit, number: int) -> dict[str, Any]:
    """What the index shows of a page."""
    severities = Counter(f.severity for f in audit.findings)
    provenance = audit.provenance
    source = audit.leg("source")
    return {
        "number": number, "id": audit.page.id, "publisher": provenance.publisher or provenance.host if provenance else None,
        "created": provenance.created if provenance else None,
        "title": provenance.title.text if provenance and provenance.title else (provenance.slug if provenance else None),
        "title_english": audit.title_english, "sentences": len(audit.sentences), "leaks": len(audit.leaks),
        "severities": {s: severities.get(s, 0) for s in reversed(SEVERITIES)}, "findings": len(audit.findings),
        "dropped": sum(p >= 0.5 for p in source.left_dropped) if source else None,
        "badness": sum(10.0 ** SEVERITIES.index(f.severity) * _weight(audit, f.leg) for f in audit.findings),
    }  # fmt: skip


def _weight(audit: Audit, leg: str) -> float:
    """Errors of the English made here speak of the translator, not of the page: they rank far lower."""
    return 0.01 if leg == "mt" and audit.page.english is None else 1.0


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def write_report(handle: TextIO, summaries: Sequence[dict[str, Any]], sections: Iterable[str], extra: dict[str, Any]) -> None:
    """The whole file: index, then the sections one by one. `extra`: failures, siblings, signature."""
    folder = files("align.report") / "templates"
    style, script = (folder / "report.css").read_text("utf-8"), (folder / "report.js").read_text("utf-8")
    checks = Counter(extra.get("checks", {}))
    values = {
        "pages": sorted(summaries, key=lambda s: (-s["badness"], s["number"])), "checks": checks, **extra,
        "style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script),
    }  # fmt: skip
    handle.write(_environment().get_template("head.html").render(**values))
    for section in sections:
        handle.write(section)
    handle.write(_environment().get_template("foot.html").render(**values))
