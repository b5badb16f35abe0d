"""Tests of align/checks/evidence/clauses.py."""

from __future__ import annotations

import pytest

from align.checks.evidence.of_pair import Evidence
from align.checks.pair import Pair
from align.checks.pairwise import addition

THRESHOLD = 0.4  # of configs/audit.yaml
FAITHFUL = {
    ("id", "en"): ("Presiden tiba di Jakarta pada hari Senin.", "The president arrived in Jakarta on Monday"),
    ("vi", "id"): ("Tổng thống đến Jakarta hôm thứ Hai.", "Presiden tiba di Jakarta pada hari Senin"),
}
CLAUSES = {
    "en": [
        ", while the minister opened a new hospital in the north of the country",
        ", and farmers complained about the price of fertilizer",
        ", as doctors warned that the vaccine had not been tested on children",
    ],
    "id": [
        ", sementara menteri meresmikan rumah sakit baru di bagian utara negara itu",
        ", dan para petani mengeluhkan kenaikan harga pupuk bersubsidi",
        ", serta dokter memperingatkan bahwa vaksin belum diuji pada anak-anak",
    ],
}


def score(left: str, right: str, langs: tuple[str, str]) -> float:
    return addition.check(Evidence(Pair(left, right, *langs))).score


@pytest.mark.parametrize("langs", FAITHFUL)
@pytest.mark.parametrize("which", range(3))
def test_a_clause_put_behind_is_found_and_shown(langs: tuple[str, str], which: int) -> None:
    left, right = FAITHFUL[langs]
    clause = CLAUSES[langs[1]][which]
    found = addition.check(Evidence(Pair(left, right + clause + ".", *langs)))
    assert found.score >= THRESHOLD and score(left, right + ".", langs) < THRESHOLD
    (span,) = found.right_spans
    assert span.start >= len(right) - 8 and span.end > len(right) + len(clause) // 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dia pergi.", "She left the house early in the morning."),  # short, free
        ("Tidak.", "No, absolutely not."),
        ("Harga beras naik 12 persen di Hanoi, kata menteri.", "Rice prices rose 12 percent in Hanoi, the minister said."),
        ("BPOM menarik obat itu.", "The National Agency of Drug and Food Control (BPOM) withdrew the drug."),
    ],
)
def test_freedom_and_spelt_out_names_are_no_clauses(left: str, right: str) -> None:
    assert score(left, right, ("id", "en")) < THRESHOLD


def test_languages_that_it_was_not_fitted_for_stay_as_they_were() -> None:
    assert score("The president arrived.", "Presiden tiba, sementara menteri meresmikan rumah sakit baru.", ("en", "id")) < 0.9
