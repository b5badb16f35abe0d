"""Vectors of short texts from multilingual-e5-small: where a static table starts from.

As in Model2Vec (Tulkens & van Dongen 2024): every piece of the vocabulary is embedded alone by the
teacher, the mean is taken off and the principal components kept, so that a rare piece starts near
its translations instead of nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from training.e5 import default_path, read_packed
from training.seq2seq import grow, trimmed_tokenizer


def teacher_vectors(texts: Sequence[str], batch: int = 256) -> np.ndarray:
    """Mean-pooled last hidden states, float32 (len(texts), 384), each text with the prefix "query: "."""
    packed = read_packed(default_path())
    kept = list(range(len(packed.pieces)))
    encoder = grow(packed, kept, dropout=0.0, layers=packed.layers).model.encoder.eval().to(torch.bfloat16)
    tokenizer = trimmed_tokenizer(packed, kept)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    rows = np.zeros((len(texts), packed.tensors["emb.word"].shape[1]), dtype=np.float32)
    with torch.inference_mode():
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            encoded = tokenizer(["query: " + texts[i] for i in chosen], padding=True, return_tensors="pt")
            mask = encoded["attention_mask"]
            states = encoder(input_ids=encoded["input_ids"], attention_mask=mask).last_hidden_state.float()
            rows[chosen] = ((states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)).numpy()
    return rows


def principal(vectors: np.ndarray, counts: np.ndarray, width: int, deviation: float) -> np.ndarray:
    """`vectors` centred, of unit length, turned to their `width` main directions (weighted by the root of
    `counts`) and scaled to `deviation`; shape (len(vectors), width)."""
    centred = vectors - vectors.mean(0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    _, _, directions = np.linalg.svd(centred * np.sqrt(counts + 1)[:, None], full_matrices=False)
    turned = centred @ directions[:width].T
    return turned * (deviation / turned.std())
