"""The commands. Each reads its arguments, calls one function and prints; heavy imports come late."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from align.about import __version__
from align.commands import options as of
from align.commands.exits import guarded
from align.commands.options import all_overrides, column_overrides
from align.commands.runs import register

# Threads of torch and of NumPy's BLAS spin while they wait for work; where something else has a core, that is most of the time.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")  # a power of two of cycles

app = typer.Typer(
    help="Find what leaked from the Vietnamese original of a machine-translated Indonesian page, translate "
    "the page into English, align the versions and flag what was dropped or changed.",
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"align {__version__}")
        raise typer.Exit


@app.callback()
def main_options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options before the command."""


@app.command(epilog="Example: align audit seeds/ --out audits/seeds")
def audit(
    paths: of.Paths,
    out: Annotated[str, typer.Option("--out", help="Folder for the outputs; an address such as s3://… with --engine ray.")],
    config: of.Config = None,
    set_: of.Set = None,
    originals: of.Originals = None,
    originals_from: of.OriginalsFrom = None,
    text_column: of.TextColumn = None,
    id_column: of.IdColumn = None,
    url_column: of.UrlColumn = None,
    url: of.Url = None,
    english_column: of.EnglishColumn = None,
    workers: of.Workers = 0,
    no_cache: of.NoCache = False,
    backend: of.Backend = None,
    budget: of.Budget = None,
    decisions: of.Decisions = None,
    fail_on: of.FailOn = None,
    page_timeout: of.PageTimeout = None,
    shards: of.Shards = None,
    shard: of.ShardNumber = None,
    engine: of.Engine = "local",
    address: of.Address = None,
    force: of.Force = False,
    quiet: of.Quiet = False,
) -> None:
    """Audit pages: tables, JSON lines and a report in one folder."""
    from align.commands.start import start_audit
    from align.config import load

    options = {"fail_on": fail_on, "translator.backend": backend, "checks.budget": budget, "pages.url": url}
    options |= {"translator.cache": "false" if no_cache else None}
    columns = column_overrides(text_column, id_column, url_column, english_column)
    settings = load(config, all_overrides(set_, columns | options))
    code = start_audit(
        paths, out, settings, engine=engine, address=address, shards=shards, shard=shard, originals_from=originals_from,
        decisions=decisions, workers=workers, originals=originals, quiet=quiet, force=force, seconds=page_timeout,
    )  # fmt: skip
    raise typer.Exit(code)


@app.command(epilog="Example: align originals seeds/ --out originals.warc.gz --set web.contact=me@example.org")
def originals(
    paths: of.Paths,
    out: Annotated[Path, typer.Option("--out", help="A .warc.gz file; one that is there is added to.")],
    from_: Annotated[str, typer.Option("--from", help="web, archive (Wayback Machine, Common Crawl) or both.")] = "archive,web",
    config: of.Config = None,
    set_: of.Set = None,
    text_column: of.TextColumn = None,
    id_column: of.IdColumn = None,
    url_column: of.UrlColumn = None,
    url: of.Url = None,
    max_requests: Annotated[int | None, typer.Option("--max-requests", min=1, help="Of this run.", show_default="1000")] = None,
    max_megabytes: of.MaxMegabytes = None,
    quiet: of.Quiet = False,
) -> None:
    """Fetch the Vietnamese originals that pages name into a web capture, politely; nothing else asks the web."""
    from align.commands.originals import kinds_of, run_originals
    from align.config import load

    options = {"pages.url": url, "web.max_requests": max_requests, "web.max_megabytes": max_megabytes}
    columns = column_overrides(text_column, id_column, url_column, None)
    settings = load(config, all_overrides(set_, columns | options))
    raise typer.Exit(run_originals(paths, out, settings, kinds_of(from_), quiet=quiet))


@app.command(epilog="Example: align leaks seeds/ --json | jq .provenance.created")
def leaks(
    paths: of.Paths,
    config: of.Config = None,
    set_: of.Set = None,
    text_column: of.TextColumn = None,
    id_column: of.IdColumn = None,
    url_column: of.UrlColumn = None,
    url: of.Url = None,
    english: of.English = True,
    siblings: of.Siblings = None,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes, for many thousands of pages.")] = 1,
    json_: of.Json = False,
) -> None:
    """Provenance, leaks and the headline alone: one line a page."""
    from align.commands.leaks import run_leaks
    from align.config import load

    settings = load(config, all_overrides(set_, column_overrides(text_column, id_column, url_column, None) | {"pages.url": url}))
    raise typer.Exit(run_leaks(paths, settings, english=english, as_json=json_, siblings=siblings, workers=workers))


