"""Measured quality: each section reads development data and returns figures by name.

`configs/bench.yaml` pins them; `align bench --check` fails when one falls.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from align.bench import ablations, alignment, englishes, fidelity, injected, leaks, pace, speed, terms, text, translation
from align.models.embedder import Embedder
from align.models.translation.translator import Translator
from align.tools import Tools

Figures = dict[str, float]


def _embedder(tools: Tools) -> Embedder:
    return tools.embedder


def _translator(tools: Tools) -> Translator:
    return tools.translator


SECTIONS: dict[str, Callable[[Path, Tools, int], Figures]] = {
    "sentences": lambda data, tools, limit: text.boundaries(data),
    "vietnamese": lambda data, tools, limit: text.language(data),
    "headlines": lambda data, tools, limit: text.headlines(data),
    "embedder": lambda data, tools, limit: alignment.nearest(data, _embedder(tools)),
    "drops": lambda data, tools, limit: alignment.drops(data, _embedder(tools)),
    "ablations": lambda data, tools, limit: ablations.ablations(data, _embedder(tools), _translator(tools), limit),
    "englishes": lambda data, tools, limit: englishes.englishes(
        data, _embedder(tools), _translator(tools), tools.estimator, limit
    ),
    "checks": lambda data, tools, limit: fidelity.checks(data, tools.estimator, limit),
    "injected": lambda data, tools, limit: injected.injected(data, tools.estimator),
    "contrast": lambda data, tools, limit: fidelity.contrast(data, limit),
    "translation": lambda data, tools, limit: translation.quality(data, _translator(tools), limit),
    "terms": lambda data, tools, limit: terms.terms(_translator(tools)),
    "speed": lambda data, tools, limit: pace.paces(data) | speed.backends(data, tools.settings, limit),
    "leaks": lambda data, tools, limit: leaks.growth(data, limit),
}

ON_REQUEST = frozenset({"ablations", "contrast", "englishes", "leaks"})  # run where --only names them
