"""Fit the networks of `checks/word_evidence.py`: words of sentences of which it is only known whether something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

UNITS = 16
STEPS, BATCH, RATE = 900, 768, 1e-2


class _Pooled(torch.nn.Module):
    """Log odds of sentences from their words (batch, words, columns), which are there, and features (batch, features)."""

    def __init__(self, columns: int, features: int) -> None:
        super().__init__()
        self.hidden = torch.nn.Linear(columns + features, UNITS)
        self.out = torch.nn.Linear(UNITS, 1, bias=False)
        self.sentence = torch.nn.Linear(features, 1)
        self.gain = torch.nn.Parameter(torch.tensor(1.0))

    def forward(self, words: torch.Tensor, there: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
        both = torch.cat([words, known[:, None].expand(-1, words.shape[1], -1)], -1)
        values = self.out(torch.tanh(self.hidden(both)))[..., 0].masked_fill(~there, -1e4)
        pooled = torch.where(there.any(1), torch.logsumexp(values, 1), torch.zeros(len(words)))
        logits: torch.Tensor = self.gain * pooled + self.sentence(known)[:, 0]
        return logits


def fit_words(
    rows: Sequence[np.ndarray], known: np.ndarray, labels: np.ndarray, mass: np.ndarray, names: Sequence[str], seed: int = 7
) -> dict[str, Any]:
    """A network as `weights.json` has it. `rows`: per sentence (words, columns); `known`: (sentences, features) named by
    `names`; `mass`: how much each sentence counts."""
    torch.manual_seed(seed)
    columns = rows[0].shape[1]
    words = torch.zeros(len(rows), max(map(len, rows)), columns)
    there = torch.zeros(words.shape[:2], dtype=torch.bool)
    for k, row in enumerate(rows):
        words[k, : len(row)], there[k, : len(row)] = torch.tensor(row), True
    mean, scale = known.mean(0), np.maximum(known.std(0), 1e-3)
    features = torch.tensor((known - mean) / scale, dtype=torch.float32)
    wanted, weight = torch.tensor(labels, dtype=torch.float32), torch.tensor(mass, dtype=torch.float32)
    net = _Pooled(columns, known.shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, STEPS)
    for _ in range(STEPS):
        some = torch.randint(0, len(rows), (BATCH,))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            net(words[some], there[some], features[some]), wanted[some], weight[some]
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return _plain(net, columns, mean, scale) | {"features": list(names)}


def _plain(net: _Pooled, columns: int, mean: np.ndarray, scale: np.ndarray) -> dict[str, Any]:
    """The weights for features as they are, not centred and scaled."""
    hidden = net.hidden.weight.detach().double().numpy().copy()
    bias = net.hidden.bias.detach().double().numpy() - hidden[:, columns:] @ (mean / scale)
    hidden[:, columns:] /= scale
    sentence = net.sentence.weight.detach().double().numpy()[0]
    return {
        "hidden": hidden.round(4).tolist(),
        "bias": bias.round(4).tolist(),
        "out": net.out.weight.detach().double().numpy()[0].round(4).tolist(),
        "gain": round(float(net.gain.detach()), 4),
        "sentence": (sentence / scale).round(4).tolist(),
        "shift": round(float(net.sentence.bias.detach()) - float(sentence @ (mean / scale)), 4),
    }
