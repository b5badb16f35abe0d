"""Tests of scripts/training/rounds/network.py: the same numbers as transformers' BART."""

from __future__ import annotations

import pytest
import torch
from training.rounds.network import END, PAD, POSITIONS, VOCABULARY, WIDTH, Network, generate
from transformers import BartConfig, BartForConditionalGeneration


@pytest.fixture(scope="module")
def pair() -> tuple[Network, BartForConditionalGeneration]:
    torch.manual_seed(1)
    config = BartConfig(
        vocab_size=VOCABULARY, d_model=WIDTH, max_position_embeddings=POSITIONS - 2, encoder_layers=2, decoder_layers=1,
        encoder_ffn_dim=1536, decoder_ffn_dim=1536, encoder_attention_heads=12, decoder_attention_heads=12,
        decoder_start_token_id=END, forced_eos_token_id=None, dropout=0.0, init_std=0.08,
    )  # fmt: skip
    bart = BartForConditionalGeneration(config).eval()
    network = Network(2, 1).eval()
    network.load_state_dict({n.removeprefix("model."): p for n, p in bart.named_parameters()}, strict=True)
    return network, bart


def test_states_are_those_of_bart(pair: tuple) -> None:
    network, bart = pair
    source = torch.tensor([[0, 50, 60, 70, END], [0, 90, END, PAD, PAD]])
    given = torch.tensor([[END, 5, 6], [END, 7, PAD]])
    with torch.inference_mode():
        ours = network.logits(network(source, given))
        theirs = bart(input_ids=source, attention_mask=(source != PAD).long(), decoder_input_ids=given).logits
    assert torch.allclose(ours[0], theirs[0], atol=1e-4) and torch.allclose(ours[1, :2], theirs[1, :2], atol=1e-4)


def test_generation_one_by_one_is_the_greedy_search_of_the_whole(pair: tuple) -> None:
    network, _ = pair
    source = torch.tensor([[0, 50, 60, 70, END], [0, 90, END, PAD, PAD]])
    made, done, score = generate(network, source, 7)
    assert made.shape[0] == 2 and not torch.isnan(score).any()
    for row in range(2):
        given = torch.tensor([[END]])
        for step in range(made.shape[1]):
            logits = network.logits(network(source[row : row + 1], given))[0, -1]
            logits[[0, PAD, 3]] = -1e9
            assert int(logits.argmax()) == int(made[row, step])
            if int(made[row, step]) == END:
                assert bool(done[row])
                break
            given = torch.cat([given, made[row : row + 1, step : step + 1]], 1)
