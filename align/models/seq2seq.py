"""Translation models run by transformers: the one in the box or any from a hub."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import ModelError
from align.models import weights_folder

BUNDLED = "bundled"
_NLLB = {"id": "ind_Latn", "vi": "vie_Latn", "en": "eng_Latn"}


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model searches: `beams` 1 is greedy; `candidates` best outputs per text are returned."""

    beams: int = 1
    candidates: int = 1
    no_repeat: int = 0

    def describe(self) -> str:
        return f"b{self.beams}c{self.candidates}n{self.no_repeat}"


def resolve(model: str) -> str:
    """The folder of the bundled translator, or `model` as it is."""
    return str(weights_folder() / "translator") if model == BUNDLED else model


def fingerprint(name: str, revision: str | None) -> str:
    """Model name with the hash of its weights (a folder) or its revision (a hub model)."""
    weights = Path(resolve(name)) / "model.safetensors"
    if weights.exists():
        shown = "bundled-1" if name == BUNDLED else Path(name).name
        with weights.open("rb") as handle:
            return f"{shown}@{hashlib.file_digest(handle, 'sha256').hexdigest()[:8]}"  # type: ignore[attr-defined]
    return f"{name}@{revision or 'unpinned'}"


class Seq2SeqModel:
    """One loaded encoder-decoder. Source lengths above `max_pieces` must be split by the caller."""

    def __init__(self, name: str, revision: str | None = None, *, allow_network: bool = False) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()
        options: dict[str, Any] = {"local_files_only": not allow_network}
        if revision:
            options["revision"] = revision
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(resolve(name), **options)
            self._model: Any = AutoModelForSeq2SeqLM.from_pretrained(
                resolve(name), dtype=torch.float32, use_safetensors=True, **options
            )
        except (OSError, ValueError) as error:
            raise ModelError(
                f"translator {name}: expected a model in a folder or in the local hub cache, found none "
                f"({str(error).splitlines()[0]}); download it first, or set translator.allow_network: true"
            ) from error
        self._torch = torch
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model.to(self._device).eval()
        self._family = self._model.config.model_type
        self._nllb = self._family == "m2m_100" and hasattr(self._tokenizer, "src_lang")
        limit = getattr(self._model.config, "max_position_embeddings", None) or 512
        self.max_pieces = min(limit - 6, 250)
        self.signature = fingerprint(name, revision)

    def count(self, text: str) -> int:
        """Length of `text` in the model's pieces, specials included."""
        return len(self._tokenizer(text)["input_ids"])

    def _prepare(self, texts: Sequence[str], lang: str) -> dict[str, Any]:
        if self._nllb:
            self._tokenizer.src_lang = _NLLB.get(lang, lang)
        if self._family == "t5":  # MADLAD-400: the target language is a prefix
            texts = [f"<2en> {text}" for text in texts]
        encoded = self._tokenizer(list(texts), padding=True, return_tensors="pt")
        encoded.pop("token_type_ids", None)
        return {k: v.to(self._device) for k, v in encoded.items()}

    def generate(self, texts: Sequence[str], lang: str, decoding: Decoding) -> list[list[str]]:
        """For each text its candidate translations, best first. One batch; no splitting."""
        encoded = self._prepare(texts, lang)
        longest = encoded["input_ids"].shape[1]
        options: dict[str, Any] = {
            "num_beams": decoding.beams,
            "num_return_sequences": decoding.candidates,
            "max_new_tokens": min(self.max_pieces, 2 * longest + 10),
            "do_sample": False,
        }
        if decoding.no_repeat:
            options["no_repeat_ngram_size"] = decoding.no_repeat
        if self._nllb:
            options["forced_bos_token_id"] = self._tokenizer.convert_tokens_to_ids(_NLLB["en"])
        with self._torch.inference_mode():
            ids = self._model.generate(**encoded, **options)
        decoded = self._tokenizer.batch_decode(ids, skip_special_tokens=True)
        step = decoding.candidates
        return [[d.strip() for d in decoded[i : i + step]] for i in range(0, len(decoded), step)]
