"""The network that judges a translation word by word: source and target read together.

Word-level quality estimation in the manner of Kim et al. 2019 (WMT QE, "bilingual BERT"): both texts
in one sequence, positions counted anew for the target, a mark for each side. The layers start as the
translator's encoder; embeddings and positions are the translator's own and stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import BartConfig
from transformers.models.bart.modeling_bart import BartEncoderLayer

from align.models.estimation.encoding import KINDS, PAD, Encoded, padded

POSITION_OFFSET = 2  # BART's position table starts two rows late


class QENetwork(nn.Module):
    """Logits per pair, (batch, kinds), and per piece, (batch, pieces, 2): wrong, and missing before it."""

    def __init__(self, config: BartConfig, layers: int) -> None:
        super().__init__()
        width = config.d_model
        self.pieces = nn.Embedding(config.vocab_size, width, padding_idx=PAD)
        self.positions = nn.Embedding(config.max_position_embeddings + POSITION_OFFSET, width)
        self.sides = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(BartEncoderLayer(config, index) for index in range(layers))
        self.pair_head = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, len(KINDS)))
        self.piece_head = nn.Linear(width, 2)
        nn.init.normal_(self.sides.weight, std=0.02)

    def forward(self, ids: Tensor, positions: Tensor, sides: Tensor) -> tuple[Tensor, Tensor]:
        """All three (batch, pieces); padding is PAD."""
        there = ids != PAD
        states = self.norm(self.pieces(ids) + self.positions(positions + POSITION_OFFSET) + self.sides(sides))
        mask = (~there)[:, None, None, :].to(states.dtype) * torch.finfo(states.dtype).min
        for layer in self.layers:
            states = layer(states, mask)
        logits = self.piece_head(states)
        worst = states.masked_fill(~there[..., None], torch.finfo(states.dtype).min).amax(1)
        return self.pair_head(torch.cat([states[:, 0], worst], -1)), logits


def collate(rows: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, positions and sides of a batch, padded."""
    ids, positions, sides = map(torch.from_numpy, padded(rows))
    return ids, positions, sides
