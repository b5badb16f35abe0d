"""A static sentence embedder, trained contrastively: a table of subword vectors that are summed.

In-batch negatives with a symmetric cross-entropy, as in Artetxe & Schwenk 2019 and the sentence
transformers since; half of each batch are runs of neighbouring lines, which are the hard negatives a
sentence aligner meets.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import sentencepiece as spm
import torch

from align.language.script import slugify, unaccent
from training.corpus import Pair


def train_pieces(lines: Iterator[str], prefix: str, size: int, seed_lines: int) -> None:
    """Train a case-folded unigram model whose pieces may span several syllables.

    Vietnamese writes a space between syllables, so a word such as `Triều Tiên` is two tokens: letting
    pieces cross spaces makes it one.
    """
    spm.SentencePieceTrainer.train(
        sentence_iterator=lines,
        model_prefix=prefix,
        vocab_size=size,
        model_type="unigram",
        normalization_rule_name="nmt_nfkc_cf",
        split_by_whitespace=False,
        split_digits=True,
        max_sentencepiece_length=18,
        input_sentence_size=seed_lines,
        shuffle_input_sentence=True,
        character_coverage=0.9995,
        num_threads=2,
        max_sentence_length=2000,
        minloglevel=2,
    )


def variants(pair: Pair, rng: random.Random) -> tuple[str, str]:
    """The pair as one epoch sees it: half of the Vietnamese without accents or as a slug."""
    source = pair.source
    if pair.lang == "vi" and rng.random() < 0.45:
        source = unaccent(source) if rng.random() < 0.4 else slugify(source).replace("-", " ")
    return source, pair.target


def batches(count: int, size: int, run: int, rng: random.Random) -> Iterator[list[int]]:
    """Indices 0..count-1 once each, in batches of `size`: half single lines, half runs of `run`."""
    runs = [list(range(i, min(i + run, count))) for i in range(0, count, run)]
    rng.shuffle(runs)
    half = len(runs) // 2
    singles = [i for r in runs[:half] for i in r]
    rng.shuffle(singles)
    kept = [i for r in runs[half:] for i in r]
    step = size // 2
    for at in range(0, max(len(singles), len(kept)), step):
        batch = singles[at : at + step] + kept[at : at + step]
        if len(batch) > 1:
            yield batch


class Table(torch.nn.Module):
    """Piece vectors and a learned weight per piece; a sentence is the normalised weighted sum."""

    def __init__(self, start_vectors: np.ndarray, counts: np.ndarray) -> None:
        super().__init__()
        self.vectors = torch.nn.Embedding.from_pretrained(torch.tensor(start_vectors, dtype=torch.float32), freeze=False)
        # Smooth inverse frequency (Arora et al. 2017) as the start of the weights.
        share = counts / max(1, counts.sum())
        start = np.log(1e-3 / (1e-3 + share) + 1e-4)
        self.weight = torch.nn.Parameter(torch.tensor(start, dtype=torch.float32))

    def forward(self, ids: list[list[int]], drop: float) -> torch.Tensor:
        flat = torch.tensor([i for row in ids for i in row])
        offsets = torch.tensor(np.cumsum([0] + [len(row) for row in ids[:-1]]))
        weights = self.weight[flat].exp()
        if drop:
            weights = weights * (torch.rand_like(weights) >= drop)
        summed = torch.nn.functional.embedding_bag(flat, self.vectors.weight, offsets, mode="sum", per_sample_weights=weights)
        return torch.nn.functional.normalize(summed + 1e-8, dim=1)

    def table(self) -> np.ndarray:
        """The weighted vectors, float32 (pieces, width)."""
        return (self.vectors.weight * self.weight.exp()[:, None]).detach().numpy()


def contrastive_loss(left: torch.Tensor, right: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """Symmetric in-batch cross-entropy; rows are translations of each other."""
    logits = left @ right.T * scale
    labels = torch.arange(len(left))
    entropy = torch.nn.functional.cross_entropy
    return (entropy(logits, labels) + entropy(logits.T, labels)) / 2
