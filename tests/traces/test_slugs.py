"""Slugs of Vietnamese headlines, foreign names in them or not, and those of other languages."""

from __future__ import annotations

import pytest

from align.traces.slugs import slug_is_vietnamese


@pytest.mark.parametrize(
    "slug",
    """messi-ghi-2-ban-inter-miami-thang ronaldo-ghi-ban-al-nassr-thua-al-hilal google-mo-van-phong-tai-tp-hcm
    vinfast-ban-xe-dien-sang-my trump-gap-putin-tai-alaska u23-viet-nam-thang-u23-indonesia elon-musk-tuyen-bo-roi-nha-trang
    hlv-kim-sang-sik-goi-24-cau-thu haaland-lap-hat-trick-man-city-thang-dam trump-thang-o-pennsylvania
    mbappe-vang-mat-real-madrid-thua-barcelona djokovic-ha-alcaraz-o-paris tong-thong-ukraine-lam-nong-nghi-van-binh-si-trieu-tien""".split(),
)
def test_a_headline_with_foreign_names_is_vietnamese_at_home(slug: str) -> None:
    assert slug_is_vietnamese(slug, at_home=True)


@pytest.mark.parametrize(
    "slug",
    """pham-minh-chinh-visits-hai-phong to-lam-meets-xi-jinping-in-beijing hanoi-hosts-asean-meeting-today
    nguyen-phu-trong-meninggal-dunia harga-beras-naik-lagi-di-pasar pho-bo-hidangan-khas-hanoi vietnam-and-laos-sign-deal
    desa-wisata-ban-lac-di-mai-chau 12345 2024-11-01 post a-b""".split(),
)
def test_vietnamese_names_in_another_language_are_no_headline(slug: str) -> None:
    assert not slug_is_vietnamese(slug, at_home=True)
