"""A small translator grown out of a multilingual encoder.

The encoder's first layers and its embeddings (trimmed to the pieces the three languages use) become
the encoder of a BART model; the decoder starts from copies of other layers of it with fresh
cross-attention, after Rothe et al. 2020 (arXiv:1907.12461). Embeddings are shared by both sides and
the output, so that a name can be copied piece by piece.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

from training.e5 import PackedEncoder

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
ENCODER_LAYERS = 8
DECODER_FROM = (1, 5, 10)  # which layers of the old encoder the decoder's layers start from
POSITIONS = 256


def make_tokenizer(pieces: list[tuple[str, float]]) -> PreTrainedTokenizerFast:
    """Unigram tokenizer over `pieces` (the first four are SPECIAL); each digit is its own piece."""
    backend = Tokenizer(Unigram(vocab=pieces, unk_id=3, byte_fallback=False))
    backend.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Strip()])
    backend.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    backend.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    backend.post_processor = processors.TemplateProcessing(single=["<s>", "$A", "</s>"], special_tokens=[("<s>", 0), ("</s>", 2)])
    return PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=POSITIONS,
    )


def trim_pieces(encoder: PackedEncoder, texts: Iterable[str], size: int) -> list[int]:
    """Ids of the `size` pieces to keep: specials, used single characters, then the most used."""
    old = list(zip(encoder.pieces, encoder.scores.tolist(), strict=True))
    full = make_tokenizer(old)
    counts: Counter[int] = Counter()
    batch: list[str] = []

    def flush() -> None:
        for ids in full(batch, add_special_tokens=False)["input_ids"]:
            counts.update(ids)
        batch.clear()

    for text in texts:
        batch.append(text)
        if len(batch) == 4096:
            flush()
    flush()
    ascii_ids = {i for i, p in enumerate(encoder.pieces) if len(p.strip("▁")) <= 1 and p.isascii()}
    singles = {i for i in counts if len(encoder.pieces[i]) == 1} | ascii_ids
    kept = list(range(len(SPECIAL))) + sorted(singles - set(range(len(SPECIAL))))
    seen = set(kept)
    for index, _count in counts.most_common():
        if len(kept) >= size:
            break
        if index not in seen:
            kept.append(index)
            seen.add(index)
    return kept


def trimmed_tokenizer(encoder: PackedEncoder, kept: list[int]) -> PreTrainedTokenizerFast:
    """Tokenizer over the kept pieces, in their order in `kept`."""
    return make_tokenizer([(encoder.pieces[i], float(encoder.scores[i])) for i in kept])


def _copy(parameter: torch.nn.Parameter, values: np.ndarray) -> None:
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)).reshape(parameter.shape))


def _copy_layer(layer: torch.nn.Module, tensors: dict[str, np.ndarray], old: int) -> None:
    """Self-attention and feed-forward of one BART layer from layer `old` of the encoder."""
    names = {
        "self_attn.q_proj": "q",
        "self_attn.k_proj": "k",
        "self_attn.v_proj": "v",
        "self_attn.out_proj": "ao",
        "self_attn_layer_norm": "aln",
        "fc1": "fi",
        "fc2": "fo",
        "final_layer_norm": "oln",
    }
    for new_name, old_name in names.items():
        module = layer.get_submodule(new_name)
        _copy(module.weight, tensors[f"l{old}.{old_name}.w"])  # type: ignore[arg-type]
        _copy(module.bias, tensors[f"l{old}.{old_name}.b"])  # type: ignore[arg-type]


def grow(
    encoder: PackedEncoder, kept: list[int], *, dropout: float, layers: int = ENCODER_LAYERS
) -> BartForConditionalGeneration:
    """The untrained translator: a BART of the encoder's width over the kept pieces."""
    hidden = encoder.tensors["emb.word"].shape[1]
    inner = encoder.tensors["l0.fi.b"].shape[0]
    config = BartConfig(
        vocab_size=len(kept),
        d_model=hidden,
        max_position_embeddings=POSITIONS,
        encoder_layers=layers,
        decoder_layers=len(DECODER_FROM),
        encoder_ffn_dim=inner,
        decoder_ffn_dim=inner,
        encoder_attention_heads=encoder.heads,
        decoder_attention_heads=encoder.heads,
        dropout=dropout,
        attention_dropout=0.0,
        activation_dropout=0.0,
        forced_eos_token_id=None,
        attn_implementation="eager",
    )
    model = BartForConditionalGeneration(config)
    words = encoder.tensors["emb.word"][kept]
    positions = encoder.tensors["emb.pos"].reshape(-1, hidden)[:POSITIONS]
    positions = positions + encoder.tensors["emb.type"].reshape(-1, hidden)[0]
    _copy(model.model.shared.weight, words)
    for side in (model.model.encoder, model.model.decoder):
        with torch.no_grad():
            side.embed_positions.weight[2 : 2 + POSITIONS] = torch.from_numpy(positions)
        _copy(side.layernorm_embedding.weight, encoder.tensors["emb.ln.w"])
        _copy(side.layernorm_embedding.bias, encoder.tensors["emb.ln.b"])
    for new, layer in enumerate(model.model.encoder.layers):
        _copy_layer(layer, encoder.tensors, new)
    for new, old in enumerate(DECODER_FROM):
        _copy_layer(model.model.decoder.layers[new], encoder.tensors, old)
    return model
