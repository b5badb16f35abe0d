"""The embedder, the lattice and the aligner."""

from __future__ import annotations

import itertools
import math
import time

import numpy as np
import pytest

from align.beads.aligner import align_texts, align_vectors, check_vectors, default_weights, unit_lengths
from align.beads.features import TYPES, full_band
from align.beads.lattice import best_path, posteriors
from align.errors import InputError, ModelError
from align.models.embedder import StaticEmbedder, load_embedder, normalised

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


def brute_force(scores: np.ndarray, left: int, right: int) -> tuple[float, dict[tuple[int, int, int], float]]:
    """Sum over every path, by enumeration."""
    total, beads = 0.0, dict[tuple[int, int, int], float]()

    def walk(i: int, j: int, score: float, path: list[tuple[int, int, int]]) -> None:
        nonlocal total
        if (i, j) == (left, right):
            total += math.exp(score)
            for bead in path:
                beads[bead] = beads.get(bead, 0.0) + math.exp(score)
            return
        for t, (a, b) in enumerate(TYPES):
            if i + a <= left and j + b <= right and np.isfinite(scores[t, i + a, j + b]):
                walk(i + a, j + b, score + scores[t, i + a, j + b], [*path, (t, i + a, j + b)])

    walk(0, 0, 0.0, [])
    return total, {bead: value / total for bead, value in beads.items()}


@pytest.mark.parametrize(("left", "right"), [(1, 1), (2, 3), (4, 2), (3, 3)])
def test_posteriors_equal_enumeration(left: int, right: int) -> None:
    rng = np.random.default_rng(left * 10 + right)
    scores = rng.normal(size=(len(TYPES), left + 1, right + 1))
    for t, (a, b) in enumerate(TYPES):
        scores[t, :a] = -np.inf
        scores[t, :, :b] = -np.inf
    total, expected = brute_force(scores, left, right)
    found = posteriors(scores, full_band(left, right), right)
    assert found.log_total == pytest.approx(math.log(total))
    for (t, i, j), value in expected.items():
        assert found.beads[t, i, j] == pytest.approx(value, abs=1e-9)
    for i in range(left):
        covered = sum(found.beads[t, e, :].sum() for t, (a, _) in enumerate(TYPES) for e in range(i + 1, min(left, i + a) + 1))
        assert covered == pytest.approx(1.0, abs=1e-6)
    path = best_path(found.beads, full_band(left, right), right)
    assert path[-1][1:] == (left, right)


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    loaded = load_embedder("bundled")
    assert isinstance(loaded, StaticEmbedder)
    return loaded


def test_embedder_vectors(embedder: StaticEmbedder) -> None:
    rows = embedder.embed([*INDONESIAN, "", *ENGLISH])
    assert rows.dtype == np.float32 and rows.shape[0] == 11
    assert np.allclose(np.linalg.norm(rows, axis=1), [1] * 5 + [0] + [1] * 5, atol=1e-5)
    assert ((rows[:5] @ rows[6:].T).argmax(axis=1) == np.arange(5)).all()
    accented, bare = embedder.embed(["Triều Tiên tuyên bố sát cánh cùng Nga", "trieu tien tuyen bo sat canh cung nga"])
    assert accented @ bare > 0.4


def test_embedder_missing(tmp_path) -> None:
    (tmp_path / "table.safetensors").write_bytes(b"")
    with pytest.raises(ModelError, match=r"pieces\.model"):
        load_embedder(str(tmp_path))


def test_identity_and_a_drop(embedder: StaticEmbedder) -> None:
    whole = align_texts(INDONESIAN, ENGLISH, embedder, "id", "en")
    assert [(b.left, b.right) for b in whole.beads] == [((i,), (i,)) for i in range(5)]
    assert max(whole.left_dropped) < 0.1 and whole.related > 0.2
    short = align_texts(INDONESIAN, ENGLISH[:2] + ENGLISH[3:], embedder, "id", "en")
    assert [i for i, p in enumerate(short.left_dropped) if p > 0.5] == [2]
    longer = align_texts(INDONESIAN[:2] + INDONESIAN[3:], ENGLISH, embedder, "id", "en")
    assert [j for j, p in enumerate(longer.right_inserted) if p > 0.5] == [2]


