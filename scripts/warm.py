"""Compile what numba compiles, once, so that no first command waits for it (some ten seconds)."""

from __future__ import annotations

from align.beads.aligner import align_texts
from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.headlines.accents import default_model
from align.lexicon.behind import vietnamese_behind
from align.models.embedder import load_embedder

INDONESIAN = ["Pasukan tiba di Kursk.", "Mereka pulang ke rumah.", "Ia tidur."]
ENGLISH = ["Troops arrived in Kursk.", "They went home."]


def main() -> None:
    align_texts(INDONESIAN, ENGLISH, load_embedder("bundled"), "id", "en")
    Evidence(Pair(INDONESIAN[0], ENGLISH[0], "id", "en")).features  # noqa: B018
    default_model().restore("quan doi toi kursk", told=vietnamese_behind(INDONESIAN[0]))


if __name__ == "__main__":
    main()
