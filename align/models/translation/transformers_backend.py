"""Translation models run by transformers: the one in the box or any from a hub."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from align.models.translation.codec import HubCodec, not_found
from align.models.translation.model import Candidate, Decoding
from align.models.translation.names import fingerprint, resolve
from align.page import Span


class Seq2SeqModel:
    """One loaded encoder-decoder. Source lengths above `max_pieces` must be split by the caller."""

    def __init__(self, name: str, revision: str | None = None, *, allow_network: bool = False) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM
        from transformers.utils import logging

        if not allow_network:  # what lies on the disk is there in a moment
            logging.disable_progress_bar()
        self._codec = HubCodec(name, revision, allow_network=allow_network)
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
