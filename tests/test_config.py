"""Tests of align.config."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from places import ROOT

from align.config import Settings, load
from align.errors import ConfigError


def test_configuration(tmp_path: Path) -> None:
    shipped = load(ROOT / "configs" / "audit.yaml")
    assert shipped == Settings() and shipped.fingerprint() == Settings().fingerprint()
    config = tmp_path / "c.yaml"
    config.write_text("aligner: {drop_treshold: 0.5}")
    with pytest.raises(ConfigError, match=r"aligner\.drop_treshold; did you mean drop_threshold"):
        load(config)
    config.write_text("algner: {}")
    with pytest.raises(ConfigError, match="did you mean aligner"):
        load(config)
    for text in ("- a", "a: [", "aligner: {drop_threshold: 7}"):
        config.write_text(text)
        with pytest.raises(ConfigError, match=r"c\.yaml"):
            load(config)
    assert load(None, ["aligner.drop_threshold=0.8"]).aligner.drop_threshold == 0.8
    with pytest.raises(ConfigError, match=r"section\.key=value"):
        load(None, ["aligner"])
    assert load(None, ["aligner.drop_threshold=0.8"]).fingerprint() != Settings().fingerprint()
    assert yaml.safe_load((ROOT / "configs" / "audit.yaml").read_text()).keys() == Settings.model_fields.keys()


@pytest.mark.parametrize("value", ["[", "*x", "!!python/object:os.system x"])
def test_a_setting_that_is_no_yaml_is_named(value: str) -> None:
    with pytest.raises(ConfigError, match="expected a value after ="):
        load(overrides=[f"checks.names.threshold={value}"])


def test_an_empty_section_is_one(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("checks:\n", "utf-8")
    assert load(tmp_path / "c.yaml", ["checks.estimator=none"]).checks.estimator == "none"


def test_a_far_off_key_gets_the_list() -> None:
    with pytest.raises(ConfigError, match="expected one of pages, translator"):
        load(overrides=["nosuch=1"])
    with pytest.raises(ConfigError, match="did you mean aligner"):
        load(overrides=["alinger.x=1"])
