"""Options that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import typer

T = TypeVar("T")

Paths = Annotated[
    list[str],
    typer.Argument(help="Files, folders, - for stdin, or builder:NAME[:FILES] of datasets.", show_default=False),
]
Config = Annotated[Path | None, typer.Option("--config", help="Configuration file (see configs/audit.yaml).")]
Set = Annotated[list[str] | None, typer.Option("--set", help="Override one setting: section.key=value. Repeatable.")]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="Column with the page's text.")]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="Column with the page's id.")]
UrlColumn = Annotated[str | None, typer.Option("--url-column", help="Column with the page's own address.")]
EnglishColumn = Annotated[
    str | None,
    typer.Option("--english-column", "--translation", help="Column with an English translation to audit instead of making one."),
]
Budget = Annotated[
    float | None, typer.Option("--budget", min=0.0, help="The likeliest findings alone: this many per 1,000 sentences.")
]
Backend = Annotated[
    str | None,
    typer.Option("--backend", help="Runs the translator: auto, transformers or ctranslate2."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
Decisions = Annotated[
    Path | None,
    typer.Option("--decisions", help="The file of reviewers' verdicts; else decisions.sqlite in the folder.", show_default=False),
]
FailOn = Annotated[
    str | None, typer.Option("--fail-on", help="Exit 1 with findings of at least: info, minor, major, critical; never.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Translate everything anew.")]
OriginalsFrom = Annotated[
    str | None,
    typer.Option(
        "--originals-from",
        help="Fetch originals first: web, archive or both with a comma (see align originals).",
        show_default=False,
    ),
]
MaxMegabytes = Annotated[float | None, typer.Option("--max-megabytes", min=0.1, help="Of this run.", show_default="500")]
Stats = Annotated[bool, typer.Option("--stats", help="Print how often each check is right by the decisions, and end.")]
ExportTo = Annotated[Path | None, typer.Option("--to", help="Where --export writes.", show_default=False)]
WriteStats = Annotated[Path | None, typer.Option("--write", help="With --stats: keep it for the setting checks.precision.")]
Siblings = Annotated[Path | None, typer.Option("--siblings", help="Write the pages that tell the same story to this CSV file.")]
ModelName = Annotated[
    str | None, typer.Option("--model", help="bundled, a folder, or a hub model such as Helsinki-NLP/opus-mt-id-en.")
]
English = Annotated[bool, typer.Option("--english/--no-english", help="Translate the headline; without, no model is loaded.")]
Workers = Annotated[int, typer.Option("--workers", min=0, help="Processes; 0 chooses by the number of pages.")]
Pairs = Annotated[str, typer.Argument(help="TSV with columns source and target (- for stdin), TMX or XLIFF.", show_default=False)]
SourceLang = Annotated[
    str | None,
    typer.Option("--source-lang", help="Of rows that do not say; else as the file states.", show_default=False),
]
TargetLang = Annotated[str | None, typer.Option("--target-lang", help="The same of the other side.", show_default=False)]
PageTimeout = Annotated[
    float | None,
    typer.Option("--page-timeout", min=0.1, help="Seconds that a page may take; else none.", show_default=False),
]
Force = Annotated[bool, typer.Option("--force", help="Start anew where a run into the folder was stopped.")]
ImportSheet = Annotated[
    Path | None, typer.Option("--import", help="Take over an edited .csv or .xlsx, or a table of Marot's or WMT's, and end.")
]
Weights = Annotated[
    str, typer.Option("--weights", help="Of MQM's score: google, mqm-core, or points such as minor=1,major=5,critical=10.")
]
ExportForm = Annotated[
    str | None,
    typer.Option("--export", help="Write the run with its decisions, and end: csv, xlsx, jsonl, tmx, xliff, xliff2, marot, wmt."),
]
Shards = Annotated[int | None, typer.Option("--shards", min=1, help="Share pages out among so many runs.", show_default=False)]
ShardNumber = Annotated[int | None, typer.Option("--shard", min=0, help="Audit this share alone, from 0 on.", show_default=False)]
Engine = Annotated[
    Literal["local", "ray"], typer.Option("--engine", help="Where pages are audited: on this machine, or on a Ray cluster.")
]
Address = Annotated[
    str | None, typer.Option("--address", help="Of the Ray cluster; without one it is started here.", show_default=False)
]
Where = Annotated[
    str | None,
    typer.Option("--where", help="Conditions on columns of pages.csv, joined by and: dropped > 0.", show_default=False),
]
PublisherName = Annotated[str | None, typer.Option("--publisher", help="Pages of this newspaper.", show_default=False)]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many, the worst ones.", show_default=False)]
Originals = Annotated[
    Path | None,
    typer.Option(
        "--originals", help="Vietnamese originals by URL, article id or slug: a folder of texts, a zip, WARC, JSONL, Parquet."
    ),
]


Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        help="A section: sentences, vietnamese, headlines, embedder, drops, checks, injected, translation, speed, or on request "
        "ablations, contrast, englishes, leaks.",
    ),
]
CheckAligned = Annotated[bool, typer.Option("--check", help="Check what was aligned: numbers, names, omissions and the rest.")]
Url = Annotated[str | None, typer.Option("--url", help="The own address of the page, where it is one file.", show_default=False)]


def column_overrides(text: str | None, id_: str | None, url: str | None, english: str | None) -> dict[str, object]:
    return {"pages.text_column": text, "pages.id_column": id_, "pages.url_column": url, "pages.english_column": english}


def all_overrides(set_: list[str] | None, options: Mapping[str, object]) -> list[str]:
    """`--set` and the options that stand for one setting each; None is left out."""
    return [*(set_ or []), *(f"{key}={_as_yaml(value)}" for key, value in options.items() if value is not None)]


def _as_yaml(value: object) -> str:
    """A value as `--set` reads it: text stays text, whatever it looks like."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def progress(items: Iterable[T], total: int | None, quiet: bool, unit: str) -> Iterator[T]:
    """The items, with a bar on stderr where that is a terminal."""
    from tqdm import tqdm

    yield from tqdm(items, total=total, unit=unit, disable=True if quiet else None, file=sys.stderr)
