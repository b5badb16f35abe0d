"""Sentence vectors: the static table in the box, or any encoder from a hub.

Vectors are float32 rows of unit length; an empty text is a zero row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Protocol

import numba
import numpy as np

from align.errors import ModelError
from align.language.script import old_tones
from align.models import weights_folder

BUNDLED = "bundled"

FEW = 200  # texts that one thread reads


class Embedder(Protocol):
    """What the aligner needs of an encoder."""

    @property
    def signature(self) -> str:
        """Name and fingerprint, for the signature of an output."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit rows, float32, shape (len(texts), width)."""

    def background(self, lang: str) -> np.ndarray | None:
        """Vectors of unrelated sentences in `lang`, to judge similarities against; None if unknown."""


def normalised(rows: np.ndarray) -> np.ndarray:
    """Rows scaled to unit length; zero rows stay zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-9)


@numba.njit(cache=True, fastmath=True)
def _sums(table: np.ndarray, scales: np.ndarray, pieces: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Row i: the sum of the rows of `table` (int8, a scale each) that `pieces[ends[i-1]:ends[i]]` name."""
    sums = np.zeros((len(ends), table.shape[1]), dtype=np.float32)
    at = 0
    for row in range(len(ends)):
        for piece in pieces[at : ends[row]]:
            scale = scales[piece]
            for column in range(table.shape[1]):
                sums[row, column] += scale * np.float32(table[piece, column])
        at = ends[row]
    return sums


class StaticEmbedder:
    """A table of subword vectors: a sentence's vector is the sum of its pieces' rows.

    `scripts/train_embedder.py` makes the table; `card.json` beside it tells from what and how well.
    """

    def __init__(self, folder: Path) -> None:
        import sentencepiece
        from safetensors.numpy import load_file

        pieces, table = folder / "pieces.model", folder / "table.safetensors"
        for path in (pieces, table):
            if not path.exists():
                raise ModelError(f"{path}: expected a trained embedder, found no such file; reinstall the package")
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
        self._tensors = load_file(table)
        self._scales = self._tensors["scales"].astype(np.float32)
        self._table_path = table

    @cached_property
    def signature(self) -> str:
        return "bundled-1@" + hashlib.sha256(self._table_path.read_bytes()).hexdigest()[:8]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        toned = [old_tones(text) for text in texts]
        encode = self._pieces.encode  # of a list it starts threads, which costs more than a page's sentences
        ids = [encode(text) for text in toned] if len(texts) < FEW else encode(toned)
        ends = np.cumsum(np.fromiter(map(len, ids), dtype=np.int64, count=len(ids)))
        pieces = np.fromiter(chain.from_iterable(ids), dtype=np.int32, count=int(ends[-1]) if len(ids) else 0)
        return normalised(_sums(self._tensors["table"], self._scales, pieces, ends))

    def background(self, lang: str) -> np.ndarray | None:
        rows = self._tensors.get(f"background.{lang}")
        return None if rows is None else normalised(rows.astype(np.float32))


class HubEmbedder:
    """A sentence encoder by name through transformers: mean pooling over its last layer.

    `prefix` is put before every text (multilingual-e5 wants "query: ").
    """

    def __init__(self, name: str, revision: str | None, *, allow_network: bool) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        options = {"revision": revision, "local_files_only": not allow_network}
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(name, **options)
            self._model = AutoModel.from_pretrained(name, use_safetensors=True, **options).eval()
        except (OSError, ValueError) as error:
            raise ModelError(
                f"embedder {name}: expected a local or cached model, found none "
                f"({str(error).splitlines()[0]}); download it first or set allow_network: true"
            ) from error
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model.to(self._device)
        self._prefix = "query: " if "e5" in name.lower() else ""
        self.signature = f"{name}@{revision or 'unpinned'}"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        import torch

        rows = np.zeros((len(texts), self._model.config.hidden_size), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for at in range(0, len(order), 32):
            chosen = [i for i in order[at : at + 32] if texts[i].strip()]
            if not chosen:
                continue
            encoded = self._tokenizer(
                [self._prefix + texts[i] for i in chosen], padding=True, truncation=True, return_tensors="pt"
            ).to(self._device)
            with torch.inference_mode():
                states = self._model(**encoded).last_hidden_state
            mask = encoded["attention_mask"][..., None]
            rows[chosen] = ((states * mask).sum(1) / mask.sum(1)).float().cpu().numpy()
        return normalised(rows)

    def background(self, lang: str) -> np.ndarray | None:
        return None


def load_embedder(name: str, revision: str | None = None, *, allow_network: bool = False) -> Embedder:
    """The embedder of that name: `bundled`, a folder with a static table, or a hub model."""
    if name == BUNDLED:
        return StaticEmbedder(weights_folder() / "embedder")
    if (Path(name) / "table.safetensors").exists():
        return StaticEmbedder(Path(name))
    return HubEmbedder(name, revision, allow_network=allow_network)
