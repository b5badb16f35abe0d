"""Tests of align.traces.publishers."""

from __future__ import annotations

import pytest

from align.errors import ConfigError
from align.traces.publishers import load_publishers
from align.traces.urls import parse_url


def test_own_publishers(tmp_path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("- {host: baomoi.example, name: [Báo Mới], id: '-(?P<id>\\d+)\\.html$', time: none}")
    found = parse_url("https://baomoi.example/tin-nong-12.html", load_publishers(own))
    assert found and found.publisher and found.publisher.names == ("Báo Mới",)
    own.write_text("- {hots: x}")
    with pytest.raises(ConfigError, match=r"mine\.yaml"):
        load_publishers(own)
