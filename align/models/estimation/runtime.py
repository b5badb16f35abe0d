"""What runs the estimator's network: CTranslate2, in 32-bit floats or in 8-bit integers, or torch where that is not installed."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from align.models.conversion import folder_beside, folder_in_cache, installed, made_once, opened, threads, without_older
from align.models.estimation.encoding import Encoded, padded
from align.models.estimation.weights import all_arrays, head_arrays, read_card

PIECES = 700  # of a batch, padding included
POSITIONS = 256  # of each side; BART's table begins two rows late
_LATE = 2
STORED = "float32"  # computing in integers rounds what is stored when it is loaded
_SETTING = "checks.estimator"


class Runtime(Protocol):
    """A loaded network."""

    def run(self, rows: Sequence[Encoded]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """For each pair, in order, its logits (kinds,) and those of its pieces (pieces, 2): wrong, and missing before it."""


class TorchRuntime:
    """The network as it was trained, in batches of pairs of like length."""

    def __init__(self, folder: Path, translator: Path) -> None:
        import torch
        from transformers import AutoConfig

        from align.models.estimation.network import QENetwork

        arrays = all_arrays(folder, translator)
        config = AutoConfig.from_pretrained(str(translator), local_files_only=True, attn_implementation="eager")
        self.network = QENetwork(config, layers=int(read_card(folder)["layers"])).eval()
        with torch.no_grad():
            for name, parameter in self.network.named_parameters():
                parameter.copy_(torch.from_numpy(arrays[name]))

    def run(self, rows: Sequence[Encoded]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        import torch

        from align.models.estimation.network import collate

        found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        for part in batches(rows, PIECES):
            with torch.inference_mode():
                pair, pieces = self.network(*collate([rows[i] for i in part]))
            found |= {i: (pair[k].numpy(), pieces[k, : len(rows[i].ids)].numpy()) for k, i in enumerate(part)}
        return (found[i] for i in range(len(rows)))


def batches(rows: Sequence[Encoded], largest: int) -> list[list[int]]:
    """Pairs of like length together: at most so many pieces, padding included, but one pair at least."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    out: list[list[int]] = [[]]
    for i in order:
        if out[-1] and len(rows[i].ids) * (len(out[-1]) + 1) > largest:
            out.append([])
        out[-1].append(i)
    return out


