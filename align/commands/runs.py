"""Commands on runs that are done: merged, cut down to some pages, compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from align.commands import options as of

_COMMANDS: list[tuple[Callable[..., None], str]] = []


def _command(*, epilog: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def keep(function: Callable[..., None]) -> Callable[..., None]:
        _COMMANDS.append((function, epilog))
        return function

    return keep


def register(app: typer.Typer) -> None:
    """Add these commands to the program's."""
    for function, epilog in _COMMANDS:
        app.command(epilog=epilog)(function)


@_command(epilog="Example: align merge audits/big --out audits/all")
def merge(
    runs: Annotated[list[Path], typer.Argument(help="Folders of runs, or one that holds all shards.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder for the outputs of all.")],
    quiet: of.Quiet = False,
) -> None:
    """Make one run of several, such as shards: tables, siblings, sample and report of all."""
    from align.commands.merge import run_merge

    raise typer.Exit(run_merge(runs, out, quiet=quiet))


@_command(epilog="Example: align report audits/all --where 'dropped > 0' --limit 500 --out audits/drops")
def report(
    run: Annotated[Path, typer.Argument(help="Folder of a run.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Folder for the outputs of the pages chosen.")],
    where: of.Where = None,
    publisher: of.PublisherName = None,
    limit: of.Limit = None,
    quiet: of.Quiet = False,
) -> None:
    """Tables, report and review of some of a run's pages: those that fulfil a condition, the worst ones."""
    from align.commands.report import run_report

    raise typer.Exit(run_report(run, out, where, publisher, limit, quiet=quiet))


@_command(epilog="Example: align diff audits/before audits/after")
def diff(
    before: Annotated[Path, typer.Argument(help="A folder that align audit --out wrote.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="Another audit of the same pages.", show_default=False)],
    json_: of.Json = False,
    csv_: Annotated[bool, typer.Option("--csv", help="A table on stdout.")] = False,
    texts: Annotated[bool, typer.Option("--texts", help="Show changed texts too, word by word.")] = False,
) -> None:
    """Compare two audits of the same pages: findings gone, new, moved or changed, rows with another status or text."""
    from align.commands.diff import run_diff

    if json_ and csv_:
        raise typer.BadParameter("expected one of --json and --csv, found both")
    raise typer.Exit(run_diff(before, after, form="json" if json_ else "csv" if csv_ else "text", texts=texts))
