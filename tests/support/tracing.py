"""The layout of a text, and that it accounts for every character."""

from __future__ import annotations

from align.traces.layout import Layout, read_layout
from align.traces.publishers import load_publishers

PUBLISHERS = load_publishers()


def layout_of(text: str) -> Layout:
    return read_layout("p", text, "id", PUBLISHERS)


def assert_accounted(text: str) -> Layout:
    layout = layout_of(text)
    at = 0
    for span in layout.spans():
        assert span.start == at and span.end > span.start
        at = span.end
    assert at == len(text)
    return layout
