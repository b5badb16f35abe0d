"""Tests of align.language.names.exonyms."""

from __future__ import annotations

import pytest

from align.language.names.exonyms import find_in_slug, find_mentions


def test_exonyms() -> None:
    assert [m.key for m in find_mentions("AS dan Korea Utara di PBB", "id")] == ["US", "KP", "UN"]
    assert [m.key for m in find_mentions("Mỹ và Triều Tiên", "vi")] == ["US", "KP"]
    assert not find_mentions("sama seperti as roda", "id")
    assert "KP" in [m.key for m in find_in_slug("linh trieu tien o kursk")]


@pytest.mark.parametrize(
    ("text", "countries"),
    [("TP Thủ Đức khởi công cầu mới", []), ("Ông Nguyễn Đức Anh nhận giải", []), ("Huyện Mỹ Đức ngập sâu", []), ("Dân Ý Yên làm gốm", []),
     ("Thủ tướng Đức thăm Mỹ", ["Đức", "Mỹ"]), ("Mỹ và Anh ký thỏa thuận", ["Mỹ", "Anh"])],
)  # fmt: skip
def test_a_part_of_a_longer_name_is_no_country(text: str, countries: list[str]) -> None:
    assert [m.text for m in find_mentions(text, "vi") if m.text in ("Đức", "Anh", "Mỹ", "Ý")] == countries
