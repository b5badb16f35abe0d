"""Pinned figures: read, and what fell below them."""

from __future__ import annotations

from pathlib import Path

import yaml

from align.errors import InputError

# Of these, less is better; words a second are reported, not pinned.
_LOWER = ("false", "false_alarms", "error")
SPEED = "words_per_second"


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
