"""The quality estimator in the box: what is wrong with a translation, word by word.

Trained by `scripts/train_qe.py`; it reads the translator's embeddings, so the two belong together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from align.errors import ModelError
from align.models import weights_folder
from align.models.estimation.judgement import Judgement
from align.models.translation.transformers_backend import resolve
from align.page import Span

FOLDER = weights_folder() / "estimator"
LIMIT = 250  # pieces a side that are read; what follows is not judged
TOGETHER = 2500  # pieces a batch, padding included
_PIECES = "model.shared.weight"
_POSITIONS = "model.encoder.embed_positions.weight"


class QualityEstimator:
    """Judges pairs in batches. Source in Indonesian or Vietnamese, target in English or Indonesian."""

    PAIRS = frozenset({("id", "en"), ("vi", "en"), ("vi", "id")})

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def signature(self) -> str:
        """Fingerprint of the weights, for the signature of an output."""
        return "bundled-1@" + hashlib.sha256((self._folder / "weights.safetensors").read_bytes()).hexdigest()[:8]

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        import torch
        from safetensors import safe_open
        from transformers import AutoConfig, AutoTokenizer

        from align.models.estimation.network import QENetwork
        from align.models.estimation.weights import read_weights

        if not (self._folder / "weights.safetensors").exists():
            raise ModelError(f"{self._folder}: expected the quality estimator, found none; reinstall the package")
        home = resolve("bundled")
        config = AutoConfig.from_pretrained(home, local_files_only=True, attn_implementation="eager")
        network = QENetwork(config, layers=int(read_layers(self._folder)))
        with safe_open(str(Path(home) / "model.safetensors"), framework="pt") as tensors, torch.no_grad():
            network.pieces.weight.copy_(tensors.get_tensor(_PIECES).float())
            network.positions.weight.copy_(tensors.get_tensor(_POSITIONS).float())
        read_weights(network, self._folder)
        return network.eval(), AutoTokenizer.from_pretrained(home, local_files_only=True, model_max_length=10**9)

    def knows(self, left_lang: str, right_lang: str) -> bool:
        """Whether it was trained on these languages."""
        return (left_lang, right_lang) in self.PAIRS

    def judge(self, pairs: Sequence[tuple[str, str]], left_lang: str = "", right_lang: str = "") -> list[Judgement]:
        """One judgement a pair of (source, target), in order; the languages need not be given."""
        import torch

        from align.models.estimation.network import collate, encode

        if not pairs:
            return []
        network, tokenizer = self._loaded
        options = {"add_special_tokens": False, "return_offsets_mapping": True}
        left, right = (tokenizer([p[k] for p in pairs], **options) for k in (0, 1))
        rows = [encode(a, b, LIMIT) for a, b in zip(left["input_ids"], right["input_ids"], strict=True)]
        out: dict[int, Judgement] = {}
        for part in _batches(rows):
            with torch.inference_mode():
                pair, piece = network(*collate([rows[i] for i in part]))
            for k, i in enumerate(part):
                out[i] = _judgement(
                    pair[k].tolist(), piece[k].float().sigmoid().numpy(), rows[i].split, pairs[i],
                    left["offset_mapping"][i], right["offset_mapping"][i],
                )  # fmt: skip
        return [out[i] for i in range(len(pairs))]


def read_layers(folder: Path) -> int:
    """How many layers the weights in `folder` have."""
    import json

    return int(json.loads((folder / "card.json").read_text("utf-8"))["layers"])


def _batches(rows: Sequence[Any]) -> list[list[int]]:
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    out: list[list[int]] = [[]]
    for i in order:
        if out[-1] and len(rows[i].ids) * (len(out[-1]) + 1) > TOGETHER:
            out.append([])
        out[-1].append(i)
    return out


def _judgement(
    logits: list[float], pieces: Any, split: int, texts: tuple[str, str], left: Sequence[tuple[int, int]],
    right: Sequence[tuple[int, int]],
) -> Judgement:  # fmt: skip
    from align.models.estimation.network import KINDS

    right_at = split
    return Judgement(
        {kind: round(value, 3) for kind, value in zip(KINDS, logits, strict=True)},
        _by_word(texts[0], left[: LIMIT - 2], pieces[1:split, 0]),
        _by_word(texts[1], right[: LIMIT - 1], pieces[right_at:, 0]),
        _by_word(texts[1], right[: LIMIT - 1], pieces[right_at:, 1]),
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
