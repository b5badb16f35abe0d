"""Fit the weights of the learned checks, and measure what their scores are worth.

Example:
    python scripts/train_lexicon.py ... --without work/qe/held_out.txt --out work/lexicon/held   # a lexicon that has not seen them
    python scripts/calibrate_checks.py --corpora ../shared/corpora --links work/lexicon --lexicon work/lexicon/held/lexicon.npz
    python scripts/calibrate_checks.py --precision --data ../shared/dev
    python scripts/calibrate_checks.py --reliability --data ../shared/dev

The first writes `align/checks/weights.json`: small networks over words and logistic regressions, on pairs that were kept aside when the estimator
was trained, spoilt in known ways. The second writes `align/checks/precision.json` from the development sets, the third
prints how often findings on other lines are right beside what that file states of them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import isotonic_regression, minimize
from training.errors import Spoiled
from training.lexicon import read_compounds
from training.qe_data import faithful_pairs, make_stock, split_pairs, spoilt
from training.word_net import fit_words

from align.bench.data import rows
from align.bench.fidelity import CONTRASTED, KINDS_OF, dev_scores, scored
from align.bench.injected import news, scores_of
from align.checks.evidence.features import word_features
from align.checks.evidence.of_pair import Evidence
from align.checks.evidence.words import WordScorer
from align.checks.pair import Pair
from align.checks.runner import weigh
from align.lexicon import table
from align.models.embedder import load_embedder
from align.models.estimation.contrast import Contrast
from align.models.estimation.estimator import QualityEstimator

HOME = Path(__file__).parents[1] / "align" / "checks"
PRIOR = 1 / 30  # share of sentences with an error of one kind
LONG = 1.0  # what several words left out together count, against single ones
PUT_IN = 150  # errors of each kind that are put into news
LEFT = ("shorter", "left.max", "left.sum", "left.run", "left.mean")
RIGHT = ("longer", "right.max", "right.sum", "right.run", "right.mean")
# check -> what its network knows of a sentence besides the words, without the estimator and more with it
WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "omission": (LEFT, ("qe.omission", "qe.any", "qe.left_wrong", "qe.right_missing")),
    "addition": (RIGHT, ("qe.addition", "qe.any", "qe.right_wrong", "qe.omission")),
}
# check -> (kinds of errors, evidence without the estimator, more with it)
LEARNED: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "omission": (("omission",), ("words.left",), ()),
    "addition": (("addition",), ("words.right",), ()),
    "names": (("name",), (), ("qe.name", "qe.omission", "qe.any", "qe.right_wrong")),
    "negation": (("negation",), (), ("qe.negation", "qe.any")),
    "mistranslation": (
        ("meaning", "name", "negation"),
        (),
        ("qe.meaning", "qe.name", "qe.negation", "qe.any", "qe.left_wrong", "qe.right_wrong", "words.both"),
    ),
    "fluency": (("form",), ("right.unknown",), ("qe.form", "qe.any", "qe.right_wrong", "qe.right_missing")),
}
SUPPORT = ("mt.worst", "mt.two", "mt.mean")
NUMBERS = re.compile(r"\[[^\[\]]*\]")  # a list of numbers goes on one line
Made = list[tuple[Evidence, str]]


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--links", type=Path)
    parser.add_argument("--lexicon", type=Path, help="lexicon.npz made without the pairs kept aside")
    parser.add_argument("--precision", action="store_true")
    parser.add_argument("--reliability", action="store_true")
    parser.add_argument("--contrast", type=int, default=6000, help="so many of these pairs are shown to the translator too")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--draws", type=int, default=7, help="spoilt versions of each pair kept aside")
    return parser.parse_args(argv)


def samples(args: argparse.Namespace) -> Made:
    """Pairs kept aside, clean once and spoilt several times, with the estimator's judgement."""
    pairs = faithful_pairs(args.corpora, args.links)
    held, rest = split_pairs(pairs)
    compounds = read_compounds(args.links / "compounds.tsv")
    stock = make_stock(rest, load_embedder("bundled"), compounds)
    rng = random.Random("calibrate")
    chosen = [p for p in held if rng.random() < p.weight]
    made: list[tuple[Pair, str]] = []
    for pair in chosen:
        made.append((Pair(pair.source, pair.target, pair.source_lang, pair.lang), "clean"))
        mates = [p for p in rng.sample(held, 40) if (p.source_lang, p.lang) == (pair.source_lang, pair.lang)]
        for _ in range(args.draws if mates else 0):
            found = spoilt(pair, (mates[0].source, mates[0].target), stock, compounds, rng)
            if found:
                made.append((Pair(found.source, found.target, pair.source_lang, pair.lang), kind_of(found)))
    weighed = weigh([p for p, _ in made], QualityEstimator())
    return [(evidence, kind) for evidence, (_, kind) in zip(weighed, made, strict=True)]


