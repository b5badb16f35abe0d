"""What `align bench` does: measures, prints, and compares with the pinned figures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from align.bench import ON_REQUEST, SECTIONS
from align.bench.pins import SPEED, falls, read_pins
from align.config import Settings
from align.errors import InputError
from align.tools import load_tools


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
            worse = name in pins and not name.endswith(SPEED) and falls(name, value, pins[name], slack)
            fallen += worse
            if as_json:
                print(json.dumps({"figure": name, "value": round(value, 4), "pinned": pins.get(name), "fell": worse}))
            else:
                print(f"{name}: {value:.4f}" + (f"  FELL from {pins[name]:.4f}" if worse else ""), flush=True)
    if fallen:
        print(f"align bench: {fallen} figures fell below {check}", file=sys.stderr)
    return 1 if fallen else 0
