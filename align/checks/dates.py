"""What the leaks say twice must agree: the article's date and its newspaper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from align.finding import Finding
from align.page import Leak, Provenance


def conflicts(provenance: Provenance, leaks: Sequence[Leak]) -> list[Finding]:
    """A finding where the label names another newspaper than the source line."""
    named = {leak.fields["host"]: leak.fields["label"] for leak in leaks if leak.kind == "label" and leak.fields.get("host")}
    if not named or not provenance.url or any(_same(provenance.host, host) for host in named):
        return []
    labels = ", ".join(named.values())
    return [
        Finding(
            "dates", "leak", "minor", (), (), (), provenance.host, labels, 0.8,
            f"the label names {labels}, the source line {provenance.host}",
        )
    ]  # fmt: skip


def _same(first: str, second: str) -> bool:
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def check(provenance: Provenance, leaks: Sequence[Leak]) -> list[Finding]:
    """A finding where a label's date is more than a day from the day the id was made.

    Within a day is normal: 96-98% of articles appear on or the day after their id's date.
    """
    if not provenance.created or provenance.created_precision not in ("millisecond", "second"):
        return []
    created = date.fromisoformat(provenance.created[:10])
    findings = []
    for leak in leaks:
        if leak.kind != "label":
            continue
        try:
            apart = abs((date.fromisoformat(leak.fields["date"]) - created).days)
        except ValueError:
            continue
        if apart > 1:
            findings.append(
                Finding(
                    "dates",
                    "leak",
                    "minor",
                    (),
                    (),
                    (),
                    created.isoformat(),
                    leak.fields["date"],
                    min(0.99, 0.6 + 0.05 * apart),
                    f"the label says {leak.fields['date']}, the article id {created} ({apart} days apart)",
                )
            )
    return findings
