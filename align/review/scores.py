"""Scores of Multidimensional Quality Metrics (themqm.org): penalty points of errors, by what reviewers said of rows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from align.catalogue import category_of_check
from align.decisions.decision import Decided
from align.decisions.keys import finding_key
from align.decisions.stats import RIGHT
from align.errors import InputError
from align.finding import SEVERITIES, Audit
from align.report.rows import Row
from align.review.units import HAND_SEVERITY, mark_error

PUNCTUATION = "Linguistic conventions/Punctuation"
DRAWS = 2_000  # of the bootstrap


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of an error by severity; `punctuation`: of a minor one of punctuation."""

    points: Mapping[str, float]
    punctuation: float

    def of(self, category: str, severity: str) -> float:
        """The points of one error."""
        return self.punctuation if (category, severity) == (PUNCTUATION, "minor") else self.points[severity]


PRESETS = {  # of WMT's campaigns by Google (Freitag et al. 2021) and of MQM-Core
    "google": Weights({"info": 0.0, "minor": 1.0, "major": 5.0, "critical": 25.0}, 0.1),
    "mqm-core": Weights({"info": 0.0, "minor": 1.0, "major": 5.0, "critical": 25.0}, 1.0),
}


def weights_of(text: str) -> Weights:
    """A preset by name, or severities with their points (minor=1,major=5,critical=10). Raises InputError."""
    if text in PRESETS:
        return PRESETS[text]
    points = dict(PRESETS["mqm-core"].points)
    for part in text.split(","):
        name, _, value = part.partition("=")
        try:
            points[name.strip()] = float(value)
        except ValueError:
            points[part] = math.nan
    if set(points) != set(SEVERITIES) or not all(value >= 0 and math.isfinite(value) for value in points.values()):
        raise InputError(f"--weights {text}: expected {', '.join(PRESETS)}, or points such as minor=1,major=5,critical=25")
    return Weights(points, points["minor"])


@dataclass(frozen=True, slots=True)
class Scored:
    """A reviewed row: points by every reviewer who read it, how many words it has, and the points of its findings alone."""

    page: str
    words: int
    points: Mapping[str, float]
    found: float


def scored_rows(pages: Iterable[tuple[Audit, list[Row]]], decided: Decided, weights: Weights) -> Iterator[Scored]:
    """All rows of a run. A reviewer has read a row of which he decided all findings or the row itself, or marked words."""
    for audit, rows in pages:
        for row in rows:
            points: dict[str, float] = defaultdict(float)
            about = [(f, finding_key(audit, f)) for f in row.findings if audit.about(f) != "our_english"]
            said = [(f, d) for f, key in about for d in decided.get(key, ()) if d.verdict]
            for finding, d in said:
                points[d.reviewer] += 0.0
                if d.verdict in RIGHT:
                    category = d.category or category_of_check(finding.check)
                    points[d.reviewer] += weights.of(category, d.severity or finding.severity)
            whole = {name for name in points if sum(d.reviewer == name for _, d in said) == len(about)}
            marked = [d for d in row.marks(decided) if d.subject.place != "english" or audit.page.english is not None]
            for d in marked:
                points[d.reviewer] += weights.of(*mark_error(d))
            for d in (d for d in decided.get(row.key, ()) if d.verdict):
                lone = d.verdict == "missed" and d.reviewer not in {m.reviewer for m in marked}
                points[d.reviewer] += weights.of("", HAND_SEVERITY) if lone else 0.0
                whole.add(d.reviewer)
            whole |= {d.reviewer for d in marked}
            found = sum(weights.of(category_of_check(f.check), f.severity) for f, _ in about)
            words = len((row.indonesian or row.english or row.vietnamese).split())
            yield Scored(audit.page.id, words, {name: p for name, p in points.items() if name in whole}, found)


@dataclass(frozen=True, slots=True)
class Score:
    """Penalty points a row, with the 95% interval of the bootstrap over rows, and in 100 words."""

    rows: int
    points: float
    low: float
    high: float
    per_100_words: float


def score(rows: Iterable[Scored]) -> Score | None:
    """The score of the rows that somebody reviewed (of two reviewers their mean); None where there is none."""
    read = [(fmean(row.points.values()), row.words) for row in rows if row.points]
    if not read:
        return None
    points, words = np.array([p for p, _ in read]), sum(w for _, w in read)
    drawn = np.random.default_rng(1).choice(points, (DRAWS, len(points))).mean(axis=1)
    low, high = (float(value) for value in np.percentile(drawn, (2.5, 97.5)))
    return Score(len(read), float(points.mean()), low, high, 100 * float(points.sum()) / max(1, words))
