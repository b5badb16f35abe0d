"""Tests of align.models.translation.transformers_backend."""

from __future__ import annotations

import pytest

from align.errors import ModelError
from align.models.translation.codec import HubCodec
from align.models.translation.transformers_backend import Seq2SeqModel


def test_letters_the_vocabulary_lacks_become_plain_ones() -> None:
    codec = HubCodec("bundled", None, allow_network=False)
    unknown = codec.tokenizer.unk_token_id
    text = codec.texts(["Thomas Puls dari IW Köln, Erdoğan, Việt Nam"], "id")[0]
    assert unknown not in codec.tokenizer(text)["input_ids"]
    assert "Việt Nam" in text  # what the vocabulary knows is left alone


def test_an_unknown_model_is_an_error_that_helps() -> None:
    with pytest.raises(ModelError, match="allow_network"):
        Seq2SeqModel("no/such-model")
