"""Recall of the checks on controlled errors at 5% false alarms, and false alarms on faithful text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from align.bench.data import documents, json_of
from align.checks.pair import Pair
from align.checks.registry import registry
from align.checks.runner import Judge, weigh
from align.config import ChecksSettings
from align.models.estimation.contrast import Contrast
from align.models.estimation.estimator import QualityEstimator

FALSE_RATE = 0.05
# check -> the errors it is for: DEMETR's names without their number, and four made here
KINDS_OF: dict[str, tuple[str, ...]] = {
    "numbers": ("numbers_replaced",),
    "names": ("ne_replaced", "ne_removed"),
    "negation": ("negation",),
    "omission": ("pp_removed", "noun_removed", "verb_removed", "adj_adv_removed", "subj_removed", "second_dropped"),
    "addition": ("addition", "second_added"),
    "mistranslation": ("antonym", "hypernym", "gender"),
    "fluency": ("shuffled", "word_swap", "misspelled", "char_removed", "pos_shift"),
    "untranslated": ("source_copied", "half_untranslated", "codemix"),
    "repeated": ("repeat2", "repeat4"),
    "punctuation": ("final_punc_removed", "tokenized", "question"),
    "casing": ("full_lower", "first_lower"),
}
CONTRASTED = ("addition", "mistranslation", "names")  # checks that learn from the translator's opinion too
LANGS = (("id", "en"), ("vi", "en"), ("vi", "id"))
Scores = dict[str, np.ndarray]


def controlled(data: Path, lang: str, limit: int) -> dict[str, list[tuple[str, str]]]:
    """(source, target) by kind of error; `clean` are the faithful translations. `limit`: of these, 0 for all."""
    items = json_of(data / "demetr_id.jsonl.xz")
    source = f"src_{lang}"
    clean = sorted({(r[source], r["mt_clean"]) for r in items})
    clean = clean[:: max(1, len(clean) // limit)][:limit] if limit else clean
    known = set(clean)
    out: dict[str, list[tuple[str, str]]] = {"clean": clean}
    for row in items:
        if (row[source], row["mt_clean"]) in known:
            out.setdefault(row["phenomenon"].split("_", 2)[2], []).append((row[source], row["mt_bad"]))
    nexts = clean[1:] + clean[:1]
    out["clean_two"] = [(f"{a} {c}", f"{b} {d}") for (a, b), (c, d) in zip(clean, nexts, strict=True)]
    out["second_dropped"] = [(f"{a} {c}", b) for (a, b), (c, _) in zip(clean, nexts, strict=True)]
    out["second_added"] = [(a, f"{b} {d}") for (a, b), (_, d) in zip(clean, nexts, strict=True)]
    out["source_copied"] = [(a, a) for a, _ in clean]
    out["half_untranslated"] = [(a, _half(b, True) + " " + _half(a, False)) for a, b in clean]
    return out


def _half(text: str, first: bool) -> str:
    words = text.split(" ")
    cut = len(words) // 2
    return " ".join(words[:cut] if first else words[cut:])


def scored(pairs: Iterable[tuple[str, str]], source: str, target: str, judge: Judge | None) -> dict[str, np.ndarray]:
    """Every check's scores over the pairs."""
    found: dict[str, list[float]] = defaultdict(list)
    for evidence in weigh([Pair(a, b, source, target) for a, b in pairs], judge):
        for name, check in registry().items():
            found[name].append(check(evidence).score)
    return {name: np.array(values) for name, values in found.items()}


def dev_scores(data: Path, judge: Judge | None, limit: int = 0) -> dict[tuple[str, str], Scores]:
    """(check, languages) -> kind of text -> scores; kinds `clean` and `faithful` have no error.

    For vi-id there is no controlled set: only `faithful` is there.
    """
    lines = [row for part in documents(data).values() for row in part]
    lines = lines[:: max(1, len(lines) // (4 * limit))] if limit else lines
    out: dict[tuple[str, str], Scores] = defaultdict(dict)
    for source, target in LANGS:
        groups = {"faithful": [(row[source], row[target]) for row in lines]}
        if target == "en":
            groups |= controlled(data, source, limit)
        for kind, pairs in groups.items():
            for check, values in scored(pairs, source, target, judge).items():
                out[(check, f"{source}-{target}")][kind] = values
    return dict(out)


def threshold_at(clean: np.ndarray, rate: float = FALSE_RATE) -> float:
    """The lowest score above which at most `rate` of the clean pairs lie."""
    return float(np.sort(clean)[::-1][int(rate * len(clean))])


def checks(data: Path, judge: Judge | None, limit: int = 0) -> dict[str, float]:
    """False alarms at the default thresholds, and recall above the score that 5% of clean pairs exceed."""
    figures: dict[str, float] = {}
    settings = ChecksSettings()
    for (check, langs), scores in dev_scores(data, judge, limit).items():
        at = getattr(settings, check).threshold
        figures[f"checks.false.{check}.{langs}"] = float((scores["faithful"] >= at).mean())
        for kind in KINDS_OF.get(check, ()):
            if kind in scores:
                clean = scores["clean_two" if kind.startswith("second_d") else "clean"]
                figures[f"checks.recall5.{kind}.{langs}"] = float((scores[kind] > threshold_at(clean)).mean())
                figures[f"checks.found.{kind}.{langs}"] = float((scores[kind] >= at).mean())
    return figures


def contrast(data: Path, limit: int = 0) -> dict[str, float]:
    """Recall of the checks that learn from the translator's opinion, with it and without; id-en and vi-en."""
    estimator = QualityEstimator()
    asked: dict[str, Judge] = {"without": estimator, "with": Contrast(estimator, "bundled")}
    figures: dict[str, float] = {}
    for source in ("id", "vi"):
        made = controlled(data, source, limit)
        for name, judge in asked.items():
            clean = scored(made["clean"], source, "en", judge)
            for check in CONTRASTED:
                above = threshold_at(clean[check])
                for kind in (k for k in KINDS_OF[check] if k in made and not k.startswith("second")):
                    found = scored(made[kind], source, "en", judge)[check]
                    figures[f"contrast.{name}.{kind}.{source}-en"] = float((found > above).mean())
    return figures
