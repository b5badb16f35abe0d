"""Translation models run by transformers: the one in the box or any from a hub."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.errors import ModelError
from align.language.script import unaccent
from align.models import weights_folder
from align.models.translation.model import Candidate, Decoding
from align.page import Span

BUNDLED = "bundled"
_NLLB = {"id": "ind_Latn", "vi": "vie_Latn", "en": "eng_Latn"}


def resolve(model: str) -> str:
    """The folder of the bundled translator, or `model` as it is."""
    return str(weights_folder() / "translator") if model == BUNDLED else model


def fingerprint(name: str, revision: str | None) -> str:
    """Model name with the hash of its weights (a folder) or its revision (a hub model)."""
    weights = Path(resolve(name)) / "model.safetensors"
    if weights.exists():
        shown = "bundled-1" if name == BUNDLED else Path(name).name
        options = weights.stat()
        return f"{shown}@{_digest(weights, options.st_size, options.st_mtime_ns)}"
    return f"{name}@{revision or 'unpinned'}"


@lru_cache(maxsize=8)
def _digest(path: Path, size: int, changed: int) -> str:
    """Eight digits of the file's hash; size and time of change are there so that a new file is read again."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:8]


def not_found(name: str, error: Exception) -> ModelError:
    """The error for a model that is neither a folder nor in the local hub cache."""
    return ModelError(
        f"translator {name}: expected a model in a folder or in the local hub cache, found none "
        f"({str(error).splitlines()[0]}); download it first, or set translator.allow_network: true"
    )


class Codec:
    """A model's tokenizer with what each family wants around a text (language codes, prefixes)."""

    def __init__(self, name: str, revision: str | None, *, allow_network: bool) -> None:
        from transformers import AutoConfig, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()
        logging.set_verbosity_error()
        self.options: dict[str, Any] = {"local_files_only": not allow_network}
        if revision:
            self.options["revision"] = revision
        try:
            self.config: Any = AutoConfig.from_pretrained(resolve(name), **self.options)
            self.tokenizer: Any = AutoTokenizer.from_pretrained(resolve(name), **self.options)
        except (OSError, ValueError) as error:
            raise not_found(name, error) from error
        self._nllb = self.config.model_type == "m2m_100" and hasattr(self.tokenizer, "src_lang")
        self._characters: dict[str, bool] = {}
        limit = getattr(self.config, "max_position_embeddings", None) or 512
        self.longest_output: int = min(limit - 6, 250)
        # A model may say that it was trained on shorter texts than it takes: longer ones are cut at their clauses.
        self.max_pieces: int = min(self.longest_output, getattr(self.config, "trained_pieces", None) or self.longest_output)

    @property
    def first_piece(self) -> str | None:
        """The piece every output starts with: NLLB's code of the target language."""
        return _NLLB["en"] if self._nllb else None

    def texts(self, texts: Sequence[str], lang: str) -> list[str]:
        """What the tokenizer is given for `texts`."""
        if self._nllb:
            self.tokenizer.src_lang = _NLLB.get(lang, lang)
        texts = [self._folded(text) for text in texts]
        if self.config.model_type == "t5":  # MADLAD-400: the target language is a prefix
            return [f"<2en> {text}" for text in texts]
        return texts

    def _folded(self, text: str) -> str:
        """`text` with letters the vocabulary lacks as their plain ones (Köln as Koln), not as unknown pieces."""
        if text.isascii():
            return text
        return "".join(c if c.isascii() or self._known(c) else unaccent(c) for c in text)

    def _known(self, character: str) -> bool:
        if character not in self._characters:
            unknown = self.tokenizer.unk_token_id
            self._characters[character] = unknown is None or unknown not in self.tokenizer(character)["input_ids"]
        return self._characters[character]

    def decode(self, ids: Any) -> list[str]:
        """Output pieces as text."""
        return [text.strip() for text in self.tokenizer.batch_decode(ids, skip_special_tokens=True)]

    def count(self, text: str) -> int:
        """Length of `text` in the model's pieces, specials included."""
        return len(self.tokenizer(text)["input_ids"])


