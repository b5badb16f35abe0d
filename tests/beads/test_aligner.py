"""Tests of align.beads.aligner."""

from __future__ import annotations

import itertools
import time

import numpy as np
from texts import ENGLISH, INDONESIAN

from align.beads.aligner import align_texts, align_vectors, default_weights, unit_lengths
from align.beads.features import NAMES
from align.models.embedder import StaticEmbedder, normalised


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


def test_lengths_in_another_script() -> None:
    """Where languages are unknown the ratio of lengths is measured, whatever it is."""
    rng = np.random.default_rng(5)
    vectors = normalised(rng.normal(size=(60, 32)).astype(np.float32))
    noisy = normalised(vectors + 0.15 * rng.normal(size=vectors.shape).astype(np.float32))
    kept = np.setdiff1d(np.arange(60), [9, 40])
    lengths = rng.integers(10, 60, size=60).astype(float)
    found = align_vectors(vectors, noisy[kept], lengths, lengths[kept] * 3.6)
    assert [i for i, p in enumerate(found.left_dropped) if p > 0.5] == [9, 40]


def test_weights_fit_the_features() -> None:
    assert default_weights()._fields == NAMES
    assert unit_lengths(["", "ab"]).tolist() == [1, 2]
