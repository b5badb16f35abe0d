"""Compile what numba compiles, once, so that no first command waits for it (some ten seconds)."""

from __future__ import annotations

from contextlib import suppress

from align.beads.aligner import align_texts
from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.errors import ModelError
from align.headlines.accents import default_model
from align.lexicon.behind import vietnamese_behind
from align.models.embedder import load_embedder
from align.models.estimation.estimator import QualityEstimator
from align.models.translation.ctranslate2_backend import convert_bundled

INDONESIAN = ["Pasukan tiba di Kursk.", "Mereka pulang ke rumah.", "Ia tidur."]
ENGLISH = ["Troops arrived in Kursk.", "They went home."]


def main() -> None:
    with suppress(OSError, ModelError):  # where the package cannot be written to, the first use converts into the cache
        convert_bundled()
        QualityEstimator().convert()
    align_texts(INDONESIAN, ENGLISH, load_embedder("bundled"), "id", "en")
    Evidence(Pair(INDONESIAN[0], ENGLISH[0], "id", "en")).features  # noqa: B018
    default_model().restore("quan doi toi kursk", page_words=vietnamese_behind(INDONESIAN[0]))


if __name__ == "__main__":
    main()