def contrasted(made: Made, count: int) -> Made:
    """`count` of the samples whose target is English, spread evenly, with the translator's opinion."""
    wanted = {kind for check in CONTRASTED for kind in LEARNED[check][0]} | {"clean"}
    asked = [(e, kind) for e, kind in made if e.pair.right_lang == "en" and wanted & set(kind.split("+"))]
    asked = asked[:: max(1, len(asked) // count)][:count]
    weighed = weigh([e.pair for e, _ in asked], Contrast(QualityEstimator(), "bundled"))
    return [(evidence, kind) for evidence, (_, kind) in zip(weighed, asked, strict=True)]


def kind_of(found: Spoiled) -> str:
    """A name left out is an omission too; where several words are gone it is a long one."""
    kind = "name+omission" if found.kind == "name" and found.gaps else found.kind
    return kind + "+long" if "omission" in kind and len(found.touched) > 1 else kind


def fit(rows: list[dict[str, float]], labels: np.ndarray, names_: tuple[str, ...], mass: np.ndarray) -> dict[str, float]:
    """Logistic regression with a light ridge, its intercept moved to PRIOR; `mass`: how much each row counts."""
    x = np.array([[row.get(n, 0.0) for n in names_] + [1.0] for row in rows])
    scale = np.maximum(x.std(0), 1e-3)
    scale[-1] = 1.0
    x = x / scale

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        chance = 1 / (1 + np.exp(-z))
        ridge = 0.5 * float((w[:-1] ** 2).sum())
        cost = float((mass * (np.logaddexp(0, z) - labels * z)).sum())
        return cost + ridge, x.T @ (mass * (chance - labels)) + np.append(w[:-1], 0.0)

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x / scale
    share = float((mass * labels).sum() / mass.sum())
    shift = math.log(PRIOR / (1 - PRIOR)) - math.log(share / (1 - share))
    return {"": round(float(w[-1]) + shift, 4)} | {n: round(float(v), 4) for n, v in zip(names_, w, strict=False)}


def used_by(check: str, made: Made) -> tuple[list[Evidence], np.ndarray, np.ndarray]:
    """Pairs with the errors of a check and faithful ones, whether they are spoilt, and how much each counts."""
    kinds = LEARNED[check][0]
    used = [(p, kind) for p, kind in made if kind == "clean" or any(k in kind.split("+") for k in kinds)]
    labels = np.array([kind != "clean" for _, kind in used], dtype=float)
    mass = np.ones(len(used))
    if check == "omission":  # one word left out is drawn far oftener than several: both count alike
        long = np.array([kind.endswith("+long") for _, kind in used])
        mass[long] = LONG * float((labels * ~long).sum()) / max(1, int(long.sum()))
    return [p for p, _ in used], labels, mass


def fit_net(check: str, made: Made, asked: str) -> dict[str, Any]:
    """The network over a check's words, with the estimator (`full`) or without (`fast`)."""
    pairs, labels, mass = used_by(check, made)
    names = WORDS[check][0] + (WORDS[check][1] if asked == "full" else ())
    rows = [e.word_rows(check == "omission") for e in pairs]
    known = np.array([[e.sentence_features.get(n, 0.0) for n in names] for e in pairs])
    return fit_words(rows, known, labels, mass, names)


def fit_check(check: str, made: Made, evidence: tuple[str, ...], nets: Mapping[str, WordScorer]) -> dict[str, float]:
    """Weights of one check on this evidence: its kinds of errors against faithful pairs."""
    pairs, labels, mass = used_by(check, made)
    plain = [e.sentence_features for e in pairs]
    rows = [
        known | word_features(e.word_rows(True), e.word_rows(False), known, nets) for e, known in zip(pairs, plain, strict=True)
    ]
    found = fit(rows, labels, evidence, mass)
    print(check, int(labels.sum()), len(pairs), json.dumps(found), flush=True)
    return found


def fit_all(made: Made, contrasted_: Made) -> dict[str, Any]:
    """Networks over words, and weights per check with the estimator, without it, and with the translator's opinion too."""
    fast = [(Evidence(replace(e.pair, judgement=None)), kind) for e, kind in made]
    words = {asked: {c: fit_net(c, some, asked) for c in WORDS} for asked, some in (("full", made), ("fast", fast))}
    nets = {asked: {check: WordScorer.of(net) for check, net in made_.items()} for asked, made_ in words.items()}
    weights = {
        "full": {c: fit_check(c, made, plain + extra, nets["full"]) for c, (_, plain, extra) in LEARNED.items()},
        "fast": {c: fit_check(c, fast, LEARNED[c][1], nets["fast"]) for c in ("omission", "addition", "fluency")},
        "contrast": {c: fit_check(c, contrasted_, LEARNED[c][1] + LEARNED[c][2] + SUPPORT, nets["full"]) for c in CONTRASTED},
    }
    return {"words": words, "weights": weights}


def precision_steps(positive: np.ndarray, negative: np.ndarray) -> list[list[float]]:
    """[score from, expected precision], rising: isotonic over both sides' shares at PRIOR."""
    scores = np.concatenate([positive, negative])
    weights = np.concatenate(
        [np.full(len(positive), PRIOR / max(1, len(positive))), np.full(len(negative), (1 - PRIOR) / max(1, len(negative)))]
    )
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    order = np.argsort(scores, kind="stable")
    unique, inverse = np.unique(scores[order], return_inverse=True)
    mass = np.bincount(inverse, weights[order])
    mean = np.bincount(inverse, weights[order] * labels[order]) / mass
    fitted = isotonic_regression(mean, weights=mass).x
    steps: list[list[float]] = []
    for score, value in zip(unique, fitted, strict=True):
        if not steps or value > steps[-1][1] + 0.02:
            steps.append([round(float(score), 4), round(float(min(value, 0.98)), 3)])
    return steps


def fit_precision(data: Path) -> dict[str, dict[str, list[list[float]]]]:
    """check -> languages -> steps, from controlled and injected errors against faithful lines."""
    estimator = QualityEstimator()
    found, put_in = dev_scores(data, estimator), scores_of(news(data), estimator, count=PUT_IN)
    out: dict[str, dict[str, list[list[float]]]] = {}
    for (check, pair), scores in found.items():
        like = check, "vi-en" if pair == "vi-id" else pair  # no errors are at hand for vi-id: those of vi-en stand for them
        kinds = [v for k, v in found[like].items() if k in KINDS_OF.get(check, ())]
        bad = np.concatenate([*kinds, put_in.get(like, np.zeros(0))])
        good = np.concatenate([scores[k] for k in ("clean", "faithful") if k in scores])
        if len(bad):
            out.setdefault(check, {})[pair] = precision_steps(bad, good)
    return out


def reliability(data: Path) -> None:
    """Print how often findings on lines that nothing was fitted on (PUD, id-en) are right, beside what is stated of them."""
    lines, estimator, steps = rows(data / "pud.tsv.xz"), QualityEstimator(), json.loads((HOME / "precision.json").read_text())
    faithful = scored([(r["id"], r["en"]) for r in lines], "id", "en", estimator)
    errors = scores_of(lines, estimator, ("id",), PUT_IN)
    print(f"{'check':<14}{'threshold':>10}{'stated':>8}{'right':>8}  (of so many findings on faithful lines, on errors)")
    for (check, _), bad in errors.items():
        good, table_ = faithful[check], steps["precision"].get(check, {}).get("id-en", [])
        edges = [at for at, _ in table_] + [2.0]
        for (at, stated), after in zip(table_, edges[1:], strict=True):
            false, true = (int(((s >= at) & (s < after)).sum()) for s in (good, bad))
            mass = PRIOR * true / len(bad), (1 - PRIOR) * false / len(good)
            if false + true >= 5:
                print(f"{check:<14}{at:>10.3f}{stated:>8.2f}{mass[0] / sum(mass):>8.2f}  ({false}, {true})")


def main(argv: list[str] | None = None) -> int:
    args = parse(argv)
    if args.reliability:
        reliability(args.data)
        return 0
    if args.precision:
        text = json.dumps({"prior": PRIOR, "precision": fit_precision(args.data)}, indent=None, separators=(",", ":"))
        (HOME / "precision.json").write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
        return 0
    if args.lexicon:
        table.use(args.lexicon)
    made = samples(args)
    fitted = {"prior": PRIOR} | fit_all(made, contrasted(made, args.contrast))
    (HOME / "evidence" / "weights.json").write_text(
        NUMBERS.sub(lambda m: " ".join(m.group().split()), json.dumps(fitted, indent=1)) + "\n", "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
