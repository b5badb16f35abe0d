"""What decisions say of the checks: how often each is right, and how often a row without findings hides an error."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from align.decisions.decision import Decision, verdicts
from align.errors import ConfigError, InputError
from align.finding import Finding

_SHOWN = (("precision", "share"), ("low", "low"), ("high", "high"))
Reviewed = dict[str, dict[str, tuple[float, int]]]  # check -> languages -> (share that was right, of how many)
RIGHT, WRONG = frozenset({"accepted", "won't fix"}), frozenset({"false positive"})  # dismissed counts for neither


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `count`, and the 95% interval of the share."""

    hits: int
    count: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Between 0 and 1; nan where nothing was counted."""
        return self.hits / self.count if self.count else math.nan


def wilson(hits: int, count: int, z: float = 1.96) -> Share:
    """Wilson's score interval (1927): holds for few trials and for shares near 0 and 1."""
    if not count:
        return Share(0, 0, 0.0, 1.0)
    share, weight = hits / count, z * z / count
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / count + weight / (4 * count))
    return Share(hits, count, max(0.0, middle - half), min(1.0, middle + half))


def judged(decision: Decision) -> str:
    """Whether a verdict says that a finding is right or wrong; other verdicts as they are."""
    return "right" if decision.verdict in RIGHT else "wrong" if decision.verdict in WRONG else decision.verdict


def agreed(decisions: Sequence[Decision]) -> str:
    """The verdict of the reviewers where they agree whether a finding is right; otherwise nothing."""
    verdicts = {judged(d) for d in decisions if d.verdict}
    return verdicts.pop() if len(verdicts) == 1 else ""


def check_precision(decided: Iterable[Sequence[Decision]]) -> dict[str, dict[str, Share]]:
    """Check -> languages (id-en) -> share of its findings that reviewers found right. Disputed ones are left out."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for decisions in decided:
        subject, verdict = decisions[0].subject, agreed(decisions)
        if subject.kind == "finding" and verdict in ("right", "wrong"):
            counts[subject.check, subject.leg][verdict] += 1
    out: dict[str, dict[str, Share]] = defaultdict(dict)
    for (check, leg), found in sorted(counts.items()):
        out[check][leg] = wilson(found["right"], found["right"] + found["wrong"])
    return dict(out)


def miss_rate(decided: Iterable[Sequence[Decision]], sample: frozenset[str]) -> Share:
    """Of the rows drawn at random among those without findings, the share in which reviewers saw an error: said so, or
    marked words in them."""
    by_row: dict[str, str] = {}
    for decisions in decided:
        subject, verdict = decisions[0].subject, agreed(decisions)
        if subject.kind == "mark" and verdict and subject.row in sample:
            by_row.setdefault(subject.row, "missed")
        elif subject.key in sample and verdicts(decisions):
            by_row[subject.key] = verdict
    rows = list(by_row.values())
    return wilson(rows.count("missed"), sum(v in ("missed", "fine") for v in rows))


def disputed(decided: Iterable[Sequence[Decision]]) -> int:
    """On how many subjects reviewers differ."""
    return sum(len(verdicts(ds)) > 1 for ds in decided)


def write_precision(path: Path, found: Mapping[str, Mapping[str, Share]]) -> None:
    """The shares as YAML, for the setting `checks.precision`."""
    shares = {
        check: {
            leg: {"right": s.hits, "of": s.count} | {n: round(getattr(s, f), 3) for n, f in _SHOWN} for leg, s in legs.items()
        }
        for check, legs in found.items()
    }  # fmt: skip
    head = "# How often each check was right, by reviewers' decisions (align review DIR --stats --write FILE).\n"
    try:
        path.write_text(head + yaml.safe_dump(shares, sort_keys=True, allow_unicode=True), "utf-8")
    except OSError as error:
        raise InputError(f"{path}: expected a file that can be written: {error.strerror}") from error


def with_reviewed(findings: Iterable[Finding], reviewed: Reviewed, languages: Callable[[str], str]) -> list[Finding]:
    """The findings with what reviewers found of their checks; `languages` tells those of a leg."""
    if not reviewed:
        return list(findings)
    shares = [(f, reviewed.get(f.check, {}).get(languages(f.leg))) for f in findings]
    return [replace(f, reviewed=round(share[0], 4)) if share else f for f, share in shares]


def read_precision(path: Path) -> Reviewed:
    """What `write_precision` wrote. Raises ConfigError."""
    try:
        shares = yaml.safe_load(path.read_text("utf-8")) or {}
        return {
            str(check): {str(leg): (float(s["precision"]), int(s["of"])) for leg, s in legs.items()}
            for check, legs in shares.items()
        }
    except OSError as error:
        raise ConfigError(
            f"{path}: expected reviewers' precision (align review DIR --stats --write {path}): {error.strerror}"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            f"{path}: expected check: languages: {{precision, of}} as --stats --write writes it, found {error}"
        ) from error
