"""The report: HTML that opens from disk, with nothing remote, no build and a strict policy.

One file where the pages are few; otherwise an index and files of pages beside it.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, select_autoescape

from align.decisions.decision import Decided
from align.finding import SEVERITIES, Audit
from align.report.plot import dot_plot, ribbons
from align.report.rows import COLUMNS, Row, compared_leg
from align.report.view import QUEUE, page_view, summary

LISTED = 200  # pages in the first table; of more, publishers and months are shown and the worst pages
ROWS_A_FILE = 6_000  # more rows are split into files, which open fast
FOLDER = "report-pages"
STATUSES = ("aligned", "merged", "split", "moved", "dropped", "inserted", "untranslated", "leaked", "unpaired")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with everything escaped."""
    made = Environment(
        loader=PackageLoader("align.report"), autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["http_only"] = http_only
    made.filters["percent"] = lambda p: "" if p is None else f"{100 * p:.0f}%"
    made.filters["sum_values"] = lambda counts: sum(counts.values())
    made.globals["statuses"] = STATUSES
    return made


def http_only(url: str | None) -> str | None:
    """The address if it is http or https, otherwise nothing: no `javascript:` link ever."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def render_page(audit: Audit, rows: Sequence[Row], number: int, decided: Decided) -> str:
    """One page's section."""
    return environment().get_template("page.html").render(page_values(audit, rows, number, decided))


def page_values(audit: Audit, rows: Sequence[Row], number: int, decided: Decided) -> dict[str, Any]:
    """What a page's template shows."""
    furniture = Counter(f.kind for f in audit.furniture if f.kind != "blank")
    return {"audit": audit, "view": page_view(audit, rows, decided), "number": number, "furniture": furniture,
            "summary": summary(audit, rows, number), "plot": dot_plot(audit.leg("source")),
            "ribbons": ribbons(compared_leg(audit), rows, number),
            "filled": [name for name in COLUMNS if any(getattr(row, name) for row in rows)]}  # fmt: skip


def asset(name: str) -> str:
    """A style sheet or script of the report."""
    return (files("align.report") / "templates" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def by_check(overview: Sequence[dict[str, Any]], kind: str = "checks") -> list[tuple[str, dict[str, int]]]:
    """(check, count by severity), the commonest first."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(reversed(SEVERITIES), 0))
    for page in overview:
        for name, count in page[kind].items():
            check, severity = name.split("\t")
            found[check][severity] += count
    return sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def index_values(overview: Sequence[dict[str, Any]], extra: dict[str, Any]) -> dict[str, Any]:
    """What the head of the report and of the review shows."""
    drops = Counter(bin_ for page in overview for bin_ in page["drops"])
    queue = sorted((item for page in overview for item in page["queue"]), key=lambda item: (-item["trust"], item["number"]))
    return {
        "pages": worst_first(overview), "checks": by_check(overview), "checks_ours": by_check(overview, "checks_ours"),
        "drops": [drops.get(k, 0) for k in range(10)] if drops else [], "queue": queue[:QUEUE], "listed": LISTED,
        "total": totals(overview), "groups": groups(overview) if len(overview) > LISTED else [], **extra,
    }  # fmt: skip


def worst_first(overview: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pages by the findings about them."""
    return sorted(overview, key=lambda page: (-page["badness"], page["number"]))


def totals(overview: Sequence[dict[str, Any]]) -> dict[str, int]:
    """What the first sentence of a report says."""
    compared = [page for page in overview if page["dropped"] is not None]
    return {
        "pages": len(overview), "sentences": sum(page["sentences"] for page in overview),
        "findings": sum(page["findings"] for page in overview), "ours": sum(page["ours"] for page in overview),
        "named": sum(page["named"] for page in overview), "originals": sum(page["original"] for page in overview),
        "made_here": sum(page["made_here"] for page in overview), "compared": len(compared),
        "dropped": sum(page["dropped"] for page in compared), "pages_dropped": sum(bool(page["dropped"]) for page in compared),
        "of": sum(len(page["drops"]) for page in compared), "alone": sum(not page["compared"] for page in overview),
    }  # fmt: skip


def groups(overview: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Pages by publisher, by month and by number of findings: pages, findings about them, share of dropped sentences."""

    def number(page: dict[str, Any]) -> str:
        count = page["findings"]
        return str(count) if count < 3 else "3 to 5" if count <= 5 else "6 to 10" if count <= 10 else "more than 10"

    keys = {
        "Publisher": lambda page: page["publisher"] or "no leaked source",
        "Month": lambda page: (page["created"] or "")[:7] or "unknown",
        "Findings about the page": number,
    }
    made = []
    for title, key in keys.items():
        held: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for page in overview:
            held[key(page)].append(page)
        rows: list[dict[str, Any]] = [{"name": name, **totals(pages)} for name, pages in held.items()]
        made.append((title, sorted(rows, key=lambda row: (-row["pages"], row["name"]))[:20]))
    return made


def file_of(overview: Sequence[dict[str, Any]]) -> list[int]:
    """The number of the file each page goes into, from 1; all 0 where one file holds them."""
    if sum(page["rows"] for page in overview) <= ROWS_A_FILE:
        return [0] * len(overview)
    numbers, held, number = [], 0, 1
    for page in overview:
        if held and held + page["rows"] > ROWS_A_FILE // 3:
            number, held = number + 1, 0
        numbers.append(number)
        held += page["rows"]
    return numbers


def write_report(folder: Path, overview: Sequence[dict[str, Any]], sections: Iterable[str], extra: dict[str, Any]) -> None:
    """`report.html` in `folder`: index, then the sections; many pages go into files in `report-pages`.

    `extra`: failures, siblings, signature, how many pages were left out.
    """
    style, script = asset("report.css"), asset("report.js")
    numbers = file_of(overview)
    links = {p["number"]: f"{FOLDER}/{n:04d}.html" if n else "" for p, n in zip(overview, numbers, strict=True)}
    shared = {"style": style, "script": script, "style_hash": _hash(style), "script_hash": _hash(script), "links": links,
              **index_values(overview, extra)}  # fmt: skip
    ahead = iter(sections)
    single = not any(numbers)
    _write_file(folder / "report.html", ahead if single else iter(()), shared | {"index": True, "home": ""})
    for number in [] if single else sorted(set(numbers)):
        (folder / FOLDER).mkdir(exist_ok=True)
        mine = [p for p, n in zip(overview, numbers, strict=True) if n == number]
        context = shared | {"index": False, "home": "../report.html", "pages": mine}
        _write_file(folder / FOLDER / f"{number:04d}.html", (s for _, s in zip(mine, ahead, strict=False)), context)


def _write_file(path: Path, sections: Iterator[str], values: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(environment().get_template("head.html").render(**values))
        for section in sections:
            handle.write(section)
        handle.write(environment().get_template("foot.html").render(**values))
