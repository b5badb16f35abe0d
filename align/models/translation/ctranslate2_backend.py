"""The same translation models run by CTranslate2 in 8-bit integers: several times faster on a CPU."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from align.errors import ModelError
from align.models.conversion import folder_beside, folder_in_cache, installed, made_once, opened, threads, without_older
from align.models.translation.codec import codec_of
from align.models.translation.model import Candidate, Decoding
from align.models.translation.names import BUNDLED, fingerprint, resolve

COMPUTE = "int8"
TEXTS = 256  # given at once; the library cuts them into batches for its threads
_BATCH_PIECES = 1024
# Left out of newer configurations, wanted by the converter; the values every BART has.
_BART_DEFAULTS = {"normalize_before": False, "normalize_embedding": True}
_SETTING = "translator.backend ctranslate2"


def converted(name: str, revision: str | None, *, allow_network: bool) -> Path:
    """Folder of the converted model; made first where it is not there. Raises ModelError."""
    beside = _beside_weights()
    if name == BUNDLED and (beside / "model.bin").exists():
        return beside
    folder = folder_in_cache(_mark(name, revision), COMPUTE)
    try:
        return made_once(folder, partial(_convert, name, revision, allow_network=allow_network))
    except OSError as error:
        raise ModelError(
            f"translator {name}: expected a place for the converted model, {folder.parent} cannot be written ({error.strerror}); "
            "let ALIGN_CACHE name a file in a folder that can, or use translator.backend: transformers"
        ) from error


def convert_bundled() -> Path:
    """Convert the bundled model into the folder of its weights. Raises OSError where that cannot be written."""
    folder = _beside_weights()
    make = partial(_convert, BUNDLED, None, allow_network=False)
    return without_older(made_once(folder, make, near=folder.parent.parent))


def _beside_weights() -> Path:
    return folder_beside(Path(resolve(BUNDLED)), _mark(BUNDLED, None), COMPUTE)


def _mark(name: str, revision: str | None) -> str:
    return fingerprint(name, revision).replace("/", "--")


def _convert(name: str, revision: str | None, work: Path, out: Path, *, allow_network: bool) -> None:
    installed(_SETTING)
    from ctranslate2.converters import TransformersConverter

    source = resolve(name)
    if (Path(source) / "config.json").exists():
        copy = work / "model"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("ctranslate2-*"))
        config = json.loads((copy / "config.json").read_text("utf-8"))
        if config.get("model_type") == "bart":
            (copy / "config.json").write_text(json.dumps(_BART_DEFAULTS | config), "utf-8")
        source = str(copy)
    elif not allow_network:
        os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        TransformersConverter(source, revision=revision).convert(str(out), quantization=COMPUTE)
    except Exception as error:  # the converter raises whatever its loaders raise
        raise ModelError(
            f"translator {name}: CTranslate2 could not convert it ({type(error).__name__}: {str(error).splitlines()[0]}); "
            "use translator.backend: transformers"
        ) from error


class CTranslate2Model:
    """A converted model. The same interface as `Seq2SeqModel`, and the same pieces in and out."""

    def __init__(self, name: str, revision: str | None = None, *, allow_network: bool = False) -> None:
        ctranslate2 = installed(_SETTING)
        self._codec = codec_of(name, revision, allow_network=allow_network)
        cuda = ctranslate2.get_cuda_device_count() > 0
        parallel = {} if cuda else {"inter_threads": threads(), "intra_threads": 1}
        options = {"device": "cuda" if cuda else "cpu", "compute_type": "int8_float16" if cuda else COMPUTE, **parallel}
        folder_of = partial(converted, name, revision, allow_network=allow_network)
        self._model = opened(folder_of, lambda folder: ctranslate2.Translator(folder, **options))
        self.max_pieces, self.count = self._codec.max_pieces, self._codec.count
        self.signature = signature(name, revision)

    def generate(self, texts: Sequence[str], lang: str, decoding: Decoding) -> list[list[Candidate]]:
        """For each text its candidate translations, likeliest first."""
        codec = self._codec
        pieces = codec.pieces(texts, lang)
        found = self._model.translate_batch(
            pieces,
            target_prefix=[[codec.first_piece]] * len(pieces) if codec.first_piece else None,
            beam_size=decoding.beams,
            num_hypotheses=decoding.candidates,
            return_scores=True,
            no_repeat_ngram_size=decoding.no_repeat,
            max_batch_size=_BATCH_PIECES,
            batch_type="tokens",
            max_decoding_length=min(codec.longest_output, 2 * max(map(len, pieces)) + 10),
        )
        texts_of = (codec.joined(result.hypotheses) for result in found)
        return [list(map(Candidate, decoded, result.scores)) for decoded, result in zip(texts_of, found, strict=True)]


def signature(name: str, revision: str | None) -> str:
    """The model's fingerprint and how it is computed."""
    return f"{fingerprint(name, revision)}:ct2-{COMPUTE}"
