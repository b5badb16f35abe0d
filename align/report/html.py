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

from align.decisions.store import Decided
from align.finding import SEVERITIES, Audit
from align.report.rows import Row
from align.report.view import page_view, summary

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
            "summary": summary(audit, rows, number)}  # fmt: skip


def asset(name: str) -> str:
    """A style sheet or script of the report."""
    return (files("align.report") / "templates" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def by_check(overview: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, int]]]:
    """(check, count by severity), the commonest first."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(reversed(SEVERITIES), 0))
    for page in overview:
        for name, count in page["checks"].items():
            check, severity = name.split("\t")
            found[check][severity] += count
    return sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def index_values(overview: Sequence[dict[str, Any]], extra: dict[str, Any]) -> dict[str, Any]:
    """What the head of the report and of the review shows."""
    drops = Counter(bin_ for page in overview for bin_ in page["drops"])
    return {
        "pages": sorted(overview, key=lambda s: (-s["badness"], s["number"])), "checks": by_check(overview),
        "drops": [drops.get(k, 0) for k in range(10)] if drops else [], **extra,
    }  # fmt: skip


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