class Seq2SeqModel:
    """One loaded encoder-decoder. Source lengths above `max_pieces` must be split by the caller."""

    def __init__(self, name: str, revision: str | None = None, *, allow_network: bool = False) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM
        from transformers.utils import logging

        if not allow_network:  # what lies on the disk is there in a moment
            logging.disable_progress_bar()
        self._codec = Codec(name, revision, allow_network=allow_network)
        try:
            self._model: Any = AutoModelForSeq2SeqLM.from_pretrained(
                resolve(name), dtype=torch.float32, use_safetensors=True, **self._codec.options
            )
        except (OSError, ValueError) as error:
            raise not_found(name, error) from error
        self._torch = torch
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model.to(self._device).eval()
        self.max_pieces, self.count = self._codec.max_pieces, self._codec.count
        self.signature = fingerprint(name, revision)

    def generate(self, texts: Sequence[str], lang: str, decoding: Decoding) -> list[list[Candidate]]:
        """For each text its candidate translations, likeliest first. One batch; no splitting."""
        codec = self._codec
        encoded = codec.tokenizer(codec.texts(texts, lang), padding=True, return_tensors="pt")
        encoded.pop("token_type_ids", None)
        options: dict[str, Any] = {
            "num_beams": decoding.beams,
            "num_return_sequences": decoding.candidates,
            "max_new_tokens": min(codec.longest_output, 2 * encoded["input_ids"].shape[1] + 10),
            "do_sample": False,
            "return_dict_in_generate": True,
            "output_scores": True,
        }
        if decoding.no_repeat:
            options["no_repeat_ngram_size"] = decoding.no_repeat
        if codec.first_piece:
            options["forced_bos_token_id"] = codec.tokenizer.convert_tokens_to_ids(codec.first_piece)
        with self._torch.inference_mode():
            found = self._model.generate(**{k: v.to(self._device) for k, v in encoded.items()}, **options)
            scores = found.sequences_scores if decoding.beams > 1 else self._scores(found)
        decoded, step = list(map(Candidate, codec.decode(found.sequences), scores.tolist())), decoding.candidates
        return [decoded[i : i + step] for i in range(0, len(decoded), step)]

    def _scores(self, found: Any) -> Any:
        """Mean log-probability of the pieces of a greedy search, which transformers does not sum up by itself."""
        steps = self._model.compute_transition_scores(found.sequences, found.scores, normalize_logits=True)
        held = found.sequences[:, -steps.shape[1] :] != self._codec.tokenizer.pad_token_id
        return steps.where(held, 0.0).sum(1) / held.sum(1)

    def forced(self, texts: Sequence[str], targets: Sequence[str], lang: str) -> list[list[tuple[Span, float]]]:
        """For each text the pieces of the target given for it (as spans of the target), each with its log probability.

        One batch; what lies beyond `max_pieces` is cut. The model reads its own start before the target.
        """
        codec, torch = self._codec, self._torch
        options = {"padding": True, "truncation": True, "max_length": self.max_pieces, "return_tensors": "pt"}
        source = codec.tokenizer(codec.texts(texts, lang), **options)
        target = codec.tokenizer(
            text_target=list(targets), return_offsets_mapping=True, return_special_tokens_mask=True, **options
        )
        ids, special = target["input_ids"], target["special_tokens_mask"].bool()
        opened = bool(special[:, 0].all()) and codec.first_piece is None  # <s>, which the model does not write
        first = torch.full((len(ids), 1), self._model.config.decoder_start_token_id)
        read = torch.cat([first, ids[:, 1:-1] if opened else ids[:, :-1]], 1)
        wanted = ids[:, 1:] if opened else ids
        with torch.inference_mode():
            logits = self._model(
                input_ids=source["input_ids"].to(self._device),
                attention_mask=source["attention_mask"].to(self._device),
                decoder_input_ids=read.to(self._device),
            ).logits.float()
            found = logits.log_softmax(-1).gather(2, wanted[..., None].to(self._device))[..., 0].cpu()
        rows = []
        for row, spans, hidden in zip(found, target["offset_mapping"][:, int(opened) :], special[:, int(opened) :], strict=True):
            pieces = zip(spans.tolist(), row.tolist(), hidden.tolist(), strict=True)
            rows.append([(Span(start, end), p) for (start, end), p, away in pieces if end > start and not away])
        return rows