def test_a_merge_is_no_drop(embedder: StaticEmbedder) -> None:
    merged = [ENGLISH[0] + " " + ENGLISH[1], *ENGLISH[2:]]
    found = align_texts(INDONESIAN, merged, embedder, "id", "en")
    assert found.beads[0].left == (0, 1) and found.beads[0].right == (0,)
    assert max(found.left_dropped) < 0.2


def test_swapped_neighbours_are_no_drops(embedder: StaticEmbedder) -> None:
    swapped = [ENGLISH[0], ENGLISH[2], ENGLISH[1], *ENGLISH[3:]]
    found = align_texts(INDONESIAN, swapped, embedder, "id", "en")
    assert max((*found.left_dropped, *found.right_inserted)) < 0.5
    assert {(b.left, b.right) for b in found.beads} >= {((1,), (2,)), ((2,), (1,))}


def test_posteriors_are_probabilities(embedder: StaticEmbedder) -> None:
    for left, right in itertools.product((INDONESIAN, INDONESIAN[:1], INDONESIAN * 3), (ENGLISH, ENGLISH[:1])):
        found = align_texts(left, right, embedder, "id", "en")
        assert all(0 <= p <= 1 for p in (*found.left_dropped, *found.right_inserted))
        assert sorted(i for b in found.beads for i in b.left) == list(range(len(left)))
        assert sorted(j for b in found.beads for j in b.right) == list(range(len(right)))


def test_empty_sides(embedder: StaticEmbedder) -> None:
    assert align_texts([], [], embedder, "id", "en").beads == ()
    found = align_texts([], ENGLISH, embedder, "id", "en")
    assert found.right_inserted == (1.0,) * 5 and all(b.is_null for b in found.beads)
    assert align_texts(INDONESIAN, [], embedder, "id", "en").left_dropped == (1.0,) * 5


def test_unrelated_texts_are_said_to_be(embedder: StaticEmbedder) -> None:
    other = [
        "Klik tombol untuk menyimpan berkas.",
        "Kue ini dibuat dari tepung dan telur.",
        "Burung itu terbang rendah.",
    ]
    assert align_texts(other, ENGLISH, embedder, "id", "en").related < 0.1


def test_a_thousand_copies_of_one_line(embedder: StaticEmbedder) -> None:
    began = time.monotonic()
    found = align_texts(INDONESIAN[:1] * 300, ENGLISH[:1] * 300, embedder, "id", "en")
    assert len(found.left_dropped) == 300 and time.monotonic() - began < 60


def test_a_long_text_stays_in_its_band() -> None:
    rng = np.random.default_rng(1)
    vectors = normalised(rng.normal(size=(4000, 32)).astype(np.float32))
    noisy = normalised(vectors + 0.1 * rng.normal(size=vectors.shape).astype(np.float32))
    kept = np.setdiff1d(np.arange(4000), [7, 2000, 3500])
    lengths = rng.integers(30, 200, size=4000).astype(float)
    found = align_vectors(vectors, noisy[kept], lengths, lengths[kept])
    assert [i for i, p in enumerate(found.left_dropped) if p > 0.5] == [7, 2000, 3500]


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        (np.zeros((2, 4)), "expected shape"),
        (np.full((3, 4), np.nan), "NaN"),
        (np.zeros(3), "expected shape"),
    ],
)
def test_bad_vectors(vectors: np.ndarray, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_vectors(vectors, 3, "left")


def test_weights_fit_the_features() -> None:
    assert default_weights().shape == (11,)
    assert unit_lengths(["", "ab"]).tolist() == [1, 2]
