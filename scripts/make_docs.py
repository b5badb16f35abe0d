"""Write the parts of the reference that are made from the code: commands, settings, the table of checks.

Usage: python scripts/make_docs.py [--check]   (--check: exit 1 where a file is not as it would be written)
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import typer
from pydantic import BaseModel

from align.catalogue import CATALOGUE
from align.cli import app
from align.config import CheckSettings, Settings

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


def commands() -> str:
    """Every command with its arguments and options, as the command line knows them."""
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    parts = ["# Commands\n\nMade from the command line itself by `scripts/make_docs.py`.\n"]
    for name, command in group.commands.items():
        parts.append(
            f"\n## align {name}\n\n{(command.help or '').strip()}\n\n{(command.epilog or '').strip()}\n\n| option | meaning |\n|---|---|\n"
        )
        parts += [f"| `{names}` | {described} |\n" for names, described in _rows(command)]
    parts.append(
        "\n## Exit codes\n\n0 done (whatever was found, unless `--fail-on` is given); 1 findings at or above `--fail-on`; 2 usage, "
        "configuration or input error, or no page could be audited; 3 some pages failed (named in `failures.csv`, the others "
        "done; comes before 1).\n"
    )
    return "".join(parts)


def _rows(command: click.Command) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        if "help" in (parameter.name or "") and "--help" in parameter.opts:
            continue
        names = (
            ", ".join(parameter.opts + parameter.secondary_opts)
            if parameter.opts[0].startswith("-")
            else (parameter.name or "").upper()
        )
        described = (getattr(parameter, "help", None) or "").replace("|", "\\|").replace("\n", " ")
        yield names.rstrip("_"), described


def settings() -> str:
    """Every setting with its default."""
    lines = ["# Settings\n\nOf `configs/audit.yaml`, which explains each; one alone: `--set aligner.drop_threshold=0.8`. Made by `scripts/make_docs.py`.\n\n",
             "| setting | default |\n|---|---|\n"]  # fmt: skip
    for name, value in _settings(Settings(), ""):
        lines.append(f"| `{name}` | `{value}` |\n")
    return "".join(lines)


def _settings(section: BaseModel, prefix: str) -> Iterator[tuple[str, object]]:
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, CheckSettings):
            yield f"{prefix}{name}.enabled", value.enabled
            yield f"{prefix}{name}.threshold", value.threshold
        elif isinstance(value, BaseModel):
            yield from _settings(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def catalogue() -> str:
    """The catalogue of checks as a table."""
    lines = ["# The catalogue\n\nOne row a check, made from `align/catalogue.py` by `scripts/make_docs.py`; [what each flags](checks.md).\n\n",
             "| check | MQM category | threshold | looks at | asks |\n|---|---|---|---|---|\n"]  # fmt: skip
    for row in CATALOGUE:
        asks = ", ".join(sorted(row.needs)) or "–"
        lines.append(
            f"| [`{row.name}`](checks.md#{row.name}) | {' / '.join(row.mqm)} | {row.threshold:g} | {row.scope}s | {asks} |\n"
        )
    return "".join(lines)


MADE = {"commands.md": commands, "settings.md": settings, "catalogue.md": catalogue}


def main(argv: list[str]) -> int:
    stale = []
    for name, make in MADE.items():
        path, text = REFERENCE / name, make()
        if "--check" in argv:
            stale += [name] if not path.exists() or path.read_text("utf-8") != text else []
        else:
            path.write_text(text, "utf-8")
    if stale:
        print(
            f"docs/reference: expected {', '.join(stale)} as the code is, found older ones; run python scripts/make_docs.py",
            file=sys.stderr,
        )
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
