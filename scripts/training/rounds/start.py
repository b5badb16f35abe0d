"""The network that training starts from: a translator's weights, with layers of the bare encoder put on top of its own."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file

from training.e5 import PackedEncoder
from training.rounds.network import Network

_NAMES = {
    "self_attn.q_proj": "q", "self_attn.k_proj": "k", "self_attn.v_proj": "v", "self_attn.out_proj": "ao",
    "fc1": "fi", "fc2": "fo",
}  # fmt: skip
QUIET = 0.1  # what a new layer adds at first, of what it would


def read_translator(folder: Path) -> dict[str, torch.Tensor]:
    """A BART's float32 weights under the names of `Network`."""
    found = load_file(folder / "model.safetensors")
    return {name.removeprefix("model."): value.float() for name, value in found.items() if name.startswith("model.")}


def deepen(weights: dict[str, torch.Tensor], encoder: PackedEncoder, to: int, spread: tuple[float, float]) -> None:
    """Put the encoder's own layers on top, up to `to` in all, nearly silent.

    Their residual branches are scaled down and their norms give back `spread`, the mean and deviation of what comes
    in, so that the translator still translates before the first step (loss 2.2 a piece, not 4.2).
    """
    have = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers."))
    for layer in range(have, to):
        for name, packed in _NAMES.items():
            scale = QUIET if name in ("self_attn.out_proj", "fc2") else 1.0
            for kind, short in (("weight", "w"), ("bias", "b")):
                like = weights[f"encoder.layers.0.{name}.{kind}"]
                values = torch.from_numpy(encoder.tensors[f"l{layer}.{packed}.{short}"].copy()).float()
                weights[f"encoder.layers.{layer}.{name}.{kind}"] = values.reshape(like.shape) * scale
        for norm in ("self_attn_layer_norm", "final_layer_norm"):
            like = weights[f"encoder.layers.0.{norm}.weight"]
            weights[f"encoder.layers.{layer}.{norm}.weight"] = torch.full_like(like, spread[1])
            weights[f"encoder.layers.{layer}.{norm}.bias"] = torch.full_like(like, spread[0])


def spread_of(weights: dict[str, torch.Tensor], layers: tuple[int, int], source: torch.Tensor) -> tuple[float, float]:
    """Mean and deviation, over a token's numbers, of the encoder's states for the ids `source` (rows, width)."""
    network = Network(*layers)
    network.load_state_dict(weights)
    with torch.inference_mode():
        states, mask = network.eval().encode(source)
    held = states[mask[:, 0, 0]]
    return float(held.mean(1).mean()), float(held.std(1).mean())
