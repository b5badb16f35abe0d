"""The embedder, the lattice and the aligner."""

from __future__ import annotations

import itertools
import math
import time

import numpy as np
import pytest

from align.beads.aligner import align_texts, align_vectors, default_weights, unit_lengths
from align.beads.band import find_band, full_band
from align.beads.features import CROSSED, NAMES, TYPES, bead_features, make_spans
from align.beads.lattice import posteriors
from align.beads.similarity import make_sides, span_norms
from align.errors import InputError, ModelError
from align.models.embedder import StaticEmbedder, load_embedder, normalised
from align.pages.units import check_vectors

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
    band = full_band(left, right)
    found = posteriors(scores.reshape(len(TYPES), -1).astype(np.float32), band, every_bead=True)
    assert found.log_total == pytest.approx(math.log(total), abs=1e-5)
    beads = found.beads.reshape(scores.shape)
    for (t, i, j), value in expected.items():
        assert beads[t, i, j] == pytest.approx(value, abs=1e-5)
    for i in range(left):
        covered = sum(beads[t, e, :].sum() for t, (a, _) in enumerate(TYPES) for e in range(i + 1, min(left, i + a) + 1))
        assert covered == pytest.approx(1.0, abs=1e-5)
        assert found.left_null[i] == pytest.approx(beads[0, i + 1].sum(), abs=1e-6)
    assert found.path[-1][1:3] == (left, right)
    assert all(found.path[k][3] == pytest.approx(beads[found.path[k][:3]], abs=1e-6) for k in range(len(found.path)))


def test_features_equal_their_definition() -> None:
    """The compiled features against plain vectors, for every bead type."""
    rng = np.random.default_rng(4)
    rows = [normalised(rng.normal(size=(n, 8)).astype(np.float32)) for n in (7, 6)]
    lengths = [rng.integers(20, 200, size=n).astype(float) for n in (7, 6)]
    left, right = make_sides(*rows, *lengths)
    band, ratio = full_band(7, 6), 1.3
    found = bead_features(left, right, (make_spans(left, ratio), make_spans(right, 1.0)), band, 0, band.rows)
    hubs = np.diff(left.hub_sums), np.diff(right.hub_sums)
    for kind, (a, b) in enumerate(TYPES):
        for i, j in itertools.product(range(8), range(7)):
            got = found[kind, band.cell(i, j)]
            if kind < 2 or kind == CROSSED or i < a or j < b:
                assert kind == CROSSED or np.isnan(got[0])
                continue
            one, other = left.rows[i - a : i], right.rows[j - b : j]
            pairs = np.array([[float(normalised(x[None])[0] @ normalised(y[None])[0]) for y in other] for x in one])
            cosine = float(normalised(one.sum(0)[None])[0] @ normalised(other.sum(0)[None])[0])
            margin = cosine - (hubs[0][i - a : i].mean() + hubs[1][j - b : j].mean()) / 2
            sizes = lengths[0][i - a : i].sum() * ratio, lengths[1][j - b : j].sum()
            log = math.log((sizes[1] + 5) / (sizes[0] + 5))
            assert got[0] == pytest.approx(margin, abs=1e-4)
            assert got[2] == pytest.approx(min(16.0, log**2 / (4.5 / (sum(sizes) + 40) + 0.001)), rel=1e-3)
            if a + b > 2:
                assert got[1] == pytest.approx(cosine - pairs.max(), abs=1e-4)


def test_span_norms() -> None:
    rows = np.random.default_rng(2).normal(size=(6, 5)).astype(np.float32)
    norms = span_norms(rows)
    for size in range(1, 5):
        for i in range(6 - size + 1):
            assert norms[size - 1, i] == pytest.approx(float(np.linalg.norm(rows[i : i + size].sum(0))), rel=1e-4)


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


def test_the_band_follows_a_long_missing_block_and_a_long_insertion() -> None:
    rng = np.random.default_rng(3)
    vectors = normalised(rng.normal(size=(3000, 32)).astype(np.float32))
    lengths = rng.integers(30, 200, size=3000).astype(float)
    noisy = normalised(vectors + 0.1 * rng.normal(size=vectors.shape).astype(np.float32))
    extra = normalised(rng.normal(size=(700, 32)).astype(np.float32))
    right = np.concatenate([noisy[:500], noisy[1400:2500], extra, noisy[2500:]])
    sizes = np.concatenate([lengths[:500], lengths[1400:2500], np.full(700, 90.0), lengths[2500:]])
    found = align_vectors(vectors, right, lengths, sizes)
    assert [i for i, p in enumerate(found.left_dropped) if p > 0.5] == list(range(500, 1400))
    assert [j for j, p in enumerate(found.right_inserted) if p > 0.5] == list(range(1600, 2300))
    sides = make_sides(vectors, right, lengths, sizes)
    assert find_band(*sides).cells < 60 * 3000 + 40 * 3000


def test_lengths_in_another_script() -> None:
    """Where languages are unknown the ratio of lengths is measured, whatever it is."""
    rng = np.random.default_rng(5)
    vectors = normalised(rng.normal(size=(60, 32)).astype(np.float32))
    noisy = normalised(vectors + 0.15 * rng.normal(size=vectors.shape).astype(np.float32))
    kept = np.setdiff1d(np.arange(60), [9, 40])
    lengths = rng.integers(10, 60, size=60).astype(float)
    found = align_vectors(vectors, noisy[kept], lengths, lengths[kept] * 3.6)
    assert [i for i, p in enumerate(found.left_dropped) if p > 0.5] == [9, 40]


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
    assert default_weights().shape == (len(NAMES),)
    assert unit_lengths(["", "ab"]).tolist() == [1, 2]
