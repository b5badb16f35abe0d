"""BART's arithmetic in plain PyTorch: what `BartForConditionalGeneration` computes, with little between the kernels.

Names of parameters are those of transformers without the leading `model.`; a test holds that both give the same numbers.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 16_000, 258
PAD, END, UNKNOWN = 1, 2, 3


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(WIDTH, WIDTH))

    def split(self, states: torch.Tensor) -> torch.Tensor:
        return states.view(states.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

    def keys_and_values(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.split(self.k_proj(states)), self.split(self.v_proj(states))

    def forward(self, states: torch.Tensor, kv: tuple, mask: torch.Tensor | None = None, causal: bool = False) -> torch.Tensor:
        query = self.split(self.q_proj(states))
        read = functional.scaled_dot_product_attention(query, *kv, attn_mask=mask, is_causal=causal)
        return self.out_proj(read.transpose(1, 2).reshape(states.shape))


class Layer(nn.Module):
    def __init__(self, cross: bool) -> None:
        super().__init__()
        self.self_attn, self.self_attn_layer_norm = Attention(), nn.LayerNorm(WIDTH)
        if cross:
            self.encoder_attn, self.encoder_attn_layer_norm = Attention(), nn.LayerNorm(WIDTH)
        self.fc1, self.fc2, self.final_layer_norm = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH), nn.LayerNorm(WIDTH)
        self.rate = 0.0

    def drop(self, states: torch.Tensor) -> torch.Tensor:
        return functional.dropout(states, self.rate, self.training)

    def read(self, states: torch.Tensor, kv: tuple, mask: torch.Tensor | None) -> torch.Tensor:
        return self.encoder_attn_layer_norm(states + self.drop(self.encoder_attn(states, kv, mask)))

    def feed(self, states: torch.Tensor) -> torch.Tensor:
        return self.final_layer_norm(states + self.drop(self.fc2(functional.gelu(self.fc1(states)))))

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None = None, memory: torch.Tensor | None = None) -> torch.Tensor:
        """An encoder's layer without `memory`; with it a decoder's, which looks back and reads it through `mask`."""
        own = self.self_attn.keys_and_values(states)
        looked = self.self_attn(states, own, None if memory is not None else mask, causal=memory is not None)
        states = self.self_attn_layer_norm(states + self.drop(looked))
        if memory is not None:
            states = self.read(states, self.encoder_attn.keys_and_values(memory), mask)
        return self.feed(states)


class Side(nn.Module):
    def __init__(self, layers: int, cross: bool) -> None:
        super().__init__()
        self.embed_positions, self.layernorm_embedding = nn.Embedding(POSITIONS, WIDTH), nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer(cross) for _ in range(layers))


class Network(nn.Module):
    """Encoder, decoder and the embeddings that both share with the output."""

    def __init__(self, encoder_layers: int, decoder_layers: int) -> None:
        super().__init__()
        self.shared = nn.Embedding(VOCABULARY, WIDTH)
        self.encoder, self.decoder = Side(encoder_layers, cross=False), Side(decoder_layers, cross=True)
        self.rate = 0.0

    def set_dropout(self, rate: float) -> None:
        for module in self.modules():
            if hasattr(module, "rate"):
                module.rate = rate

    def embed(self, side: Side, ids: torch.Tensor, at: int = 0) -> torch.Tensor:
        states = self.shared(ids) + side.embed_positions.weight[2 + at : 2 + at + ids.shape[1]]
        return functional.dropout(side.layernorm_embedding(states), self.rate, self.training)

    def encode(self, source: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """States (batch, source, width) and the mask of what is no padding (batch, 1, 1, source)."""
        mask = (source != PAD)[:, None, None, :]
        states = self.embed(self.encoder, source)
        for layer in self.encoder.layers:
            states = layer(states, mask.expand(-1, 1, source.shape[1], -1))
        return states, mask

    def forward(self, source: torch.Tensor, given: torch.Tensor) -> torch.Tensor:
        """The decoder's last states (batch, target, width) for the ids of `source` and of the target so far."""
        memory, mask = self.encode(source)
        states = self.embed(self.decoder, given)
        for layer in self.decoder.layers:
            states = layer(states, mask.expand(-1, 1, given.shape[1], -1), memory)
        return states

    def logits(self, states: torch.Tensor) -> torch.Tensor:
        return (states @ self.shared.weight.T).float()


def _choose(logits: torch.Tensor, temperature: float) -> torch.Tensor:
    """The likeliest piece, or at a temperature one drawn by Gumbel noise."""
    if not temperature:
        return logits.argmax(-1)
    noise = -torch.log(-torch.log(torch.rand_like(logits).clamp_(1e-9, 1 - 1e-7)))
    return (logits / temperature + noise).argmax(-1)


@torch.no_grad()
def generate(network: Network, source: torch.Tensor, limit: int, temperature: float = 0.0) -> tuple[torch.Tensor, ...]:
    """Pieces (batch, steps), which rows ended, and the mean log-probability of each row's pieces."""
    memory, mask = network.encode(source)
    layers, count = network.decoder.layers, source.shape[0]
    reads = [layer.encoder_attn.keys_and_values(memory) for layer in layers]
    caches = [memory.new_zeros(2, count, HEADS, limit, WIDTH // HEADS) for _ in layers]
    last = source.new_full((count, 1), END)
    made, done = source.new_full((count, limit), PAD), torch.zeros(count, dtype=torch.bool, device=source.device)
    total, steps = torch.zeros(count, device=source.device), torch.zeros(count, device=source.device)
    for at in range(limit):
        states = network.embed(network.decoder, last, at)
        for layer, cache, read in zip(layers, caches, reads, strict=True):
            key, value = layer.self_attn.keys_and_values(states)
            cache[0, :, :, at], cache[1, :, :, at] = key[:, :, 0], value[:, :, 0]
            looked = layer.self_attn(states, (cache[0, :, :, : at + 1], cache[1, :, :, : at + 1]))
            states = layer.feed(layer.read(layer.self_attn_layer_norm(states + looked), read, mask))
        logits = network.logits(states[:, 0])
        logits[:, [0, PAD, UNKNOWN]] = -1e9
        chosen = _choose(logits, temperature)
        gained = logits.gather(1, chosen[:, None])[:, 0] - logits.logsumexp(-1)
        total, steps = total + torch.where(done, 0.0, gained), steps + (~done)
        chosen = torch.where(done, PAD, chosen)
        made[:, at], done, last = chosen, done | (chosen == END), chosen[:, None]
        if at % 4 == 3 and at > 4 and float(done.float().mean()) > 0.995:
            break
    return made[:, : at + 1], done, total / steps
