"""Every reader of text takes linear time, whatever a text is made of: a page of one repeated thing cannot stop a run."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from align.language.identify import identify
from align.language.meaning.negation import find_cues
from align.language.names.find import find_names
from align.language.sentences import split
from align.language.spans import LONGEST_WORD, Taken, without_long_words
from align.language.values.numbers import find_numbers
from align.models.translation.repair import repair
from align.traces.layout import read_layout
from align.traces.provenance import find_provenance
from align.traces.publishers import load_publishers
from align.traces.urls import parse_url

PUBLISHERS = load_publishers()
SUSPICIOUS = (
    *"x1.,-([/%@\u0300", " ", "\n", "1.", "1 ", "a ", "A ", "www.", "a-", "a.b ", "https://", "https://thanhnien.vn/ ", "Sumber: ", "Ảnh 1. ",
    "01/11/2024 ", "ribu ", "14.30 ", "1 juta ", "Tn. ", "G7 ", "\u201c", "tidak ",
)  # fmt: skip


def leaks(text: str) -> None:
    find_provenance(read_layout("p", text, "id", PUBLISHERS), PUBLISHERS)


READERS: dict[str, Callable[[str], object]] = {
    "leaks": leaks,
    "split": lambda text: split(text, "id"),
    "numbers": lambda text: find_numbers(text, "id"),
    "numbers in Vietnamese": lambda text: find_numbers(text, "vi"),
    "names": lambda text: find_names(text, "id"),
    "negation": lambda text: find_cues(text, "id"),
    "identify": identify,
    "repair": lambda text: repair(text, text, "id"),
    "address": lambda text: parse_url("https://thanhnien.vn/" + text, PUBLISHERS),
}


def seconds(read: Callable[[str], object], unit: str, size: int) -> float:
    text = (unit * (size // len(unit) + 1))[:size] + " akhir"
    began = time.perf_counter()
    read(text)
    return time.perf_counter() - began


@pytest.mark.parametrize("name", READERS)
def test_time_is_linear(name: str) -> None:
    for unit in SUSPICIOUS:
        small, large = seconds(READERS[name], unit, 5_000), seconds(READERS[name], unit, 40_000)
        assert large < 24 * small + 1.0, f"{unit!r}: {small:.3f} s, eight times as long {large:.3f} s"


def test_a_megabyte() -> None:
    for unit in ("x", "1", "1.", "www.", "Sumber: "):
        assert seconds(leaks, unit, 1_000_000) < 20, unit


def test_long_words_are_blanked_and_offsets_hold() -> None:
    text = "a " + "x" * (LONGEST_WORD + 1) + "\n8.000 tentara " + "y" * LONGEST_WORD
    blanked = without_long_words(text)
    assert len(blanked) == len(text) and "xx" not in blanked and "y" * LONGEST_WORD in blanked
    assert [v.span.of(text) for v in find_numbers(text, "id")] == ["8.000"]


def test_taken_places() -> None:
    taken = Taken()
    for start, end in ((10, 20), (0, 5), (30, 31)):
        taken.add(start, end)
    assert [taken.overlaps(*s) for s in ((5, 10), (4, 6), (19, 25), (20, 30), (29, 40), (31, 99))] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
