"""What `align bench` does: measures, prints, and compares with the pinned figures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

from align.bench import ON_REQUEST, SECTIONS
from align.config import Settings
from align.errors import InputError
from align.tools import load_tools

# Of these, less is better; speeds are told, not pinned.
_LOWER = ("false", "false_alarms", "error")
_SPEED = "words_per_second"


def is_lower_better(name: str) -> bool:
    """Whether a smaller figure is the better one."""
    return any(part in _LOWER for part in name.split("."))


def falls(name: str, value: float, pinned: float, slack: float) -> bool:
    """Whether `value` is worse than `pinned` by more than `slack` (relative, at least .002)."""
    allowed = max(0.002, abs(pinned) * slack)
    return value > pinned + allowed if is_lower_better(name) else value < pinned - allowed


def read_pins(path: Path) -> dict[str, float]:
    """The pinned figures. Raises InputError."""
    try:
        pins = yaml.safe_load(path.read_text("utf-8"))["figures"]
        return {str(name): float(value) for name, value in pins.items()}
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path}: expected `figures:` with a number by name: {error!r}") from error


def run_bench(
    data: Path, only: list[str], settings: Settings, *, limit: int, check: Path | None, slack: float, as_json: bool
) -> int:
    """Run the sections; exit 1 where a pinned figure fell."""
    unknown = set(only) - set(SECTIONS)
    if unknown:
        raise InputError(f"--only {', '.join(sorted(unknown))}: expected one of {', '.join(SECTIONS)}")
    pins = read_pins(check) if check else {}
    tools = load_tools(settings)
    fallen = 0
    for section, measure in SECTIONS.items():
        if section not in (only or set(SECTIONS) - ON_REQUEST):
            continue
        for name, value in measure(data, tools, limit).items():
            worse = name in pins and not name.endswith(_SPEED) and falls(name, value, pins[name], slack)
            fallen += worse
            if as_json:
                print(json.dumps({"figure": name, "value": round(value, 4), "pinned": pins.get(name), "fell": worse}))
            else:
                print(f"{name}: {value:.4f}" + (f"  FELL from {pins[name]:.4f}" if worse else ""), flush=True)
    if fallen:
        print(f"align bench: {fallen} figures fell below {check}", file=sys.stderr)
    return 1 if fallen else 0
