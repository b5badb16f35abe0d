"""Tests of align.originals.documents: encodings and spellings of originals."""

from __future__ import annotations

import unicodedata

import pytest

from align.errors import InputError
from align.originals.documents import parts_of_data

TEXT = "Nông dân trồng sầu riêng\nGiá lúa tăng 12% so với năm ngoái, nông dân các huyện phấn khởi xuống giống."


def old_windows(text: str) -> bytes:
    """The text in cp1258, whose tone marks stand behind their letters."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
            shape = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones))
            out += (shape + "".join(tones)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), unicodedata.normalize("NFD", TEXT).encode(), TEXT.encode("utf-16"),
     old_windows(TEXT)],
)  # fmt: skip
def test_encodings_of_one_text(data: bytes) -> None:
    texts = [part.text for part in parts_of_data(data, "o")]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts) and "lúa tăng" in " ".join(texts)


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(InputError, match="expected text in UTF-8"):
        parts_of_data(bytes(range(128, 256)) * 9, "o")
