"""Fit how far a translation may be trusted: the weights of `align/models/translation/choice.py`.

Example:
    python scripts/calibrate_confidence.py --dev ../shared/dev

A logistic regression on the lines 200 to 700 of FLORES-200 and WMT24++, both languages; right is a chrF2++ of 45 or more
against the reference. Prints weights fitted on all of them, and on one half the area under the ROC curve and the expected
calibration error of those fitted on the other. Lines before 200 are left for `align bench`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from align.bench.data import rows
from align.bench.translation import area, is_fair
from align.config import Settings
from align.models.translation.choice import features, ranked
from align.models.translation.ctranslate2_backend import CTranslate2Model
from align.models.translation.model import Decoding


def collect(dev: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features (lines, 4) and whether each line is right."""
    beams = Settings().translator.beams
    model, found, right = CTranslate2Model("bundled"), [], []
    for name in ("flores200", "wmt24pp"):
        lines = rows(dev / f"{name}.tsv.xz")[200:700]
        for lang in ("id", "vi"):
            sources = [row[lang] for row in lines]
            for row, source, options in zip(lines, sources, model.generate(sources, lang, Decoding(beams, beams)), strict=True):
                best, share = ranked(source, options, lang)[0]
                found.append(features(source, best.score, share))
                right.append(is_fair(best.text, row["en"]))
    return np.array(found), np.array(right, dtype=float)


def fit(found: np.ndarray, right: np.ndarray) -> np.ndarray:
    def loss(weights: np.ndarray) -> float:
        logits = found @ weights
        return float((np.logaddexp(0, logits) - right * logits).sum() + 0.05 * (weights[:-1] ** 2).sum())

    return minimize(loss, np.zeros(found.shape[1])).x


def calibration_error(said: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over ten bins (Naeini et al. 2015)."""
    bins = np.minimum((said * 10).astype(int), 9)
    return float(sum((bins == k).mean() * abs(said[bins == k].mean() - right[bins == k].mean()) for k in set(bins.tolist())))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dev", type=Path, required=True, help="folder with flores200.tsv.xz and wmt24pp.tsv.xz")
    found, right = collect(parser.parse_args(argv).dev)
    half = np.arange(len(found)) // 4 % 2 == 0
    said = expit(found[~half] @ fit(found[half], right[half]))
    print(f"area {area(said, right[~half]):.3f}, calibration error {calibration_error(said, right[~half]):.3f}")
    for below in (0.2, 0.3, 0.4):
        low = said < below
        print(f"below {below}: {low.mean():.3f} of lines, {1 - right[~half][low].mean():.3f} of them wrong")
    print("weights", np.round(fit(found, right), 2).tolist())
    return 0


if __name__ == "__main__":
    sys.exit(main())
