"""Reading and writing the quality estimator's weights: 8-bit rows, a scale each."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from align.errors import ModelError

SHARED = ("pieces.weight", "positions.weight")  # the translator's, not stored twice


def shared_mark(network: Any) -> str:
    """Fingerprint of the translator's embeddings the network was trained on."""
    digest = hashlib.sha256()
    for name in SHARED:
        digest.update(network.get_parameter(name).detach().cpu().numpy().astype(np.float16).tobytes())
    return digest.hexdigest()[:12]


def write_weights(network: Any, folder: Path, card: dict[str, Any]) -> None:
    """`weights.safetensors` and `card.json`; matrices as int8 with a scale a row, vectors as fp16."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, np.ndarray] = {}
    for name, parameter in network.named_parameters():
        if name in SHARED:
            continue
        values = parameter.detach().cpu().numpy().astype(np.float32)
        if values.ndim == 2 and values.shape[0] > 16:
            scale = np.abs(values).max(1, keepdims=True) / 127 + 1e-12
            tensors[name] = np.round(values / scale).astype(np.int8)
            tensors[name + ".scale"] = scale[:, 0].astype(np.float32)
        else:
            tensors[name] = values.astype(np.float16)
    save_file(tensors, folder / "weights.safetensors")
    (folder / "card.json").write_text(json.dumps(card | {"shared": shared_mark(network)}, indent=1) + "\n", "utf-8")


def read_weights(network: Any, folder: Path) -> dict[str, Any]:
    """Fill `network` (whose shared tables are set already); returns the card. Raises ModelError."""
    import torch

    card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
    mark = shared_mark(network)
    if card["shared"] != mark:
        raise ModelError(
            f"{folder}: expected the translator whose embeddings are {card['shared']}, found {mark}; train the "
            "estimator again with scripts/train_qe.py"
        )
    tensors = load_file(folder / "weights.safetensors")
    for name, parameter in network.named_parameters():
        if name in SHARED:
            continue
        values = tensors[name].astype(np.float32)
        if name + ".scale" in tensors:
            values *= tensors[name + ".scale"][:, None]
        with torch.no_grad():
            parameter.copy_(torch.from_numpy(values))
    return card
