"""The quality estimator in the box: what is wrong with a translation, word by word.

Trained by `scripts/train_qe.py`; it reads the translator's embeddings, so the two belong together.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from align.errors import ModelError
from align.models import weights_folder
from align.models.conversion import NotLoaded
from align.models.estimation.encoding import KINDS, encode
from align.models.estimation.judgement import Judgement
from align.models.estimation.runtime import CTranslate2Runtime, Runtime, TorchRuntime, convert_bundled
from align.models.translation.names import BUNDLED, resolve
from align.page import Span

FOLDER = weights_folder() / "estimator"
_LOG = logging.getLogger(__name__)
LIMIT = 250  # pieces a side that are read; what follows is not judged


class QualityEstimator:
    """Judges pairs in batches. Source in Indonesian or Vietnamese, target in English or Indonesian.

    `compute`: float32, or int8, which is more than twice as fast and a little less exact, and wants CTranslate2.
    """

    PAIRS = frozenset({("id", "en"), ("vi", "en"), ("vi", "id")})

    def __init__(self, folder: Path = FOLDER, compute: str = "float32") -> None:
        self._folder, self._translator, self._compute = folder, Path(resolve(BUNDLED)), compute
        self._by_torch = compute == "float32" and find_spec("ctranslate2") is None

    @cached_property
    def _mark(self) -> str:
        return hashlib.sha256((self._folder / "weights.safetensors").read_bytes()).hexdigest()[:8]

    @property
    def signature(self) -> str:
        """Fingerprint of the weights and how they are computed, for the signature of an output."""
        return f"bundled-1@{self._mark}" + ("" if self._by_torch else f":ct2-{self._compute}")

    @cached_property
    def _runtime(self) -> Runtime:
        places = self._folder, self._translator
        if self._by_torch:
            return TorchRuntime(*places)
        try:
            return CTranslate2Runtime(*places, self._mark, self._compute)
        except (OSError, NotLoaded) as error:  # nowhere to keep the converted network, or a package that is broken
            if self._compute != "float32":
                raise ModelError(f"checks.estimator {self._compute}: its network could not be converted: {error}") from error
            _LOG.warning("the quality estimator could not be converted (%s); torch runs it, which takes longer to load", error)
            return TorchRuntime(*places)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._translator / "tokenizer.json"))

    def convert(self) -> Path:
        """Convert the network for CTranslate2 into the folder of its weights. Raises OSError where that cannot be written."""
        return convert_bundled(self._folder, self._translator, self._mark)

    def knows(self, left_lang: str, right_lang: str) -> bool:
        """Whether it was trained on these languages."""
        return (left_lang, right_lang) in self.PAIRS

    def judge(self, pairs: Sequence[tuple[str, str]], left_lang: str = "", right_lang: str = "") -> list[Judgement]:
        """One judgement a pair of (source, target), in order; the languages need not be given."""
        if not pairs:
            return []
        left, right = (self._tokenizer.encode_batch([p[k] for p in pairs], add_special_tokens=False) for k in (0, 1))
        rows = [encode(a.ids, b.ids, LIMIT) for a, b in zip(left, right, strict=True)]
        found = zip(self._runtime.run(rows), rows, pairs, left, right, strict=True)
        return [
            _judgement(pair.tolist(), expit(p), row.split, texts, a.offsets, b.offsets) for (pair, p), row, texts, a, b in found
        ]


def expit(logits: np.ndarray) -> np.ndarray:
    """Logits as probabilities."""
    chances: np.ndarray = 1 / (1 + np.exp(-logits))
    return chances


def _judgement(
    logits: list[float], pieces: Any, split: int, texts: tuple[str, str], left: Sequence[tuple[int, int]],
    right: Sequence[tuple[int, int]],
) -> Judgement:  # fmt: skip
    return Judgement(
        {kind: round(value, 3) for kind, value in zip(KINDS, logits, strict=True)},
        _by_word(texts[0], left[: LIMIT - 2], pieces[1:split, 0]),
        _by_word(texts[1], right[: LIMIT - 1], pieces[split:, 0]),
        _by_word(texts[1], right[: LIMIT - 1], pieces[split:, 1]),
    )


def _by_word(text: str, offsets: Sequence[tuple[int, int]], chances: Any) -> tuple[tuple[Span, float], ...]:
    """Pieces joined into words (punctuation stays apart), the highest chance of each."""
    out: list[tuple[Span, float]] = []
    for (start, end), chance in zip(offsets, chances, strict=False):
        while start < end and text[start].isspace():
            start += 1
        if out and start == out[-1][0].end and start < end and text[start].isalnum() and text[start - 1].isalnum():
            out[-1] = Span(out[-1][0].start, max(end, start)), max(out[-1][1], float(chance))
        elif start < end:
            out.append((Span(start, end), float(chance)))
    return tuple(out)
