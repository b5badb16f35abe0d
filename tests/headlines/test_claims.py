"""Tests of align.headlines.claims."""

from __future__ import annotations

import pytest

from align.headlines.claims import find_facts, look_up


def test_facts_are_looked_up_by_value() -> None:
    page = "Ada delapan ribu tentara Korea Utara di Kursk, kata tiga jenderal AS dari Ukraina."
    slug = "my ukraine noi 8000 linh trieu tien o kursk gom 3 tuong"
    supports = look_up(find_facts(slug, slug=True), page)
    assert {s.fact.text for s in supports} >= {"8000", "3", "kursk", "trieu tien", "ukraine", "my"}
    assert all(s.span is not None for s in supports)
    missing = look_up(find_facts("Chiến sự Ukraine ngày 982", slug=False), page)
    assert [s.fact.text for s in missing if s.span is None] == ["982"]


@pytest.mark.parametrize(
    ("slug", "page"),
    [
        ("eu dap tra 26 ti euro", "Uni Eropa membalas dengan tarif senilai 26 miliar euro."),
        ("gia vang tang 15 trieu dong", "Harga emas naik 1,5 juta dong."),
        ("quoc hoi hop ngay 149", "Majelis bersidang pada 14 September."),
        ("xuat khau gao dat 4 86 ti usd trong 10 thang", "Ekspor beras capai 4,86 miliar dolar AS dalam 10 bulan"),
    ],
)
def test_slugs_lose_commas_and_slashes(slug: str, page: str) -> None:
    assert all(s.span is not None for s in look_up(find_facts(slug, slug=True), page) if s.fact.value)


def test_lao_cai_is_no_country() -> None:
    assert [fact.key for fact in find_facts("Bão số 3: 200 người thiệt mạng ở Lào Cai", slug=False) if fact.kind == "name"] == [
        "VN-02"
    ]


@pytest.mark.parametrize(
    ("slug", "page", "missing"),
    [
        ("tai nan xe khach 13 thuong vong", "Kecelakaan bus: 3 tewas, 10 luka-luka.", []),
        ("tai nan xe khach 13 thuong vong", "Kecelakaan bus: 4 tewas, 10 luka-luka.", ["13"]),
        ("vu no lam 7 nguoi thuong vong", "Ledakan menewaskan dua orang dan melukai lima orang.", []),
        ("xung dot nam 3 o ukraine", "Konflik di Ukraina memasuki tahun ketiga.", []),
        ("gia gao tang 13 nghin dong", "Harga beras naik 3 ribu lalu 10 ribu dong.", ["13"]),
    ],
)
def test_totals_and_ordinals(slug: str, page: str, missing: list[str]) -> None:
    assert [s.fact.text for s in look_up(find_facts(slug, slug=True), page) if s.span is None] == missing


@pytest.mark.parametrize(
    ("headline", "page", "missing"),
    [
        ("U22 Việt Nam hòa U22 Hàn Quốc", "Tim U22 Vietnam bermain imbang dengan U22 Korea di Yancheng.", []),
        ("U22 Việt Nam hòa U22 Hàn Quốc", "Tim U22 Vietnam bermain imbang dengan Korea Utara.", ["Hàn Quốc"]),
        ("Việt Nam xuất khẩu gạo sang Mỹ", "Vietnam mengekspor beras ke Amerika.", []),
        ("Nam Phi thắng", "Selandia Baru menang.", ["Nam Phi"]),
        ("Ảnh hiện trường. Foto: Le A", "Kecelakaan itu terjadi kemarin.", []),
    ],
)
def test_names_without_their_second_word(headline: str, page: str, missing: list[str]) -> None:
    assert [s.fact.text for s in look_up(find_facts(headline, slug=False), page) if s.span is None] == missing


@pytest.mark.parametrize(
    ("slug", "page", "missing"),
    [
        ("que tra my duoc gia", "Petani kayu manis di Tra My mendapat harga bagus.", []),
        ("san van dong my dinh sua chua", "Stadion My Dinh diperbaiki.", []),
        ("my ap thue moi", "Pemerintah menerapkan tarif baru di My Dinh.", ["my"]),
        ("nga tan cong", "Serangan terjadi kemarin.", ["nga"]),
    ],
)
def test_a_syllable_of_a_name_is_no_country(slug: str, page: str, missing: list[str]) -> None:
    assert [s.fact.text for s in look_up(find_facts(slug, slug=True), page) if s.span is None] == missing


@pytest.mark.parametrize(
    ("slug", "page", "missing"),
    [
        ("tiem kich su 35 roi o vung kursk", "Pesawat tempur Su-57 jatuh di wilayah Kursk.", ["su 35"]),
        ("tiem kich su 35 roi o vung kursk", "Pesawat tempur Su-35 jatuh di wilayah Kursk.", []),
        ("tiem kich su 35 roi o vung kursk", "Pesawat tempur jatuh di wilayah Kursk.", []),
        ("u23 viet nam thang thai lan", "Tim U-20 Vietnam menang atas Thailand.", ["u23"]),
        ("nha may dong cua tu thang 5", "Pabrik itu tutup pada April.", ["thang 5"]),
        ("nha may dong cua tu thang 5", "Pabrik itu tutup sejak Mei.", []),
        ("nha may dong cua tu thang 5", "Pabrik itu tutup bulan lalu.", []),
        ("son heung min ghi 2 ban", "Son Heung-min mencetak dua gol.", []),
    ],
)
def test_designations_and_months_are_contradicted_not_missed(slug: str, page: str, missing: list[str]) -> None:
    assert [s.fact.text for s in look_up(find_facts(slug, slug=True), page) if s.span is None] == missing