@app.command(epilog="Example: align pair original.vi.txt translation.id.txt --source-lang vi --target-lang id")
def pair(
    left: Annotated[Path, typer.Argument(help="One text; a .lines file has one unit a line.", show_default=False)],
    right: Annotated[Path, typer.Argument(help="The other.", show_default=False)],
    left_lang: Annotated[str, typer.Option("--source-lang", "--left-lang", help="Of the left text.")] = "vi",
    right_lang: Annotated[str, typer.Option("--target-lang", "--right-lang", help="Of the right text.")] = "id",
    vectors_left: Annotated[Path | None, typer.Option("--vectors-left", help="Unit vectors from elsewhere (.npy).")] = None,
    vectors_right: Annotated[Path | None, typer.Option("--vectors-right", help="The same for the right text.")] = None,
    config: of.Config = None,
    set_: of.Set = None,
    json_: of.Json = False,
    csv_: Annotated[bool, typer.Option("--csv", help="A table on stdout, one row a bead.")] = False,
    tmx: Annotated[bool, typer.Option("--tmx", help="A translation memory (TMX 1.4b) on stdout.")] = False,
    check: of.CheckAligned = False,
) -> None:
    """Align two clean texts: how likely each unit was dropped or inserted. Pages, with captions and menus, are for `audit`."""
    from align.commands.pair import run_pair
    from align.config import load

    chosen = [name for name, wanted in (("json", json_), ("csv", csv_), ("tmx", tmx)) if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter(f"expected one of --json, --csv and --tmx, found {len(chosen)}")
    vectors, langs = (vectors_left, vectors_right), (left_lang, right_lang)
    form = chosen[0] if chosen else "text"
    raise typer.Exit(run_pair(left, right, langs, vectors, load(config, set_ or []), form=form, check=check))


@app.command(epilog="Example: align check pairs.tsv --source-lang id --target-lang en --json")
def check(
    pairs: of.Pairs,
    source_lang: of.SourceLang = None,
    target_lang: of.TargetLang = None,
    fast: Annotated[bool, typer.Option("--fast", help="Without the quality estimator: many times faster, finds less.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes; with --fast.")] = 1,
    budget: of.Budget = None,
    config: of.Config = None,
    set_: of.Set = None,
    fail_on: of.FailOn = None,
    json_: of.Json = False,
) -> None:
    """Run the fidelity checks over sentence pairs."""
    from align.commands.check import run_check
    from align.config import load

    options = {"fail_on": fail_on, "checks.estimator": "none" if fast else None, "checks.budget": budget}
    settings = load(config, all_overrides(set_, options))
    raise typer.Exit(run_check(pairs, source_lang, target_lang, settings, as_json=json_, workers=workers))


@app.command(epilog="Example: echo 'Pasukan tiba di Kursk.' | align translate --from id")
def translate(
    file: Annotated[str, typer.Argument(help="Text, one sentence a line; - for stdin.")] = "-",
    from_: Annotated[str, typer.Option("--source-lang", "--from", help="id or vi (with or without accents).")] = "id",
    model: of.ModelName = None,
    no_cache: of.NoCache = False,
    backend: of.Backend = None,
    config: of.Config = None,
    set_: of.Set = None,
    json_: of.Json = False,
) -> None:
    """Translate Indonesian or Vietnamese into English, line by line."""
    from align.commands.translate import run_translate
    from align.config import load

    options = {"translator.model": model, "translator.cache": "false" if no_cache else None, "translator.backend": backend}
    raise typer.Exit(run_translate(file, from_, load(config, all_overrides(set_, options)), as_json=json_))


@app.command(epilog="Example: align review audits/seeds --reviewer anna")
def review(
    folder: Annotated[Path, typer.Argument(help="A folder that align audit --out wrote.", show_default=False)],
    reviewer: Annotated[str | None, typer.Option("--reviewer", help="Whose decisions these are; else your user name.")] = None,
    decisions: of.Decisions = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Of 127.0.0.1; 0 takes a free one.")] = 0,
    blind: Annotated[bool, typer.Option("--blind", help="Hide what other reviewers decided.")] = False,
    import_: of.ImportSheet = None,
    export: of.ExportForm = None,
    to: of.ExportTo = None,
    leg: Annotated[str, typer.Option("--leg", help="Of tmx, xliff, marot and wmt: mt (id-en) or source (vi-id).")] = "mt",
    all_: Annotated[bool, typer.Option("--all", help="TMX holds all rows, not only those that a reviewer found right.")] = False,
    stats: of.Stats = False,
    write: of.WriteStats = None,
    weights: of.Weights = "google",
    json_: of.Json = False,
) -> None:
    """Decide on findings in the browser: a accept, d dismiss, f false positive, w won't fix, n note, u undo."""
    from align.commands import review as run_review

    if sum((import_ is not None, export is not None, stats)) > 1:
        raise typer.BadParameter("expected one of --import, --export and --stats")
    if import_ is not None:
        raise typer.Exit(run_review.run_import(folder, decisions, reviewer, import_))
    if export is not None:
        raise typer.Exit(run_review.run_export(folder, decisions, export, to, leg, unreviewed=all_))
    if stats or write:
        raise typer.Exit(run_review.run_stats(folder, decisions, write, weights, as_json=json_))
    raise typer.Exit(run_review.run_serve(folder, decisions, reviewer, port, blind=blind))


@app.command(epilog="Example: align bench --data ../shared/dev --check configs/bench.yaml")
def bench(
    data: Annotated[Path, typer.Option("--data", help="Folder with the development sets.")],
    only: of.Only = None,
    check_: Annotated[Optional[Path], typer.Option("--check", help="Pinned figures; exit 1 where one fell.")] = None,  # noqa: UP045
    limit: Annotated[int, typer.Option("--limit", min=0, help="Lines a set for the translation figures; 0 for all.")] = 0,
    slack: Annotated[float, typer.Option("--slack", min=0, help="How far a figure may fall, relatively.")] = 0.01,
    config: of.Config = None,
    set_: of.Set = None,
    json_: of.Json = False,
) -> None:
    """Measure the quality of what is in the box on development data."""
    from align.commands.bench import run_bench
    from align.config import load

    settings = load(config, [*(set_ or []), "translator.cache=false"])
    raise typer.Exit(run_bench(data, only or [], settings, limit=limit, check=check_, slack=slack, as_json=json_))


register(app)


def main() -> Any:
    """Entry point: errors of ours are one line on stderr and exit code 2; a killed run takes its temporary files along."""
    sys.stdout, sys.stderr = (s or Path(os.devnull).open("w", encoding="utf-8") for s in (sys.stdout, sys.stderr))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):  # whatever the terminal says it knows
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    logging.basicConfig(stream=sys.stderr, format="align: %(message)s", level=logging.WARNING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return guarded(lambda: app(prog_name="align"))


if __name__ == "__main__":
    main()
