"""Tests of align.language.script."""

from __future__ import annotations

from align.language.script import slugify, unaccent


def test_slugs() -> None:
    assert slugify("Mỹ, Ukraine nói 8.000 lính Triều Tiên ở Kursk, gồm 3 tướng") == (
        "my-ukraine-noi-8000-linh-trieu-tien-o-kursk-gom-3-tuong"
    )
    assert unaccent("Đặc biệt") == "Dac biet"
