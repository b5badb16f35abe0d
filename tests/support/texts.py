"""A few sentences in two languages."""

from __future__ import annotations

INDONESIAN = [
    "Presiden tiba di Jakarta pada hari Senin.",
    "Ia bertemu dengan menteri luar negeri Jepang.",
    "Harga minyak dunia naik lima persen minggu lalu.",
    "Banjir melanda tiga provinsi di Vietnam tengah.",
    "Tim nasional menang dua gol atas Thailand.",
]


ENGLISH = [
    "The president arrived in Jakarta on Monday.",
    "He met the foreign minister of Japan.",
    "World oil prices rose five percent last week.",
    "Floods hit three provinces in central Vietnam.",
    "The national team beat Thailand by two goals.",
]
