"""Texts as a model's pieces and back, with what each family wants around a text (language codes, prefixes)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from align.errors import ModelError
from align.language.script import unaccent
from align.models.translation.names import BUNDLED, resolve

_NLLB = {"id": "ind_Latn", "vi": "vie_Latn", "en": "eng_Latn"}


class Codec(Protocol):
    """What running a model wants of its tokenizer. `longest_output` and `max_pieces`: how many pieces it writes and reads."""

    first_piece: str | None
    longest_output: int
    max_pieces: int

    def pieces(self, texts: Sequence[str], lang: str) -> list[list[str]]:
        """The pieces of each text, specials included."""

    def joined(self, outputs: Iterable[Sequence[str]]) -> list[str]:
        """Output pieces as texts."""

    def count(self, text: str) -> int:
        """Length of `text` in the model's pieces, specials included."""


def codec_of(name: str, revision: str | None, *, allow_network: bool) -> Codec:
    """The codec of a model: the bundled one needs no transformers. Raises ModelError."""
    return BundledCodec() if name == BUNDLED else HubCodec(name, revision, allow_network=allow_network)


class _Letters:
    """Letters the vocabulary lacks as their plain ones (Köln as Koln), not as unknown pieces."""

    def __init__(self) -> None:
        self._characters: dict[str, bool] = {}

    def folded(self, text: str) -> str:
        if text.isascii():
            return text
        return "".join(c if c.isascii() or self._known(c) else unaccent(c) for c in text)

    def _known(self, character: str) -> bool:
        if character not in self._characters:
            self._characters[character] = not self._has_unknown(character)
        return self._characters[character]

    def _has_unknown(self, text: str) -> bool:
        raise NotImplementedError


def _limits(limit: int | None, trained: int | None) -> tuple[int, int]:
    """(longest output, longest input): a model may say that it was trained on shorter texts than it takes; longer ones are cut
    at their clauses."""
    longest = min((limit or 512) - 6, 250)
    return longest, min(longest, trained or longest)


class BundledCodec(_Letters):
    """The pieces of the bundled models, by the tokenizer's file alone."""

    first_piece: str | None = None

    def __init__(self) -> None:
        super().__init__()
        from tokenizers import Tokenizer

        home = Path(resolve(BUNDLED))
        try:
            config = json.loads((home / "config.json").read_text("utf-8"))
            self.tokenizer: Any = Tokenizer.from_file(str(home / "tokenizer.json"))
        except Exception as error:  # tokenizers raises no class of its own
            raise not_found(BUNDLED, error) from error
        self.longest_output, self.max_pieces = _limits(config.get("max_position_embeddings"), config.get("trained_pieces"))
        self._unknown = self.tokenizer.token_to_id("<unk>")

    def pieces(self, texts: Sequence[str], lang: str) -> list[list[str]]:
        return [found.tokens for found in self.tokenizer.encode_batch([self.folded(text) for text in texts])]

    def joined(self, outputs: Iterable[Sequence[str]]) -> list[str]:
        of = self.tokenizer.token_to_id
        ids = [[self._unknown if (known := of(piece)) is None else known for piece in pieces] for pieces in outputs]
        return [text.strip() for text in self.tokenizer.decode_batch(ids, skip_special_tokens=True)]

    def count(self, text: str) -> int:
        return len(self.tokenizer.encode(text).ids)

    def _has_unknown(self, text: str) -> bool:
        return self._unknown in self.tokenizer.encode(text).ids


class HubCodec(_Letters):
    """The tokenizer of any model that transformers loads. `config`, `tokenizer`: its objects; `options`: how to load more."""

    def __init__(self, name: str, revision: str | None, *, allow_network: bool) -> None:
        super().__init__()
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
        limits = (getattr(self.config, key, None) for key in ("max_position_embeddings", "trained_pieces"))
        self.longest_output, self.max_pieces = _limits(*limits)
        self.first_piece = _NLLB["en"] if self._nllb else None  # the target language's code, which every output starts with

    def texts(self, texts: Sequence[str], lang: str) -> list[str]:
        """What the tokenizer is given for `texts`."""
        if self._nllb:
            self.tokenizer.src_lang = _NLLB.get(lang, lang)
        texts = [self.folded(text) for text in texts]
        if self.config.model_type == "t5":  # MADLAD-400: the target language is a prefix
            return [f"<2en> {text}" for text in texts]
        return texts

    def pieces(self, texts: Sequence[str], lang: str) -> list[list[str]]:
        return [self.tokenizer.convert_ids_to_tokens(ids) for ids in self.tokenizer(self.texts(texts, lang))["input_ids"]]

    def joined(self, outputs: Iterable[Sequence[str]]) -> list[str]:
        return self.decode([self.tokenizer.convert_tokens_to_ids(pieces) for pieces in outputs])

    def decode(self, ids: Any) -> list[str]:
        """Output ids as texts."""
        return [text.strip() for text in self.tokenizer.batch_decode(ids, skip_special_tokens=True)]

    def count(self, text: str) -> int:
        return len(self.tokenizer(text)["input_ids"])

    def _has_unknown(self, text: str) -> bool:
        unknown = self.tokenizer.unk_token_id
        return unknown is not None and unknown in self.tokenizer(text)["input_ids"]


def not_found(name: str, error: Exception) -> ModelError:
    """The error for a model that is neither a folder nor in the local hub cache."""
    return ModelError(
        f"translator {name}: expected a model in a folder or in the local hub cache, found none "
        f"({str(error).splitlines()[0]}); download it first, or set translator.allow_network: true"
    )