class CTranslate2Runtime:
    """The layers run by CTranslate2; the two heads are small and stay in floats.

    In 8-bit integers each pair is read by itself: in a batch the last digit of a pair's values hangs on the others, and through
    the rounding to 8 bits so would the second one. A batch would not be faster there.
    """

    def __init__(self, folder: Path, translator: Path, mark: str, compute: str) -> None:
        ctranslate2 = installed(_SETTING)
        self._arrays = head_arrays(folder, translator)
        self._view = ctranslate2.StorageView.from_array
        self._threads, self._largest = threads(), 0 if compute == "int8" else PIECES
        options = {"device": "cpu", "compute_type": compute, "inter_threads": self._threads, "intra_threads": 1}
        folder_of = partial(converted, folder, translator, mark)
        self._encoder = opened(folder_of, lambda where: ctranslate2.Encoder(where, **options))

    def run(self, rows: Sequence[Encoded]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        parts = batches(rows, self._largest)
        with ThreadPoolExecutor(self._threads) as pool:
            logits = pool.map(self._logits, ([rows[i] for i in part] for part in parts))
            found = {i: one for part, some in zip(parts, logits, strict=True) for i, one in zip(part, some, strict=True)}
        return (found[i] for i in range(len(rows)))

    def _logits(self, rows: Sequence[Encoded]) -> list[tuple[np.ndarray, np.ndarray]]:
        """The logits of each pair and of its pieces."""
        ids, positions, sides = padded(rows)
        sizes = [len(row.ids) for row in rows]
        given = (self._view(np.asarray(values, np.int32)) for values in (ids, sizes))
        out = self._encoder.forward_batch(*given, (positions + POSITIONS * sides).tolist())
        states = (found[:size] for found, size in zip(np.array(out.last_hidden_state), sizes, strict=True))
        return [(self._of_pair(found), self._linear("piece_head", found)) for found in states]

    def _of_pair(self, states: np.ndarray) -> np.ndarray:
        hidden = self._linear("pair_head.0", np.concatenate([states[0], states.max(0)]))
        return self._linear("pair_head.2", _gelu(hidden))

    def _linear(self, name: str, rows: np.ndarray) -> np.ndarray:
        found: np.ndarray = rows @ self._arrays[name + ".weight"].T + self._arrays[name + ".bias"]
        return found


def _gelu(values: np.ndarray) -> np.ndarray:
    erf = np.array([math.erf(value) for value in (values / math.sqrt(2)).tolist()], np.float32)
    found: np.ndarray = values * 0.5 * (1 + erf)
    return found


def converted(folder: Path, translator: Path, mark: str) -> Path:
    """Folder of the converted network (`mark`: of its weights); made first where it is not there. Raises ModelError."""
    beside = folder_beside(folder, mark, STORED)
    if (beside / "model.bin").exists():
        return beside
    return made_once(folder_in_cache(f"estimator-{mark}", STORED), partial(_convert, folder, translator))


def convert_bundled(folder: Path, translator: Path, mark: str) -> Path:
    """Convert into the folder of the weights. Raises OSError where that cannot be written."""
    beside = folder_beside(folder, mark, STORED)
    return without_older(made_once(beside, partial(_convert, folder, translator), near=folder.parent))


def _convert(folder: Path, translator: Path, work: Path, out: Path) -> None:
    """Write the layers as CTranslate2's encoder. It counts positions through both texts, so its own are nought, and place and
    side of a piece are what it calls the piece's type."""
    installed(_SETTING)
    from ctranslate2.specs import TransformerEncoderModelSpec, TransformerEncoderSpec, common_spec

    arrays, card = all_arrays(folder, translator), read_card(folder)
    heads = json.loads((translator / "config.json").read_text("utf-8"))["encoder_attention_heads"]
    spec = TransformerEncoderSpec(
        int(card["layers"]), heads, pre_norm=False, activation=common_spec.Activation.GELU, num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD, layernorm_embedding=True,
    )  # fmt: skip
    places = arrays["positions.weight"][_LATE : _LATE + POSITIONS]
    spec.scale_embeddings = False
    spec.embeddings[0].weight = arrays["pieces.weight"]
    spec.embeddings[1].weight = np.concatenate([places + side for side in arrays["sides.weight"]])
    spec.position_encodings.encodings = np.zeros((2 * POSITIONS, places.shape[1]), np.float32)
    _set(spec.layernorm_embedding, arrays, "norm", ("gamma", "beta"))
    for number, layer in enumerate(spec.layer):
        _set_layer(layer, arrays, f"layers.{number}.")
    model = TransformerEncoderModelSpec(spec)
    model.register_vocabulary([str(piece) for piece in range(len(arrays["pieces.weight"]))])
    model.validate()
    out.mkdir()
    model.save(str(out))


def _set(spec: Any, arrays: dict[str, np.ndarray], name: str, parts: tuple[str, str] = ("weight", "bias")) -> None:
    for part, kind in zip(parts, ("weight", "bias"), strict=True):
        setattr(spec, part, arrays[f"{name}.{kind}"])


def _set_layer(layer: Any, arrays: dict[str, np.ndarray], name: str) -> None:
    attention = layer.self_attention
    for kind in ("weight", "bias"):  # what asks, what is asked and what is told in one matrix
        setattr(attention.linear[0], kind, np.concatenate([arrays[f"{name}self_attn.{part}_proj.{kind}"] for part in "qkv"]))
    _set(attention.linear[1], arrays, f"{name}self_attn.out_proj")
    _set(attention.layer_norm, arrays, f"{name}self_attn_layer_norm", ("gamma", "beta"))
    _set(layer.ffn.linear_0, arrays, f"{name}fc1")
    _set(layer.ffn.linear_1, arrays, f"{name}fc2")
    _set(layer.ffn.layer_norm, arrays, f"{name}final_layer_norm", ("gamma", "beta"))
