"""Reading and writing the quality estimator's weights: 8-bit rows, a scale each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from align.errors import ModelError

SHARED = ("pieces.weight", "positions.weight")  # the translator's, not stored twice
_OF_TRANSLATOR = ("model.shared.weight", "model.encoder.embed_positions.weight")


def _mark(shared: Iterable[np.ndarray]) -> str:
    digest = hashlib.sha256()
    for table in shared:
        digest.update(table.astype(np.float16).tobytes())
    return digest.hexdigest()[:12]


def shared_mark(network: Any) -> str:
    """Fingerprint of the translator's embeddings the network was trained on."""
    return _mark(network.get_parameter(name).detach().cpu().numpy() for name in SHARED)


def shared_tables(translator: Path) -> dict[str, np.ndarray]:
    """The translator's embeddings and positions, float32, by the network's names."""
    with safe_open(str(translator / "model.safetensors"), framework="np") as tensors:
        return {name: tensors.get_tensor(of).astype(np.float32) for name, of in zip(SHARED, _OF_TRANSLATOR, strict=True)}


def own_arrays(folder: Path, mark: str, part: str = "") -> dict[str, np.ndarray]:
    """The estimator's own parameters whose names hold `part`, float32, by name.

    Raises ModelError where the embeddings (`mark`) are not those that it was trained on, or where there is none.
    """
    if not (folder / "weights.safetensors").exists():
        raise ModelError(f"{folder}: expected the quality estimator, found none; reinstall the package")
    trained_on = read_card(folder)["shared"]
    if trained_on != mark:
        raise ModelError(
            f"{folder}: expected the translator whose embeddings are {trained_on}, found {mark}; train the "
            "estimator again with scripts/train_qe.py"
        )
    tensors, out = load_file(folder / "weights.safetensors"), {}
    for name in (name for name in tensors if part in name and not name.endswith(".scale")):
        values = tensors[name].astype(np.float32)
        out[name] = values * tensors[name + ".scale"][:, None] if name + ".scale" in tensors else values
    return out


def all_arrays(folder: Path, translator: Path) -> dict[str, np.ndarray]:
    """All parameters of the network by name. Raises ModelError as `own_arrays` does."""
    shared = shared_tables(translator)
    return shared | own_arrays(folder, _mark(shared.values()))


def head_arrays(folder: Path, translator: Path) -> dict[str, np.ndarray]:
    """Those of the two heads alone. Raises ModelError as `own_arrays` does."""
    return own_arrays(folder, _mark(shared_tables(translator).values()), "_head.")


def read_card(folder: Path) -> dict[str, Any]:
    """What `card.json` says."""
    found: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
    return found


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

    tensors = own_arrays(folder, shared_mark(network))
    for name, parameter in network.named_parameters():
        if name not in SHARED:
            with torch.no_grad():
                parameter.copy_(torch.from_numpy(tensors[name]))
    return read_card(folder)
