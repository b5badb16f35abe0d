"""How fast the backends of the translator are, what they need, and how alike their outputs are.

Every backend runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import resource
import time
from pathlib import Path

from align.bench.data import rows
from align.config import Settings
from align.models.translation.lazy import LazyModel
from align.models.translation.model import Decoding
from align.tools import load_tools

DEFAULT_LINES = 300
Job = tuple[Settings, str, list[str]]
Prepared = tuple[list[str], float, float, float]


def backends(data: Path, settings: Settings, limit: int) -> dict[str, float]:
    """Source words a second and peak memory (MB) on FLORES-200, Indonesian to English.

    `search`: the model alone, greedy; `whole`: with splitting, mending and second tries. `ratio`:
    ctranslate2 over transformers, fp32, in `search`. `agreement`: chrF++ of the one's outputs against
    the other's; `bleu_difference`: ctranslate2's BLEU less that of transformers.
    """
    lines = rows(data / "flores200.tsv.xz")[: limit or DEFAULT_LINES]
    sources, references = [row["id"] for row in lines], [row["en"] for row in lines]
    words = sum(len(source.split()) for source in sources)
    figures: dict[str, float] = {}
    measured: dict[str, Prepared] = {}
    for name in ("transformers", "ctranslate2"):
        if name == "ctranslate2" and importlib.util.find_spec("ctranslate2") is None:
            continue
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            measured[name] = pool.apply(_measure, ((settings, name, sources),))
        _outputs, alone, whole, memory = measured[name]
        figures[f"speed.{name}.search.words_per_second"] = words / alone
        figures[f"speed.{name}.whole.words_per_second"] = words / whole
        figures[f"speed.{name}.peak_megabytes"] = memory
    if len(measured) == 2:
        figures |= _compare(measured["transformers"], measured["ctranslate2"], references)
    return figures


def _measure(job: Job) -> Prepared:
    """(outputs, seconds of the search alone, seconds of all, peak memory in MB) of one backend."""
    settings, backend, sources = job
    chosen = settings.translator.model_copy(update={"backend": backend, "cache": False})
    tools = load_tools(settings.model_copy(update={"translator": chosen}))
    tools.translator.translate(["Halo."], "id")  # loads, and converts where it must
    model = LazyModel(chosen.model, chosen.revision, allow_network=chosen.allow_network, backend=backend)
    model.generate(sources[:4], "id", Decoding())
    step = chosen.batch if backend == "transformers" else len(sources)
    order = sorted(sources, key=len)
    began = time.monotonic()
    for at in range(0, len(order), step):
        model.generate(order[at : at + step], "id", Decoding())
    alone = time.monotonic() - began
    began = time.monotonic()
    outputs = [found.text for found in tools.translator.translate(sources, "id")]
    whole = time.monotonic() - began
    return outputs, alone, whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _compare(plain: Prepared, fast: Prepared, references: list[str]) -> dict[str, float]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    scores = [BLEU().corpus_score(measured[0], [references]).score for measured in (plain, fast)]
    return {
        "speed.ctranslate2.ratio": plain[1] / fast[1],
        "speed.ctranslate2.agreement.chrf++": CHRF(word_order=2).corpus_score(fast[0], [plain[0]]).score,
        "speed.ctranslate2.bleu_difference": scores[1] - scores[0],
    }
