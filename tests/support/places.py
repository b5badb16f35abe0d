"""Where the tests find the project, its sample pages and the folder beside it."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"
VARIATIONS = Path(__file__).parent / "reported_variations.tsv"
