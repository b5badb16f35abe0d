"""Captions and passages that stand on the page in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence

from align.finding import Finding
from align.page import Leak, Sentence, Span


def left_on_page(leaks: Sequence[Leak], units: Sequence[Sentence]) -> list[Finding]:
    """Captions and passages that stand on the page in Vietnamese: one finding for what stands there several times.
    `units`: the leaked text as units, the headline first."""
    same: dict[str, list[Leak]] = {}
    for leak in leaks:
        if leak.kind in ("caption", "passage"):
            same.setdefault((leak.unit(units) or units[0]).id, []).append(leak)
    return [_left(those, those[0].unit(units) or units[0]) for those in same.values()]


def _left(leaks: Sequence[Leak], unit: Sentence) -> Finding:
    what = "photo caption" if leaks[0].kind == "caption" else "passage"
    numbers = ", ".join(str(leak.fields["number"]) for leak in leaks if leak.fields.get("number"))
    places = ", ".join(f"{leak.span.start} to {leak.span.end}" for leak in leaks)
    return Finding(
        "untranslated", "leak", "major", (unit.id,), (Span(0, len(unit.text)),), (), "Indonesian text", leaks[0].text, 0.99,
        f"{what}{' ' if numbers else ''}{numbers} left in Vietnamese at characters {places}",
    )  # fmt: skip
