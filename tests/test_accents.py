"""Restoring accents: the counts' smoothing, the search, and what the packages give to count."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.accents import build

from align.headlines.accents import AccentModel, syllables_of
from align.headlines.slug_numbers import put_back, witness
from align.headlines.trigrams import log_chances

TEXTS = ("giá vàng miếng tăng", "giá vàng nhẫn tăng", "giá dầu giảm", "vàng miếng sjc", "gia đình tang tóc")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> AccentModel:
    counts: list[Counter] = [Counter(), Counter(), Counter()]
    for text in TEXTS:
        words = ["<s>", *syllables_of(text), "</s>"]
        for order in (1, 2, 3):
            counts[order - 1].update(zip(*(words[k:] for k in range(order)), strict=False))
    out = tmp_path_factory.mktemp("accents") / "a.npz"
    build(counts, out, 1, 1)
    return AccentModel(out)


def test_probabilities_of_all_words_sum_to_one(model: AccentModel) -> None:
    words = {word: i for i, word in enumerate(model._words)}
    every = np.array(list(words.values()))
    for first, second in (("giá", "vàng"), ("vàng", "miếng"), ("miếng", "giá"), ("<s>", "<s>")):
        total = np.exp(log_chances(model._told, words[first], words[second], every)).sum()
        assert total == pytest.approx(1, abs=1e-9), (first, second)


def test_context_decides_and_readings_are_the_bare_words(model: AccentModel) -> None:
    found = model.restore("gia vang mieng tang", count=4)
    assert found[0].text == "Giá vàng miếng tăng"
    assert sum(r.probability for r in found) <= 1 + 1e-9
    assert [r.probability for r in found] == sorted((r.probability for r in found), reverse=True)


def test_an_unknown_word_stays(model: AccentModel) -> None:
    assert model.restore("gia vang novaland")[0].text.endswith("Novaland")
    assert model.restore("")[0].text == ""


def test_what_the_packages_give(tmp_path: Path) -> None:
    from training.vietnamese import _places, _tagged

    tagged = tmp_path / "tagged.txt"
    tagged.write_text("Quyền\tB-N\tB-N\nđược\tB-V\tB-V\nthông tin\tB-N\tB-N\n\nNước\tB-N\tB-N\n", "utf-8")
    assert list(_tagged(tagged)) == ["Quyền được thông tin", "Nước"]
    province = {"name": "Tỉnh Cà Mau", "short": "Cà Mau"}
    told = {
        "old_province_names": {"a": province},
        "province_names": {"a": province},
        "ward_mapping": [
            {"old_district": "Quận Ninh Kiều", "old_ward": "Phường An Bình"},
            {"old_district": "Quận 1", "old_ward": "Phường 3"},
        ],
    }
    places = tmp_path / "mapping.json"
    places.write_text(json.dumps(told), "utf-8")
    names = [name for name, _ in _places(places)]
    assert names[0] == "Cà Mau" and "Ninh Kiều" in names and "An Bình" in names and "3" not in names


MADE = "2024-11-01T15:43:10+07:00"


@pytest.mark.parametrize(
    ("slug", "page", "created", "told"),
    [
        ("hon-1-000-canh-sat", "", None, "hon 1000 canh sat"),
        ("de-xuat-11-500-ty-dong", "anggaran 11.500 miliar", None, "de xuat 11500 ty dong"),
        ("hon-1-234-567-nguoi", "1,234,567 orang", None, "hon 1234567 nguoi"),
        ("gia-vang-hom-nay-80-500-000-dong", "Rp80.500.000", MADE, "gia vang hom nay 80500000 dong"),
        ("moi-ngay-1-000-ca-mac", "", None, "moi ngay 1000 ca mac"),
        ("1-000-000-000-000-000-dong", "", None, "1000000000000000 dong"),
        ("sea-games-32-136-huy-chuong", "SEA Games ke-32: 136 medali", None, "sea games 32 136 huy chuong"),
        ("may-bay-boeing-737-800", "", None, "may bay boeing 737 800"),
        ("goi-113-114-115", "", None, "goi 113 114 115"),
        ("tuyen-metro-so-1-500-000-khach", "Jalur 1: 500.000 penumpang", None, "tuyen metro so 1 500000 khach"),
        ("gia-vang-sang-14-9-tai-sjc", "", None, "gia vang sang 14/9 tai sjc"),
        ("lai-suat-hom-nay-24-9-2026", "", None, "lai suat hom nay 24/9/2026"),
        ("thoi-tiet-hom-nay-149", "", None, "thoi tiet hom nay 14/9"),
        ("quoc-hoi-hop-ngay-149", "", "2026-09-14T09:13:00+07:00", "quoc hoi hop ngay 14/9"),
        ("quoc-hoi-hop-ngay-149", "", "2026-03-02T09:13:00+07:00", "quoc hoi hop ngay 149"),
        ("quoc-hoi-hop-ngay-149", "pada 14 September", None, "quoc hoi hop ngay 14/9"),
        ("hom-nay-2112024", "", MADE, "hom nay 2/11/2024"),
        ("chien-su-ukraine-ngay-149", "", None, "chien su ukraine ngay 149"),  # the 149th day
        ("chien-su-ukraine-ngay-111", "Perang hari ke-111", MADE, "chien su ukraine ngay 111"),  # 1/11, were the page not there
        ("chien-su-ukraine-ngay-982", "", MADE, "chien su ukraine ngay 982"),
        ("ngay-111-o-day", "", "2025-01-11T00:00:00+07:00", "ngay 11/1 o day"),  # 1/11 is far
        ("ngay-111-o-day", "", "2025-06", "ngay 111 o day"),
        ("moi-ngay-2-3-lit-nuoc", "2-3 liter", MADE, "moi ngay 2 3 lit nuoc"),
        ("toi-nay-2-1-viet-nam-thang", "menang 2-1", MADE, "toi nay 2 1 viet nam thang"),
        ("tu-ngay-1-5-11", "", MADE, "tu ngay 1 5/11"),  # the 1st to the 5th
        ("quoc-khanh-2-9", "Hari Nasional 2 September", None, "quoc khanh 2/9"),
        ("ngay-30-2", "", None, "ngay 30 2"),
        ("007-tro-lai", "", None, "007 tro lai"),
    ],
)
def test_numbers_are_put_back(slug: str, page: str, created: str | None, told: str) -> None:
    assert " ".join(put_back(slug.split("-"), witness(page, created))) == told


def test_a_headline_with_its_numbers() -> None:
    from align.headlines.candidates import restored

    assert restored("hon-1-000-canh-sat-bao-ve-tran-dau", [])[0].text.startswith("Hơn 1.000 cảnh sát")
    assert " 14/9" in restored("thoi-tiet-ngay-149-mien-bac", [], "", "2026-09-14T09:13:00+07:00")[0].text


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([None, "2024-02-29", "2026-09", MADE]))
def test_no_digit_is_lost_or_made(text: str, page: str, created: str | None) -> None:
    words = text.split()
    assert "".join(put_back(words, witness(page, created))).replace("/", "") == "".join(words).replace("/", "")


def test_a_slug_that_kept_its_accents_is_the_headline() -> None:
    from align.headlines.candidates import restored

    [found] = restored("giá-vàng-hôm-nay-tăng-mạnh", [])
    assert found.text == "Giá vàng hôm nay tăng mạnh" and found.evidence == "slug"
