"""The whole audit as one JSON object a line, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from align.finding import Audit


def plain(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, spans as [start, end]."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in fields(value)]
        if names == ["start", "end"]:
            return [getattr(value, "start"), getattr(value, "end")]  # noqa: B009
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return round(value, 6)
    return value


def audit_line(audit: Audit) -> str:
    """One line, without its end; loses nothing of the audit."""
    return json.dumps(plain(audit), ensure_ascii=False, separators=(",", ":"))
